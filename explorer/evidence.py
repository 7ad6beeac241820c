"""What the networks of a run show, in sentences: each is computed, none is guessed."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from explorer.config import check_whole
from explorer.engine import Snapshot, Stack, Trainer
from explorer.engine.folds import crosses, kink, lines, regions
from explorer.engine.units import FLAT, dead, flat_share, linear_difference
from explorer.losses import prior_entropy

MAX_STEPS = 10_000_000
MOSTLY = 0.6  # share of flat pairs from which a layer is called flat


@dataclass(frozen=True)
class StopRule:
    """When a run is to stop; None where a condition is not asked for.

    `accuracy`: every network has reached this test accuracy, in (0, 1]. `plateau`: so many steps
    in which no network's best test loss fell by more than 1 %. `steps`: this step is reached.
    `divergence`: all networks have diverged. Raises ValueError with the value in the sentence.
    """

    accuracy: float | None = None
    plateau: int | None = None
    steps: int | None = None
    divergence: bool = True

    def __post_init__(self) -> None:
        """Check every field."""
        accuracy = self.accuracy
        if accuracy is not None and (isinstance(accuracy, bool) or not 0 < accuracy <= 1):
            raise ValueError(f"accuracy is {accuracy!r}; expected a number above 0 and up to 1")
        if self.plateau is not None:
            check_whole("plateau", self.plateau, 1, MAX_STEPS)
        if self.steps is not None:
            check_whole("steps", self.steps, 0, MAX_STEPS)


def reason(rule: StopRule, history: Sequence[Snapshot]) -> str | None:
    """Why a run with these snapshots, in order, is to stop, in one sentence; None: it goes on."""
    if not history:
        return None
    latest = history[-1]
    if rule.divergence and None not in latest.diverged_at:
        several = len(latest.diverged_at) > 1
        return f"Stopped: {'all networks have' if several else 'the network has'} diverged."
    if rule.accuracy is not None and (said := _reached(rule.accuracy, history)):
        return said
    if rule.plateau is not None and (flat := _steps_without_gain(history)) >= rule.plateau:
        return f"Stopped: no test loss has fallen by more than 1 % for {flat:,} steps."
    if rule.steps is not None and latest.step >= rule.steps:
        late = f" (asked for: {rule.steps:,})" if latest.step > rule.steps else ", as asked"
        return f"Stopped at step {latest.step:,}{late}."
    return None


def _reached(accuracy: float, history: Sequence[Snapshot]) -> str | None:
    # Accuracies are float32 means, which may lie a rounding below the share meant.
    good = np.stack([snapshot.test_accuracy for snapshot in history]) >= accuracy - 1e-6  # (S, P)
    open_ = ~good.any(axis=0)
    lost = open_ & np.array([step is not None for step in history[-1].diverged_at])
    if open_.all() or (open_ & ~lost).any():
        return None
    step = history[int(good.argmax(axis=0)[~open_].max())].step
    share = f"{100 * accuracy:g} % test accuracy"
    if good.shape[1] == 1:
        return f"Stopped: the network has reached {share}, at step {step:,}."
    but = f" but the {lost.sum()} that diverged" if lost.any() else ""
    return f"Stopped: every network{but} has reached {share}, the last one at step {step:,}."


def _steps_without_gain(history: Sequence[Snapshot]) -> int:
    """Steps since any network's test loss last fell more than 1 % below its best before."""
    best = np.full_like(history[0].test_loss, np.inf)
    since = history[0].step
    for snapshot in history:
        better = snapshot.test_loss < 0.99 * best
        if better.any():
            best, since = np.where(better, snapshot.test_loss, best), snapshot.step
    return history[-1].step - since


class Watch:
    """Remembers when units died: show it the trainer after every frame.

    A unit is dead while its slope is 0 for all training points; one that revives is forgotten.
    """

    def __init__(self) -> None:
        self.died: dict[tuple[int, int, int], tuple[int | None, int]] = {}
        self._step: int | None = None

    def look(self, trainer: Trainer) -> None:
        """Note who is dead now: in `died`, by member, layer and unit from 0.

        The value is the last step at which the unit was seen alive, None if never, and the first
        at which it was seen dead.
        """
        if self._step is not None and trainer.step < self._step:
            self.died, self._step = {}, None
        x = trainer.samples.x_train.to(trainer.device)
        found = {
            (int(member), layer, int(unit))
            for layer, units in enumerate(dead(trainer.stack, x))
            for member, unit in np.argwhere(units)
        }
        seen = self._step, trainer.step
        self.died = {unit: self.died.get(unit, seen) for unit in sorted(found)}
        self._step = trainer.step


def sentences(
    trainer: Trainer, snapshot: Snapshot, member: int = 0, watch: Watch | None = None
) -> list[str]:
    """What is true of one network, the most important first; at least one sentence.

    `snapshot` is the trainer's latest. With a watch, a dead unit's sentence says when it died.
    """
    stack = trainer.stack.take([member])
    label, diverged_at = trainer.config.members[member].label, snapshot.diverged_at[member]
    loss, chance = snapshot.test_loss[member], prior_entropy(trainer.samples.y_train)
    first, last = [], []
    if diverged_at is not None:
        first.append(
            f"{label} diverged at step {diverged_at:,}: its numbers stopped being finite, and "
            "it is shown as it was the step before."
        )
    elif not loss < 0.97 * chance:
        first.append(
            f"{label} has learnt nothing but the base rate: its test loss is {loss:.3g}, "
            f"and always answering with the class prior gives {chance:.3g}."
        )
    else:
        share = snapshot.test_accuracy[member]
        last.append(f"{label} gets {100 * share:.3g} % of the test points right.")
    held = sum(unit[0] == member for unit in trainer.frozen)
    if held == sum(stack.widths[1:]):
        first.append(f"Every unit of {label} is frozen: no step changes it any more.")
    died = {} if watch is None else {k[1:]: v for k, v in watch.died.items() if k[0] == member}
    return [
        *first,
        *_linear(trainer, stack),
        *_dead(trainer, stack, died),
        *_flat(trainer, stack),
        *_folded(trainer, stack),
        *last,
    ]


def _linear(trainer: Trainer, stack: Stack) -> list[str]:
    keys = stack.members[0].keys(len(stack.widths) - 2)
    if not keys or set(keys) != {"identity"}:
        return []
    x = trainer.samples.x_test.to(trainer.device)
    difference, largest = linear_difference(stack, x)
    if not np.isfinite(difference):
        return []
    digit, exponent = f"{difference:.0e}".split("e")
    shown = f"{digit}e{int(exponent)}" if difference else "0"
    return [
        f"Without an activation the {len(stack.weights)} layers are one: multiplied together they "
        f"give the same outputs (largest difference {shown}, in outputs up to {largest:.2g})."
    ]


def _dead(
    trainer: Trainer, stack: Stack, died: dict[tuple[int, int], tuple[int | None, int]]
) -> list[str]:
    """One sentence for each hidden layer with dead units."""
    x, said = trainer.samples.x_train.to(trainer.device), []
    for layer, (units, (outputs, _)) in enumerate(
        zip(dead(stack, x), stack.hidden(x), strict=True), 1
    ):
        places = np.flatnonzero(units[0]).tolist()
        if not places:
            continue
        # Flat at 0 is off; a clipped unit may be flat elsewhere.
        act = "turns {} on" if not outputs[0][:, places].any() else "moves {}"
        if len(places) > 1:
            verb = act.format("them")
            said.append(
                f"{len(places)} of the {units.shape[1]} units of layer {layer} are dead: no "
                f"training point {verb} (their slope is 0 for all {len(x)})."
            )
            continue
        name, verb = f"Unit {places[0] + 1} of layer {layer}", act.format("it")
        alive, since = died.get((layer - 1, places[0]), (None, None))
        if alive is None or since is None:
            said.append(
                f"{name} is dead: no training point {verb} (its slope is 0 for all {len(x)})."
            )
            continue
        when = (
            f"at step {since:,}" if since - alive <= 1 else f"between steps {alive:,} and {since:,}"
        )
        said.append(f"{name} died {when}: no point {verb} any more.")
    return said


def _flat(trainer: Trainer, stack: Stack) -> list[str]:
    shares = flat_share(stack, trainer.samples.x_train.to(trainer.device))[:, 0]
    return [
        f"Layer {layer} is mostly flat: |f′| is below {FLAT:g} for {100 * share:.0f} % of its "
        "pairs of point and unit."
        for layer, share in enumerate(shares, 1)
        if share > MOSTLY
    ]


def _folded(trainer: Trainer, stack: Stack) -> list[str]:
    """The regions that one hidden layer of once-bent units cuts the data's square into."""
    config, extent = trainer.config, trainer.samples.extent
    curved = stack.members[0].norm == "layer"  # its units bend along curves
    if len(config.hidden) != 1 or config.classes != 2 or curved:
        return []
    activation = stack.groups[0][0].activation
    chosen = {name: float(value) for name, value in stack.settings(0)[0].items()}
    bent = kink(lambda z: activation.f(z, **chosen), lambda z: activation.df(z, **chosen))
    if bent is None:
        return []
    rows = lines(stack, 0, bent[0])
    count, cut = regions(rows, extent)
    possible = 1 + count + count * (count - 1) // 2
    text = (
        f"{count} line{'s fold' if count != 1 else ' folds'} the plane into {cut} "
        f"region{'s' if cut != 1 else ''}, of {possible} possible"
    )
    # A unit bent outside the square may still tilt it: then 2 lines can close a boundary.
    straight = ~crosses(rows, extent)
    tilts = [bent[2 if row[2] > 0 else 1] != 0 for row in rows[straight] if np.isfinite(row).all()]
    least = 3 if bent[1] * bent[2] >= 0 else 2
    if config.dataset == "circles" and count < least and (count < 2 or not any(tilts)):
        text += f"; circles need at least {least} lines"
    return [text + "."]
