"""A script that is taken home prints, in a process of its own, the numbers of the run on screen."""

import ast
import json
import math
import subprocess
import sys
from dataclasses import replace

import numpy as np
import pytest
import torch

from explorer.activations import ACTIVATIONS
from explorer.choices.datasets import DATASETS
from explorer.choices.given import above_key, drawn_key
from explorer.choices.initialisers import INITIALISERS
from explorer.choices.inputs import FEATURES
from explorer.choices.losses import LOSSES
from explorer.choices.optimisers import OPTIMISERS
from explorer.choices.outputs import OUTPUTS
from explorer.choices.schedules import SCHEDULES
from explorer.config import Member, RunConfig
from explorer.engine import Trainer
from explorer.engine.data import SHARES, sample
from explorer.takeaway import points, script
from tests.dense import dense

RUNNER = """
import contextlib, io, json, sys, torch
torch.set_num_threads(1)
printed = []
for source in json.load(sys.stdin):
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        exec(compile(source, "run.py", "exec"), {"__name__": "__main__"})
    printed.append(out.getvalue())
json.dump(printed, sys.stdout)
"""
STEPS = 60
RESIDUAL = {"residual": True}
PLAIN = RunConfig(samples=120, steps=STEPS, hidden=(6, 6), batch_size=16)


def run(activation="tanh", member=(), **fields):
    """A short run of one network, with these settings of the network and of the run."""
    return replace(PLAIN, members=(Member(activation, **dict(member)),), **fields)


def problems():
    """Each problem's data sets with each loss that it offers."""
    for dataset in DATASETS.values():
        losses = OUTPUTS[dataset.problem].offered
        seen = [other.problem for other in DATASETS.values()].index(dataset.problem)
        first = list(DATASETS.values())[seen] is dataset
        yield from (run(dataset=dataset.key, loss=loss) for loss in losses[: None if first else 1])


RUNS = {
    "activations": [run(key) for key in ACTIVATIONS],
    "parameters": [
        run("swish", {"parameters": (("beta", 0.7),)}),
        run("leaky_relu", {"parameters": (("negative_slope", 1 / 3),)}),
        run("prelu", {"parameters": (("negative_slope", 0.6),)}, hidden=(6, 6, 6)),
        run("~prelu", {"parameters": (("dial", 0.5),)}),
        run("~rrelu", {"parameters": (("dial", 0.5),)}),
        run(("relu", "~tanh"), {"parameters": (("dial", 0.25),)}),
    ],
    "formulas": [
        run("=x*sigmoid(b*x)", {"parameters": (("b", 2.5),)}),
        run("=where(x > 0, x, exp(x) - 1)"),
        run("=max(-1, min(x, 2))"),
        run("=where(x > 0, log(1 + x), 0)"),
        run("=0 < x < 1", regulariser="l2"),
        run("=0 < x < 1", regulariser="l1", optimizer="adamw"),
        run("=prelu(x, 0.5)"),
        run(("=sin(x)", "=x/(1+abs(x))")),
    ],
    "problems": list(problems()),
    "own data": [
        run(dataset=above_key("sin(2 * x)")),
        run(dataset=drawn_key([[-1, -1], [1, 1], [-1, 1], [1, -1]], [0, 1, 0, 1]), batch_size=None),
        run(raw=True, factor=0.8),
        run(dataset="wine", raw=True),
    ],
    "inputs": [
        *(run(inputs=keys) for keys in (tuple(FEATURES), ("x2",), ("product",))),
        run(dataset="wave", inputs=("x1_squared", "sin_x1")),
    ],
    "optimisers": [
        run(optimizer=key, regulariser=pull, strength=0.03, clip=clip, learning_rate=0.02)
        for key in OPTIMISERS
        for pull, clip in ((None, None), ("l2", 0.3), ("l1", None))
    ],
    "settings": [
        run(optimizer="nesterov", beta=0.0),
        run(optimizer="momentum", beta=0.5),
        run(optimizer="adam", beta1=0.5, beta2=0.9),
        run(member={"learning_rate": 0.05, "loss": "hinge"}),
        run(member={"changes": (("optimizer", "sgd"), ("hidden", (4,)))}),
        *(run(schedule=key, optimizer="sgd", learning_rate=0.3) for key in SCHEDULES),
    ],
    "starts": [
        *(run("relu", init=key, init_std=0.4) for key in INITIALISERS),
        run(
            member={"init_scale": 2.5, "bias_std": 0.3, "seed": 7},
            output_bias=0.5,
            seed=3,
            data_seed=11,
        ),
        run(steps=0, schedule="cosine"),
        run(hidden=()),
        run(hidden=(), inputs=tuple(FEATURES), member={"residual": True}),
    ],
    "norms": [
        run("relu", {"norm": norm, "residual": residual}, batch_size=size, optimizer=optimizer)
        for norm, residual in (("layer", True), ("batch", False), ("batch", True), (None, True))
        for size, optimizer in ((1, "sgd"), (5, "adam"), (None, "momentum"))
    ]
    # Of 96 points the last batch of 19 has one.
    + [run("gelu", {"norm": "batch"}, batch_size=19), run(hidden=(2, 2, 5), member=RESIDUAL)],
    "early stopping": [
        run(samples=60, patience=12, noise=0.4, learning_rate=0.3, steps=200, batch_size=10),
        run(patience=5, learning_rate=0.1, optimizer="sgd"),
    ],
}


def numbers(text):
    """What a script prints: share → (loss, score)."""
    words = {line.split()[0]: line.split() for line in text.splitlines()}
    return {share: (float(row[2]), float(row[-1])) for share, row in words.items()}


@pytest.fixture(scope="module")
def printed():
    """What the scripts of all runs print in another process, by config: share → (loss, score)."""
    configs = [config for group in RUNS.values() for config in group]
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", RUNNER],
        input=json.dumps([script(config) for config in configs]),
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    return dict(zip(configs, map(numbers, json.loads(done.stdout)), strict=True))


@pytest.fixture
def engine(monkeypatch):
    """PyTorch trains the runs: its code need not be compiled, and another test holds they agree."""
    monkeypatch.setenv("EXPLORER_ENGINE", "torch")


@pytest.mark.usefixtures("engine")
@pytest.mark.parametrize("group", RUNS)
def test_a_script_prints_the_losses_and_scores_of_the_run_to_four_digits(group, printed):
    """A loss within half a unit of its fourth digit; a score, which is of 1, within 0.00005."""
    for config in RUNS[group]:
        alone = config.alone(config.members[0])
        snapshot, found = Trainer(alone).advance(alone.steps, set()), printed[config]
        for share in SHARES:
            loss, score = (getattr(snapshot, f"{share}_{one}")[0] for one in ("loss", "accuracy"))
            wanted = pytest.approx(loss, rel=5e-5, abs=1e-7), pytest.approx(score, abs=5e-5)
            assert found[share] == wanted, config


@pytest.mark.usefixtures("engine")
def test_a_script_goes_to_the_step_that_a_run_stands_at_by_the_schedule_as_planned():
    """Half of the steps planned, and more than those."""
    cases = [
        (run(schedule=key, optimizer="sgd", learning_rate=0.3), steps)
        for key in SCHEDULES
        for steps in (25, 90)
    ]
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", RUNNER],
        input=json.dumps([script(config, steps=steps) for config, steps in cases]),
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    for (config, steps), text in zip(cases, json.loads(done.stdout), strict=True):
        snapshot = Trainer(config.alone(config.members[0])).advance(steps, set())
        loss, _ = numbers(text)["train"]
        assert loss == pytest.approx(snapshot.train_loss[0], rel=5e-5), (config.schedule, steps)


def test_the_points_of_a_script_are_those_of_the_run_bit_for_bit():
    for dataset in DATASETS:
        config = replace(PLAIN, dataset=dataset)
        wanted, names = sample(config), {"torch": torch, "np": np}
        exec(points.section(config).code, names)
        for share in SHARES:
            x, y = wanted.share(share)
            assert torch.equal(names[f"x_{share}"], x)
            assert torch.equal(names[f"y_{share}"].flatten(), y.flatten().to(names["y"].dtype))


def test_a_script_of_a_network_that_differs_takes_its_own_settings():
    members = Member("relu"), Member("relu", changes=(("hidden", (3,)), ("optimizer", "sgd")))
    source = script(replace(PLAIN, members=members), 1)
    assert "nn.Linear(2, 3), nn.ReLU()" in source
    assert "torch.optim.SGD(" in source


def test_a_script_with_dropout_says_that_its_numbers_are_only_alike():
    source = script(replace(PLAIN, dropout=0.25))
    assert "nn.Dropout(0.25)" in source
    assert "torch.manual_seed(0)" in source  # so that it prints the same each time
    assert "Dropout leaves out other units here" in source
    assert "Dropout" not in script(PLAIN)


@pytest.mark.parametrize("text", [r"\frac{1}{1+e^{-x}}", "np.maximum(0, x)", "|x|"])
def test_a_formula_as_people_write_it_leaves_a_script_whole(text):
    ast.parse(script(run("=" + text)))


@dense("config", [config for group in RUNS.values() for config in group])
def test_a_script_is_readable(config):
    """No line but a formula's is over 100 signs wide, and without its points it fits two pages."""
    lines = script(config).splitlines()
    long = [line for line in lines if len(line) > 100 and not line.startswith("        return ")]
    assert long == []
    start = next(n for n, line in enumerate(lines) if line in ('POINTS = """', 'ROWS = """'))
    end = next(n for n, line in enumerate(lines) if n > start and line.startswith('"""'))
    del lines[start:end]
    assert len(lines) < 140


@dense("loss", LOSSES.values())
def test_the_code_of_a_loss_is_its_value(loss):
    """In float32, at logits and targets drawn, to 1e-6."""
    owner = torch.Generator().manual_seed(1)
    z, y = torch.randn(20, 3, generator=owner), torch.rand(20, 3, generator=owner)
    found = eval(loss.code, {"F": torch.nn.functional, "torch": torch, "z": z, "y": y})
    torch.testing.assert_close(found, loss.mean(z[None], y)[0], rtol=1e-6, atol=1e-6)


@dense("key", INITIALISERS)
def test_the_code_of_an_initialiser_draws_its_weights_bit_for_bit(key):
    one, names = INITIALISERS[key], {"math": math, "torch": torch, "fan_in": 3, "fan_out": 5}
    names["owner"] = torch.Generator().manual_seed(4)
    exec("\n".join(one.code).format(std=0.7), names)
    weight, bias = one.draw(3, 5, 0.7, torch.Generator().manual_seed(4))
    assert torch.equal(names["weight"], weight)
    assert torch.equal(names["bias"], bias)


@dense("schedule", SCHEDULES.values())
def test_the_code_of_a_schedule_is_its_factor(schedule):
    for share in np.arange(0, 61) / 60:
        found = eval(schedule.code, {"math": math, "share": float(share)})
        assert found == pytest.approx(float(schedule.factor(np.array([share]))[0]), abs=1e-12)
