"""What all tests share: one thread, and no test that needs a card where there is none."""

import pytest
import torch

torch.set_num_threads(1)


def pytest_collection_modifyitems(items):
    if torch.cuda.is_available():
        return
    skip = pytest.mark.skip(reason="NO CUDA DEVICE: this test has not been run")
    for item in items:
        if "cuda" in item.keywords:
            item.add_marker(skip)
