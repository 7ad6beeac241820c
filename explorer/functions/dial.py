"""The nonlinearity dial: networks from straight to bent, trained together from the same draws."""

import math
from collections.abc import Mapping
from dataclasses import replace

from explorer.activations.dial import NAME
from explorer.config import Member, RunConfig
from explorer.engine.units import collapsed, linear_difference
from explorer.formula.keys import dialled
from explorer.live.composing import tick_of
from explorer.live.message import Message, pack
from explorer.live.run import LiveRun
from explorer.words import fixed, number

SHARES = tuple(k / 10 for k in range(11))  # the values of t that are trained


def config(
    key: str, parameters: Mapping[str, float], dataset: str = "circles", seed: int = 0
) -> RunConfig:
    """One network of f_t(x) = (1 − t)·x + t·f(x) for each t of SHARES, f with these parameters."""
    members = tuple(
        Member(dialled(key), seed, parameters=(*parameters.items(), (NAME, share)))
        for share in SHARES
    )
    return RunConfig(
        dataset=dataset,
        samples=400,
        members=members,
        batch_size=32,
        learning_rate=0.02,
        steps=800,
        seed=seed,
    )


def message(run: LiveRun) -> bytes:
    """What the dial shows of a run of such a config, for the canvas."""
    tick = tick_of(
        run,
        [run.latest],
        serial=run.step,
        playing=run.step < run.config.steps,
        status=one_matrix(run),
        batch=None,
    )
    titles = tuple(f"t = {fixed(share, 1)}" for share in SHARES)
    return pack(Message(replace(run.setting, titles=titles), tick))


def one_matrix(run: LiveRun) -> str:
    """What the layers of the straight network come to when they are multiplied together."""
    stack, x = run.trainer.stack, run.trainer.samples.x_train
    matrix, offset = collapsed(stack)
    apart, _ = linear_difference(stack, x)
    if not math.isfinite(apart):
        return (
            f"At t = 0 the {len(stack.weights)} layers are one matrix too, but here their numbers "
            "have grown too large to be multiplied out."
        )
    product = f"one {matrix.shape[0]} × {matrix.shape[1]} matrix"
    if stack.widths[-1] == 1:
        (a,), (b,) = matrix.tolist()
        product = f"one line, {number(a)}·x₁ {_signed(b)}·x₂ {_signed(offset.item())}"
    return (
        f"At t = 0 the {len(stack.weights)} layers multiply to {product}: the same outputs, apart "
        f"by at most {number(apart, 2)}."
    )


def _signed(value: float) -> str:
    return f"{'−' if value < 0 else '+'} {number(abs(value))}"
