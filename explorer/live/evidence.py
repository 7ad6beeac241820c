"""What the networks of a run show, in sentences: each is computed, none is guessed."""

from itertools import chain, islice

import numpy as np

from explorer.choices.inputs import AXES
from explorer.engine import Snapshot, Stack, StackTrainer, Trainer
from explorer.engine.folds import crosses, kink, lines, most_regions, regions
from explorer.engine.units import dead, flat_share, linear_difference
from explorer.live.outcome import Best, outcome
from explorer.words import FLAT, MOSTLY, listed, number, percent

STRAIGHT = "every boundary is straight in its inputs"
WITHOUT_HIDDEN = {  # problem → what a network without a hidden layer is, and what that means
    "binary": ("logistic regression", STRAIGHT),
    "classes": ("softmax regression", STRAIGHT),
    "labels": ("a logistic regression for each label", STRAIGHT),
    "regression": ("linear regression", "what it says is a line or a plane over its inputs"),
    "regression_unit": ("logistic regression", "what it says is the sigmoid of a line"),
}


class Watch:
    """Remembers when units died and when validation was best: show it every frame of a trainer.

    A unit is dead while its slope is 0 for all training points; one that revives is forgotten.
    """

    def __init__(self) -> None:
        self.died: dict[tuple[int, int, int], tuple[int | None, int]] = {}
        self.best: list[Best] = []  # of each member
        self._step: int | None = None

    def look(self, trainer: Trainer, snapshot: Snapshot) -> None:
        """Note the validation losses, and who is dead, in `died`, by member, layer and unit from 0.

        The value is the last step at which the unit was seen alive, None if never, and the first
        at which it was seen dead. `snapshot` is the trainer's latest.
        """
        if self._step is not None and trainer.step < self._step:
            self.died, self.best, self._step = {}, [], None
        self.note(snapshot)
        found = {
            (places[number], layer, int(unit))
            for part, places in trainer.placed
            for layer, units in enumerate(dead(part.stack, trainer.samples.x_train.to(part.device)))
            for number, unit in np.argwhere(units)
        }
        seen = self._step, trainer.step
        self.died = {unit: self.died.get(unit, seen) for unit in sorted(found)}
        self._step = trainer.step

    def note(self, snapshot: Snapshot) -> None:
        """Note the validation losses alone, which costs little."""
        now = [(float(loss), snapshot.step) for loss in snapshot.validation_loss]
        self.best = [min(pair) for pair in zip(self.best, now, strict=True)] if self.best else now


def sentences(
    trainer: Trainer,
    snapshot: Snapshot,
    member: int = 0,
    watch: Watch | None = None,
    most: int | None = None,
) -> list[str]:
    """What is true of one network, the most important first: at least one sentence, `most` at most.

    The first is its outcome, and after a divergence there is no other. `snapshot` is the trainer's
    latest. With a watch it is told when a unit died, and when validation was best.
    """
    best = watch.best[member] if watch is not None and watch.best else None
    result = outcome(trainer, snapshot, member, best)
    if snapshot.diverged_at[member] is not None or most == 1:
        return [result]
    part, number_there = trainer.of(member)
    stack = part.stack.take([number_there])
    died = {} if watch is None else {k[1:]: v for k, v in watch.died.items() if k[0] == member}
    rules = (
        lambda: _held(part, number_there, trainer.config.titles[member]),
        lambda: _learnt(stack),
        lambda: _linear(part, stack),
        lambda: _dead(part, stack, died),
        lambda: _flat(part, stack),
        lambda: _folded(part, stack),
    )
    further = chain.from_iterable(rule() for rule in rules)  # computed as far as it is asked for
    return [result, *islice(further, None if most is None else most - 1)]


def _held(trainer: StackTrainer, member: int, title: str) -> list[str]:
    """Whether all units of a network are frozen."""
    one = trainer.config.members[member]
    if sum(unit[0] == member for unit in trainer.frozen) < sum(trainer.stack.widths[1:]):
        return []
    if one.norm == "batch" and len(trainer.stack.widths) > 2:
        return [
            f"Every unit of {title} is frozen: a step moves only the running means and "
            "variances of its batch norm."
        ]
    return [f"Every unit of {title} is frozen: no step changes it any more."]


def _learnt(stack: Stack) -> list[str]:
    """What the activations of a network have learnt beside its weights, layer by layer."""
    found: dict[str, list[str]] = {}
    for layer, (groups, values) in enumerate(zip(stack.groups, stack.learnt, strict=True), 1):
        for parameter in groups[0].activation.learnt:
            words = f"{number(values[parameter.name].item())} in layer {layer}"
            found.setdefault(parameter.name.replace("_", " "), []).append(words)
    return [f"Its activation learns its {name}: {listed(words)}." for name, words in found.items()]


def _linear(trainer: StackTrainer, stack: Stack) -> list[str]:
    keys = stack.members[0].keys(len(stack.widths) - 2)
    if not keys:
        name, straight = WITHOUT_HIDDEN[trainer.config.problem]
        return [f"There is no hidden layer: this is {name}, no activation is used, and {straight}."]
    if set(keys) != {"identity"}:
        return []
    x = trainer.samples.x_test.to(trainer.device)
    difference, largest = linear_difference(stack, x)
    if not np.isfinite(difference):
        return []
    apart = f"largest difference {number(difference, 1)}, in outputs up to {number(largest, 2)}"
    return [
        f"Without an activation the {len(stack.weights)} layers are one: multiplied together they "
        f"give the same outputs ({apart})."
    ]


def _dead(
    trainer: StackTrainer, stack: Stack, died: dict[tuple[int, int], tuple[int | None, int]]
) -> list[str]:
    """One sentence for each hidden layer with dead units."""
    x, said = trainer.samples.x_train.to(trainer.device), []
    found = dead(stack, x)
    hidden = stack.hidden(x) if any(units.any() for units in found) else ()
    for layer, (units, (outputs, _)) in enumerate(zip(found, hidden, strict=False), 1):
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


def _flat(trainer: StackTrainer, stack: Stack) -> list[str]:
    shares = flat_share(stack, trainer.samples.x_train.to(trainer.device))[:, 0]
    return [
        f"Layer {layer} is mostly flat: |f′| is below {FLAT} for {percent(share, 2)} of its "
        "pairs of point and unit."
        for layer, share in enumerate(shares, 1)
        if share > MOSTLY
    ]


def _folded(trainer: StackTrainer, stack: Stack) -> list[str]:
    """The regions that one hidden layer of once-bent units cuts the data's square into."""
    config, extent = trainer.config, trainer.samples.extent
    curved = stack.members[0].norm == "layer"  # its units bend along curves
    is_plain = config.problem == "binary" and config.features == AXES
    if len(config.hidden) != 1 or not is_plain or curved:
        return []
    activation = stack.groups[0][0].activation
    chosen = {name: float(value) for name, value in stack.settings(0)[0].items()}
    bent = kink(lambda z: activation.f(z, **chosen), lambda z: activation.df(z, **chosen))
    if bent is None:
        return []
    rows = lines(stack, 0, bent[0])
    count, cut = regions(rows, extent)
    text = (
        f"{count} line{'s fold' if count != 1 else ' folds'} the square into {cut} "
        f"region{'s' if cut != 1 else ''}; {count} can make at most {most_regions(count)}"
    )
    # A unit bent outside the square may still tilt it: then 2 lines can close a boundary.
    straight = ~crosses(rows, extent)
    tilts = [bent[2 if row[2] > 0 else 1] != 0 for row in rows[straight] if np.isfinite(row).all()]
    least = 3 if bent[1] * bent[2] >= 0 else 2
    if config.dataset == "circles" and count < least and (count < 2 or not any(tilts)):
        text += f"; circles need at least {least} lines"
    return [text + "."]
