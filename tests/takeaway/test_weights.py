"""A run comes back from its file of weights as it was, and goes on as it would have."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import safetensors.torch
import torch

from explorer.choices.optimisers import OPTIMISERS
from explorer.choices.regularisers import REGULARISERS
from explorer.config import Member, RunConfig
from explorer.engine import Trainer
from explorer.engine.data import SHARES
from explorer.takeaway import load, network, save, weights
from tests.dense import dense
from tests.takeaway.test_script import RUNS

SMALL = RunConfig(samples=80, hidden=(5, 4), batch_size=16, learning_rate=0.05)
BESIDE = (("optimizer", "sgd"), ("hidden", (3,)))
STOPS = replace(SMALL, patience=12, noise=0.4, learning_rate=0.3)
GROUPS = {
    "optimisers": [
        replace(SMALL, optimizer=key, regulariser=pull, clip=clip)
        for key in OPTIMISERS
        for pull, clip in zip((None, *REGULARISERS), (None, 0.3, None), strict=True)
    ],
    "members": [
        replace(SMALL, members=(Member(one, 3, norm=norm, residual=True), Member("tanh")))
        for one in ("prelu", "rrelu", "~prelu", "=prelu(x, 0.5)", ("relu", "prelu"))
        for norm in (None, "layer", "batch")
    ],
    "stacks": [
        replace(SMALL, members=(Member("tanh"), Member("prelu", changes=BESIDE), Member("relu"))),
        replace(STOPS, members=(Member("tanh"), Member("relu", changes=(("patience", None),)))),
    ],
    "settings": [
        replace(SMALL, dropout=0.3, schedule="cosine", steps=60),
        replace(SMALL, hidden=(), dataset="blobs"),
        replace(SMALL, hidden=(4, 4, 4), dropout=0.2, members=(Member(residual=True),)),
        replace(SMALL, dataset="wave", batch_size=None, schedule="step", steps=60),
        replace(SMALL, batch_size=7, members=(Member(norm="batch"),)),  # the last batch has one
    ],
    "early stopping": [STOPS, replace(STOPS, members=(Member("relu"), Member("tanh", 1)))],
    "divergence": [
        replace(
            SMALL,
            optimizer="sgd",
            members=(Member("squared_relu", learning_rate=1e6), Member("tanh")),
        )
    ],
}


def check_same(first, second):
    """Two runs stand at the same step with the same bits."""
    for one, other in zip(first.standing, second.standing, strict=True):
        assert one.step == other.step
        assert one[3:6] == other[3:6]  # who ended, and what is held
        for mine, others in zip(one.saved, other.saved, strict=True):
            assert torch.equal(mine, others)
        for mine, others in zip(one.best or (), other.best or (), strict=True):
            assert np.array_equal(mine, others)
    assert first.config == second.config


@pytest.mark.parametrize("group", GROUPS)
@pytest.mark.parametrize("arithmetic", ["compiled", "torch"])
def test_a_run_goes_on_from_its_file_bit_for_bit(arithmetic, group, monkeypatch):
    monkeypatch.setenv("EXPLORER_ENGINE", arithmetic)
    for config in GROUPS[group]:
        for steps in (0, 17, 80):
            first = Trainer(config)
            first.train(steps)
            second = load(save(first))
            check_same(first, second)
            assert second.arithmetic == arithmetic
            first.train(23)
            second.train(23)
            check_same(first, second)


def test_some_of_the_runs_above_stop_early_and_some_diverge():
    ended = Trainer(GROUPS["early stopping"][0])
    ended.train(80)
    assert ended.best_step != [None]
    wild = Trainer(GROUPS["divergence"][0])
    wild.train(17)
    assert wild.diverged_at[0] is not None


def test_what_a_hand_has_changed_comes_back():
    trainer = Trainer(replace(SMALL, members=(Member("tanh"), Member("prelu", norm="layer"))))
    trainer.train(5)
    trainer.freeze(0, 1, 2)
    trainer.freeze(1, 2, 0)
    trainer.set_parameter(1, 3, 0.25)
    trainer.set_rate(0.003)
    trainer.train(5)
    again = load(save(trainer))
    assert again.frozen == {(0, 1, 2), (1, 2, 0)}
    assert again.config.learning_rate == 0.003
    for one in (trainer, again):
        one.train(20)
        one.freeze(0, 1, 2, False)
        one.train(20)
    check_same(trainer, again)


@dense("config", [config for group in RUNS.values() for config in group])
def test_the_network_of_the_script_takes_the_weights_strictly_and_says_the_same(config):
    """Its logits at all points are the run's within 1e-5."""
    trainer = Trainer(config)
    trainer.train(7)
    names = {"torch": torch, "nn": torch.nn, "F": torch.nn.functional, "math": __import__("math")}
    exec(network.section(config.alone(config.members[0])).code, names)
    numbers = safetensors.torch.load(save(trainer))
    own = {
        name: one for name, one in numbers.items() if not name.startswith(("optimiser.", "best."))
    }
    names["network"].load_state_dict(own, strict=True)
    names["network"].eval()
    for share in SHARES:
        x, _ = trainer.samples.share(share)
        with torch.no_grad():
            found = names["network"](x)
        torch.testing.assert_close(found, trainer.stack(x)[0], rtol=1e-5, atol=1e-5)


def test_each_of_several_networks_stands_under_its_own_name_whatever_stack_it_trains_in():
    config = GROUPS["stacks"][0]
    trainer = Trainer(config)
    trainer.train(7)
    numbers = safetensors.torch.load(save(trainer))
    for place, member in enumerate(config.members):
        alone = Trainer(config.alone(member))
        alone.train(7)
        for name, one in safetensors.torch.load(save(alone)).items():
            whole = next((b for b in ("optimiser.m.", "optimiser.v.") if name.startswith(b)), "")
            named = f"{whole}networks.{place}.{name.removeprefix(whole)}"
            torch.testing.assert_close(numbers.pop(named), one, rtol=1e-5, atol=1e-6)
    assert numbers == {}


def test_no_line_of_the_room_reads_a_pickle():
    for path in Path(weights.__file__).parent.glob("*.py"):
        text = path.read_text()
        assert "pickle" not in text
        assert "torch.load" not in text
