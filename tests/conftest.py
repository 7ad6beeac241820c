"""What all tests share: one thread, two processes, and no test of a card where there is none."""

import os

import hypothesis
import pytest
import torch
from xdist.scheduler import LoadScopeScheduling

torch.set_num_threads(1)
# Which arithmetic trains a run must not hang on how fast code was compiled: tests wait for it.
os.environ.setdefault("EXPLORER_ENGINE", "compiled")
# The other process may be busy: how long an example takes says nothing.
hypothesis.settings.register_profile(
    "steady",
    deadline=None,
    suppress_health_check=[hypothesis.HealthCheck.too_slow],
)
hypothesis.settings.load_profile("steady")

# The folders that take longest begin first, so that the two processes end together.
LONGEST_FIRST = ("browser", "ui", "meanfield", "gradients", "properties")


def pytest_xdist_auto_num_workers(config):
    """Two processes for all tests; files that are named run where they can be debugged."""
    return 2 if config.args == config.getini("testpaths") else 0


class ByFile(LoadScopeScheduling):
    """A file's tests run in one process, and so do all of the browser: one server at a time."""

    def _split_scope(self, nodeid):
        file = nodeid.split("::")[0]
        return "tests/browser" if file.startswith("tests/browser/") else file


def pytest_xdist_make_scheduler(config, log):
    return ByFile(config, log)


def pytest_collection_modifyitems(items):
    folders = {item: item.nodeid.split("/")[1] for item in items}
    rank = {folder: place for place, folder in enumerate(LONGEST_FIRST)}
    items.sort(key=lambda item: rank.get(folders[item], len(rank)))
    if torch.cuda.is_available():
        return
    skip = pytest.mark.skip(reason="NO CUDA DEVICE: this test has not been run")
    for item in items:
        if "cuda" in item.keywords:
            item.add_marker(skip)
