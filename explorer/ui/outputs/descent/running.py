"""The loss over two weights of a network of the run on the page Training, and its way there."""

from typing import Any

import numpy as np
import streamlit as st

from explorer.choices.inputs import FEATURES
from explorer.choices.palette import LINES
from explorer.config.controls import Choice
from explorer.config.link import PREFIX, read, write
from explorer.live.run import UNTIL_DIVERGED
from explorer.outputs.networks import Place
from explorer.outputs.watched import Watched, watched
from explorer.ui.outputs.descent import heat
from explorer.ui.outputs.runs import onward
from explorer.ui.shared import link
from explorer.ui.shared.form import ask
from explorer.ui.shared.live import Live
from explorer.ui.shared.stage import Stage
from explorer.words import number

PAGE = "training"
OPENING = 2.0  # seconds that a run may take here to come to its end, where it is not there yet
NARROW = 92  # pixels of a menu, three in a row
MORE, FRAMES = 100, 10  # steps that the button trains, and the moments of them that are kept
PATIENCE = 5.0  # seconds that it may take
BIAS = -1  # in the place of a unit that a weight comes from
COLOUR = LINES[0]


def show(picture: Any, side: Any) -> None:
    """Which network, which two weights; the map where it stands, and its way on it."""
    with side:
        try:
            stage = opened()
        except ValueError as error:
            picture.info(f"This run cannot start: {error}.", icon=":material/info:")
            return
        config = stage.run.config
        link.carry(PREFIX, write(config))
        titles = config.titles
        member = 0
        if len(titles) > 1:
            member = ask(_menu("member", "Network", len(titles) - 1, titles))
        one = taken(stage, member)
        inputs = tuple(FEATURES[key].label for key in config.features)
        last = len(one.widths) - 2
        first = _weight(one, inputs, "across", "Across", Place(0, 0, 0))
        second = _weight(one, inputs, "up", "Up", _other(one, last))
        with st.container(horizontal=True):
            st.button(
                f"Train {MORE} more steps",
                key="descent_run_more",
                on_click=_more,
                args=(stage,),
            )
            onward(config)
    with picture:
        if first == second:
            st.info("Choose two different weights.", icon=":material/tune:")
            return
        diverged = stage.run.latest.snapshot.diverged_at[member]
        title = titles[member]
        if diverged is not None:
            title += f" (diverged at step {diverged:,})"
        try:
            data = message(f"{config} {stage.run.name}", one, title, first, second)
        except ValueError as error:
            st.info(f"{str(error)[:1].upper()}{str(error)[1:]}.", icon=":material/info:")
            return
        heat.mount(key=heat.KEY, data=data, width="stretch", height="content")


def opened() -> Stage:
    """The session's run on Training; where there is none, the opening one of the link's config.

    Raises ValueError where that cannot start.
    """
    live = Live(PAGE)
    if not live.opened:
        query = {name: st.query_params.get_all(name) for name in st.query_params}
        live.open(read(query)[0])
    stage = live.stage
    stage.ahead.hold()
    if stage.mode == "finishing":
        stage.run.finish(OPENING)
        stage.settle(UNTIL_DIVERGED)
    return stage


def taken(stage: Stage, member: int) -> Watched:
    """A network of a run at each moment of its film."""
    film = stage.run.film
    steps = np.array([frame.snapshot.step for frame in film])
    numbers = np.stack([frame.parameters[member] for frame in film])
    loss = np.stack([frame.snapshot.train_loss for frame in film])
    return watched(stage.run.trainer, member, steps, numbers, loss)


def _more(stage: Stage) -> None:
    stage.pause()
    stage.touch()
    stage.run.frames(FRAMES, MORE, PATIENCE)


def _other(one: Watched, last: int) -> Place:
    """The weight that is at first seen against the first one."""
    if last:
        return Place(last, 0, 0)
    return Place(0, 1, 0) if one.widths[0] > 1 else Place(0, None, 0)


def _weight(one: Watched, inputs: tuple[str, ...], name: str, label: str, default: Place) -> Place:
    """A weight by its layer, the unit it comes from, or the bias, and the unit it goes to."""
    layers = len(one.widths) - 1
    names = tuple(f"layer {layer + 1}" for layer in range(layers))
    with st.container(horizontal=True, gap="small"):
        layer = ask(_menu(f"{name}_layer", label, default.layer, names), width=NARROW)
        fan_in, fan_out = one.widths[layer : layer + 2]
        units = tuple(f"unit {unit + 1}" for unit in range(fan_in)) if layer else inputs
        ends = tuple(f"{'unit' if layer < layers - 1 else 'out'} {k + 1}" for k in range(fan_out))
        source, target = (default.source, default.target) if layer == default.layer else (0, 0)
        start = Choice(
            name=f"descent_run_{name}_from",
            label="from",
            default=BIAS if source is None else source,
            options=(*range(fan_in), BIAS),
            label_of=lambda unit: "bias" if unit == BIAS else units[unit],
        )
        chosen = ask(start, width=NARROW)
        end = ask(_menu(f"{name}_to", "to", target, ends), width=NARROW)
    return Place(layer, None if chosen == BIAS else chosen, end)


def _menu(name: str, label: str, default: int, names: tuple[str, ...]) -> Choice:
    """One of these by its number, from 0."""
    return Choice(
        name=f"descent_run_{name}",
        label=label,
        default=default,
        options=tuple(range(len(names))),
        label_of=names.__getitem__,
    )


def message(run: str, one: Watched, title: str, first: Place, second: Place) -> bytes:
    """The surfaces and the way, as `heat.js` reads them.

    Raises ValueError, in one sentence, where there is no surface that can be drawn.
    """
    one.check(first, second)
    window, moments = one.window(first, second), one.moments(first, second)
    with np.errstate(all="ignore"):
        values = [one.surface(moment, first, second, window).loss.T for moment in moments]
    last = len(one.steps) - 1
    points = f"{len(one.points.x):,} training points"
    now, before = one.losses[-1], one.losses[0]
    moved = f", from {number(before)} at the start" if last else ""
    over = "" if not last else f" It is that of {len(moments)} moments of the way, blended between."
    if last and len(moments) == 1:
        over = (
            f" It is that of step {one.steps[-1]:,} alone, for one takes long here: on the way "
            "there the other weights were others, and the surface too."
        )
    return heat.pack(
        f"{run} {title} {first} {second} {one.steps[-1]} {one.parameters[-1].sum()}",
        [first.name, second.name],
        window,
        np.stack(values),
        [(one.path(first), one.path(second), one.losses.astype(np.float64))],
        moments=moments,
        numbers=one.steps.tolist(),
        now=last,
        names=[title],
        colours=[COLOUR],
        said=[f"{title} at step {one.steps[-1]:,}: the training loss is {number(now)}{moved}."],
        note=f"The surface is the mean loss of all {points}, all else held.{over}",
    )
