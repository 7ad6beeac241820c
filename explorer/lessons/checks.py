"""What the tasks of lessons check: each says in one sentence what a run still lacks, or nothing."""

from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache
from typing import Any

import numpy as np

from explorer import activations
from explorer.config import Member, RunConfig
from explorer.engine import Snapshot, Trainer
from explorer.engine.units import dead, flat_share
from explorer.lessons.record import Check
from explorer.outputs import measures
from explorer.outputs.answers import answers
from explorer.words import listed, number, percent

Wanted = Callable[[RunConfig], str]  # what of a config is not as the goal has it, or ""
KEPT = 8  # runs whose fresh units are remembered: a check is asked at every look


def reached(share: float, *wanted: Wanted) -> Check:
    """So many of the validation points right by one network of a run that is as wanted."""

    def check(config: RunConfig, snapshot: Snapshot, trainer: Trainer) -> str:
        if missing := unlike(config, *wanted):
            return missing
        best = round(float(snapshot.validation_accuracy.max()), 6)  # of float32
        if best >= share:
            return ""
        if config.problem.startswith("regression"):
            return f"R² is {number(best)} on the validation points; the goal is {number(share)}."
        return f"{percent(best)} of the validation points are right; the goal is {percent(share)}."

    return check


def unlike(config: RunConfig, *wanted: Wanted) -> str:
    """The first thing that is not as wanted, or nothing."""
    return next(filter(None, (one(config) for one in wanted)), "")


def data(*keys: str) -> Wanted:
    """The data set is one of these."""

    def missing(config: RunConfig) -> str:
        return "" if config.dataset in keys else f"The data set is {config.data.label} now."

    return missing


def at_most(units: int) -> Wanted:
    """No network has more hidden units."""

    def missing(config: RunConfig) -> str:
        most = max(sum(run.hidden) for run, _ in config.stacks)
        return "" if most <= units else f"There are {most} hidden units; {units} are allowed."

    return missing


def layers(*, least: int = 0, most: int | None = None) -> Wanted:
    """Every network has so many hidden layers."""

    def missing(config: RunConfig) -> str:
        for run, _ in config.stacks:
            count = len(run.hidden)
            if count < least:
                return f"There are {count} hidden layers; the goal asks for {least}."
            if most is not None and count > most:
                return f"There are {count} hidden layers; {most} are allowed."
        return ""

    return missing


def activation(*keys: str) -> Wanted:
    """Every network has hidden layers, with one of these activations and no other."""

    def missing(config: RunConfig) -> str:
        if without := layerless(config):
            return without
        stacks = (run for run, _ in config.stacks)
        used = {key for run in stacks for one in run.members for key in one.keys(len(run.hidden))}
        if not (others := sorted(used - set(keys))):
            return ""
        wanted, found = (
            listed(activations.get(key).label for key in some) for some in (keys, others)
        )
        verb = "is" if len(others) == 1 else "are"
        return f"The goal asks for {wanted} alone, and {found} {verb} used."

    return missing


def layerless(config: RunConfig) -> str:
    """Some network has no hidden layer."""
    bare = any(not run.hidden for run, _ in config.stacks)
    return "There is no hidden layer." if bare else ""


def same(start: RunConfig, *names: str) -> Wanted:
    """These fields are for every network as they were for the one at the start."""

    def missing(config: RunConfig) -> str:
        (first,) = start.members
        changed = [
            name
            for name in names
            if any(_of(config, one, name) != _of(start, first, name) for one in config.members)
        ]
        words = listed(name.replace("_", " ") for name in changed) if changed else ""
        return f"Put back what the goal leaves alone: {words}." if changed else ""

    return missing


def _of(config: RunConfig, member: Member, name: str) -> Any:
    """A setting of a network: its own, or else the run's."""
    own = getattr(member, name, None)
    return getattr(config.alone(member), name) if own is None else own


def any_dead(config: RunConfig, snapshot: Snapshot, trainer: Trainer) -> str:
    """A hidden unit of a ReLU network that was alive is dead now."""
    if missing := unlike(config, activation("relu")):
        return missing
    if snapshot.step == 0:
        return "Let it train: a unit counts that dies on its way."
    if (dead_units(trainer) & ~_born_dead(config)).any():
        return ""
    return "Every unit that began with a slope still has one at some training point."


def none_dead(least: int, share: float, *wanted: Wanted) -> Check:
    """After so many steps no unit is dead, and so many points are right."""
    right = reached(share, *wanted)

    def check(config: RunConfig, snapshot: Snapshot, trainer: Trainer) -> str:
        if without := layerless(config):
            return without
        if snapshot.step < least:
            return f"It stands at step {snapshot.step:,}; train to step {least:,} at least."
        if count := dead_units(trainer).sum():
            return f"Units without a slope at any training point: {count}."
        return right(config, snapshot, trainer)

    return check


def dead_units(trainer: Trainer) -> np.ndarray:
    """Which hidden units of all networks have slope 0 at every training point, (units,) bool."""
    x = trainer.samples.x_train
    found = (dead(part.stack, x.to(part.device)) for part in trainer.parts)
    return np.concatenate([units.ravel() for layers in found for units in layers])


@lru_cache(KEPT)
def _born_dead(config: RunConfig) -> np.ndarray:
    """Which hidden units are dead before the first step, (units,) bool."""
    return dead_units(Trainer(config))


def plain(config: RunConfig) -> str:
    """No network has residual connections or a norm."""
    cured = any(one.residual or one.norm is not None for one in config.members)
    return "Take away residual connections and norm: the goal does without." if cured else ""


def within(steps: int, check: Check) -> Check:
    """The same goal, reached by this step."""

    def checked(config: RunConfig, snapshot: Snapshot, trainer: Trainer) -> str:
        if snapshot.step > steps:
            return f"It stands at step {snapshot.step:,}; {steps:,} are allowed."
        return check(config, snapshot, trainer)

    return checked


def low(most: float, least: int, *wanted: Wanted) -> Check:
    """After so many steps the first network's validation loss is at most this."""

    def check(config: RunConfig, snapshot: Snapshot, trainer: Trainer) -> str:
        if missing := unlike(config, *wanted):
            return missing
        if snapshot.step < least:
            return f"It stands at step {snapshot.step:,}; train to step {least:,} at least."
        loss = float(snapshot.validation_loss[0])
        said = f"The validation loss is {number(loss)}; the goal is {number(most)}."
        return "" if loss <= most else said

    return check


def found(recall: float, precision: float, *wanted: Wanted) -> Check:
    """One network finds so much of class 1 at ½, and so much of what it says is right."""

    def check(config: RunConfig, snapshot: Snapshot, trainer: Trainer) -> str:
        if missing := unlike(config, *wanted):
            return missing
        said = answers(trainer, trainer.rows)
        if not said.binary:
            return "The goal is about two classes."
        each = [measures(said.y, chances) for chances in said.probability]
        first = max(each, key=lambda one: one["f1"] or 0.0)
        shares = first["recall"] or 0.0, first["precision"] or 0.0
        if shares[0] >= recall and shares[1] >= precision:
            return ""
        return (
            f"Recall is {percent(shares[0])} and precision {percent(shares[1])}; the goal is "
            f"{percent(recall)} and {percent(precision)}."
        )

    return check


def apart(least: float, *wanted: Wanted) -> Check:
    """Two networks that differ in nothing but their seed are so far apart."""

    def check(config: RunConfig, snapshot: Snapshot, trainer: Trainer) -> str:
        if missing := unlike(config, *wanted):
            return missing
        alike = {replace(one, seed=0) for one in config.members}
        if len(alike) > 1 or len({one.seed for one in config.members}) < 2:
            return "The goal asks for networks that differ in the seed of their weights alone."
        shares = snapshot.validation_accuracy
        gap = float(shares.max() - shares.min())
        said = f"They are {percent(gap)} apart; the goal is {percent(least)}."
        return "" if gap >= least else said

    return check


def after(steps: int, check: Check) -> Check:
    """The same goal, after so many steps."""

    def checked(config: RunConfig, snapshot: Snapshot, trainer: Trainer) -> str:
        if snapshot.step < steps:
            return f"It stands at step {snapshot.step:,}; train to step {steps:,} at least."
        return check(config, snapshot, trainer)

    return checked


def steep(most: float, share: float, *wanted: Wanted) -> Check:
    """Trained, with at most so many flat pairs of point and unit in layer 1 of each network."""
    right = reached(share, *wanted)

    def check(config: RunConfig, snapshot: Snapshot, trainer: Trainer) -> str:
        if without := layerless(config):
            return without
        x = trainer.samples.x_train
        flat = max(
            float(flat_share(part.stack, x.to(part.device))[0].max()) for part in trainer.parts
        )
        if flat > most:
            return f"Layer 1 is flat for {percent(flat)} of its pairs of point and unit."
        return right(config, snapshot, trainer)

    return check
