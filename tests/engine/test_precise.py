"""In float64 a run is the same run, and tells apart what float32 cannot."""

from dataclasses import replace

import numpy as np
import pytest
import torch

from explorer.config import Member, RunConfig
from explorer.engine import Trainer
from explorer.sweeps import Axis, Sweep, play

RUN = RunConfig(samples=60, hidden=(5, 4), members=(Member("tanh"), Member("gelu", 3)), steps=40)
KINDS = {
    "binary": {},
    "classes": {"dataset": "blobs"},
    "momentum": {"optimizer": "momentum", "learning_rate": 0.1},
    "l2": {"regulariser": "l2", "strength": 0.01},
    "clip": {"clip": 0.1},
    "dropout": {"dropout": 0.2},
    "norm": {
        "members": (Member("relu", norm="batch"), Member("prelu", norm="layer", bias_std=0.5))
    },
    "full": {"batch_size": None, "schedule": "cosine"},
    "regression": {"dataset": "wave"},
}


@pytest.mark.parametrize("kind", KINDS)
def test_a_run_in_float64_is_the_run_in_float32_without_its_rounding(kind):
    config = replace(RUN, **KINDS[kind])
    single, double = Trainer(config), Trainer(config, torch.float64)
    assert double.arithmetic == "torch"
    first, second = single.advance(40), double.advance(40)
    assert all(row.dtype == np.float64 for row in double.rows)
    np.testing.assert_allclose(first.train_loss, second.train_loss, rtol=2e-3)
    assert first.train_loss.tolist() != second.train_loss.tolist()


def test_rates_that_float32_cannot_tell_apart_give_other_networks():
    axis = Axis("learning_rate", tuple(0.5 + 1e-12 * k for k in range(4)))
    sweep = Sweep(replace(RUN, optimizer="sgd", members=(Member("tanh"),)), (axis,))
    (last,) = play(sweep, range(4)).judged.train_loss[-1:]
    assert len(set(last.tolist())) == 1
    (last,) = play(replace(sweep, precise=True), range(4)).judged.train_loss[-1:]
    assert len(set(last.tolist())) == 4
    assert np.ptp(last) < 1e-9


def test_scales_of_the_weights_that_float32_cannot_tell_apart_give_other_networks():
    axis = Axis("init_scale", tuple(1.5 + 1e-12 * k for k in range(4)))
    sweep = Sweep(replace(RUN, members=(Member("tanh", bias_std=0.5),)), (axis,), precise=True)
    first = play(sweep, range(4)).judged.train_loss[0]
    assert len(set(first.tolist())) == 4
