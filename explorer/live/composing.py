"""What a watched run tells the player: its setting, once, and its frames."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import torch

from explorer.choices.losses import LOSSES
from explorer.choices.marks import marks
from explorer.choices.outputs import OUTPUTS
from explorer.config import RunConfig
from explorer.config.data import plane_shown
from explorer.config.run import MAX_HIDDEN, MAX_WIDTH
from explorer.engine import batches
from explorer.engine.data import SHARES
from explorer.engine.seen import Judged
from explorer.live.message import VIEWS, Setting, Tick
from explorer.live.message.networks import computed, shaped

if TYPE_CHECKING:
    from explorer.live.run import Frame, LiveRun

MEASURES = Judged._fields
LAST = {  # what a loss makes of a logit → its name
    "sigmoid(x)": "sigmoid",
    "sigmoid(relu(x))": "ReLU → sigmoid",
    "p": "softmax",
    "x": "as it is",
}


def setting_of(run: LiveRun) -> Setting:
    """What does not change in this run."""
    data, config = run.trainer.samples, run.config
    dataset, output = config.data, OUTPUTS[config.problem]
    given, targets = zip(*(data.share(name) for name in SHARES), strict=True)
    many = {}
    if data.plane is not None:
        many = {"given": torch.cat(given).numpy(), "plane": data.plane.numpy()}
    if dataset.side:
        measured = dataset.make(0, 0.0, 0, scaled=False)[0][data.rows.numpy()]
        many["pixels"] = np.rint(255 * measured / measured.max())
    return Setting(
        titles=config.titles,
        problem=config.problem,
        classes=max(2, config.classes),
        axes=dataset.axes,
        inputs=data.inputs,
        answers=dataset.answers,
        shown=plane_shown(config),
        side=dataset.side,
        **many,
        loss=config.objective,
        answer=LOSSES[config.objective].answer,
        score=output.score,
        end=endings(config),
        low=dataset.low,
        high=dataset.high,
        extent=data.extent,
        chance_loss=run.chance_loss,
        epoch_steps=run.trainer.steps_per_epoch,
        views=views_of(run),
        ends=run.ends,
        max_layers=MAX_HIDDEN,
        max_units=MAX_WIDTH,
        drawable=run.drawable and dataset.axes == 2 and config.problem in ("binary", "classes"),
        **computed(config),
        **shaped(run.trainer),
        points=data.places.numpy(),
        labels=marks(torch.cat(targets).numpy(), config.problem, dataset.low, dataset.high),
        shares=np.repeat(range(len(SHARES)), [len(one) for one in targets]),
    )


def views_of(run: LiveRun) -> tuple[tuple[str, str], ...]:
    """Key and label of the views that mean something for what is asked of the networks."""
    judging = OUTPUTS[run.config.problem].judging
    return tuple(
        (key, VIEWS[key].number or label if judging == "number" else label)
        for key, label in run.views.items()
        if judging == "class" or not VIEWS[key].classes
    )


def endings(config: RunConfig) -> tuple[str, ...]:
    """How each network ends: "1 output → sigmoid → loss: Binary cross-entropy"."""
    outputs = f"{config.outputs} output{'s' * (config.outputs > 1)}"
    losses = [LOSSES[config.loss_of(member)] for member in config.members]
    return tuple(f"{outputs} → {LAST[loss.answer]} → loss: {loss.label}" for loss in losses)


def tick_of(run: LiveRun, frames: list[Frame], **fields: Any) -> Tick:
    """These frames, at least one, with their losses; `fields` are others of the tick."""
    seen = [frame.snapshot for frame in frames]
    norms = [frame.norms for frame in frames if frame.norms is not None]
    if "batch" not in fields:
        fields["batch"] = batches_of(run, [snapshot.step for snapshot in seen])
    return Tick(
        run=run.name,
        notes=tuple(map(_note, seen[-1].diverged_at, seen[-1].best_step)),
        frozen=tuple(sorted(run.trainer.frozen)),
        parameters=np.stack([np.concatenate(list(frame.parameters)) for frame in frames]),
        norms=np.stack(norms) if norms else None,
        frame=np.array([frame.number for frame in frames]),
        step=np.array([snapshot.step for snapshot in seen]),
        epoch=np.array([snapshot.epoch for snapshot in seen]),
        **{name: np.stack([getattr(snapshot, name) for snapshot in seen]) for name in MEASURES},
        **fields,
    )


def batches_of(run: LiveRun, steps: list[int]) -> np.ndarray | None:
    """A bit for each training point, (S, bytes): whether it was in the batch of each step.

    None where every step has them all, and where the networks' batches are of several sizes.
    """
    count = len(run.trainer.samples.x_train)
    config, *others = (part.config for part in run.trainer.parts)
    size = batches.size(config, count)
    if size == count or any(batches.size(other, count) != size for other in others):
        return None
    chosen = np.zeros((len(steps), count), dtype=bool)
    for row, step in zip(chosen, steps, strict=True):
        row[batches.batch(config, count, step)] = True
    return np.packbits(chosen, axis=1, bitorder="little")


def _note(diverged_at: int | None, best_step: int | None) -> str:
    """Why a network trains no more, in a few words."""
    if diverged_at is not None:
        return f"diverged at step {diverged_at:,}"
    return "" if best_step is None else f"stopped early: weights of step {best_step:,}"


def history_of(run: LiveRun) -> dict[str, np.ndarray]:
    """The fields of a tick that hold what the whole run has passed so far, thinned out."""
    history = run.history
    return {
        "history_step": np.array([snapshot.step for snapshot in history]),
    } | {
        f"history_{name}": np.stack([getattr(snapshot, name) for snapshot in history])
        for name in MEASURES
    }
