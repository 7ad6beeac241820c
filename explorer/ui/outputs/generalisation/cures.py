"""One network that overfits, and what each cure of it comes to."""

from dataclasses import dataclass

import numpy as np
import streamlit as st

from explorer.config import RunConfig
from explorer.config.controls import Choice
from explorer.live.message.wire import encode
from explorer.outputs.generalisation import CURES, PLAIN, Course, Cure, comparison, ends, treated
from explorer.ui.outputs.generalisation import choosing, packing
from explorer.ui.shared.form import ask
from explorer.ui.shared.mount import module
from explorer.words import number, percent

mount = module(
    "generalisation_cures", "generalisation/cures.js", '<div class="generalisation"></div>'
)


def show() -> None:
    """The choices, how much of each cure, and the six networks."""
    with choosing.row("cures"):
        run = choosing.shares(choosing.data())
        run = choosing.learning(choosing.network(run, "cures", 2, 32))
    with choosing.row("amounts"):
        amounts = tuple((key, ask(_amount(cure), choosing.PREFIX)) for key, cure in CURES.items())
    try:
        data = message(run, amounts)
    except ValueError as error:
        choosing.refuse(error)
        return
    mount(key="generalisation_cures", data=data, width="stretch", height="content")


def _amount(cure: Cure) -> Choice:
    """How much of a cure."""
    return Choice(
        name=f"cure_{cure.key}",
        label=cure.label,
        default=cure.default,
        options=cure.amounts,
        label_of=lambda amount: cure.sign.format(number(amount)),
    )


@dataclass(frozen=True)
class Told:
    """A network in words."""

    name: str
    accuracy: str
    gap: str


def told(key: str, found: Course, amount: float | None) -> Told:
    """What stands at a network's map."""
    cure = CURES.get(key)
    name = f"{cure.label}, {cure.sign.format(number(amount))}" if cure and amount else "Plain"
    shares = zip(("train", "validation", "test"), found.accuracy[:, -1], strict=True)
    accuracy = " · ".join(f"{share} {percent(right, 2)}" for share, right in shares)
    if found.diverged_at is not None:
        return Told(name, accuracy, f"diverged at step {found.diverged_at:,}")
    ended = f", weights of step {found.stopped_at:,}" if found.stopped_at is not None else ""
    return Told(name, accuracy, f"gap {number(found.gap())}{ended}")


@st.cache_data(max_entries=32, show_spinner=False)
def message(run: RunConfig, amounts: tuple[tuple[str, float], ...]) -> bytes:
    """The networks as `cures.js` reads them."""
    chosen = dict(amounts)
    found = ends(treated(run, chosen))
    words = [told(key, one, chosen.get(key)) for key, one in found.items()]
    every = [packing.points(one.samples, ("train",)) for one in found.values()]
    sound = {key: one for key, one in found.items() if one.diverged_at is None}
    best = min(sound, key=lambda key: float(sound[key].loss[1, -1]), default=PLAIN)
    fields = {
        "names": [one.name for one in words],
        "accuracy": [one.accuracy for one in words],
        "gaps": [one.gap for one in words],
        "best": list(found).index(best),
        "extents": [one.samples.extent for one in found.values()],
        "counts": [len(places) for places, _, _ in every],
        "verdict": comparison(found),
        "note": " ".join(cure.remark for cure in CURES.values() if cure.remark),
    }
    arrays = {
        "maps": packing.plates(np.stack([one.maps[-1] for one in found.values()])),
        "points": np.concatenate([places for places, _, _ in every]),
        "labels": np.concatenate([labels for _, labels, _ in every]),
    }
    return encode(packing.header((run, amounts), **fields), arrays)
