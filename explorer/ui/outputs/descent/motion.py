"""One training step in slow motion, and the chain rule of the weight that is pointed at."""

from dataclasses import replace
from typing import Any

import numpy as np
import streamlit as st
import torch

from explorer.choices.palette import WEIGHT_NEGATIVE, WEIGHT_POSITIVE
from explorer.config.controls import Choice, Number
from explorer.live.message.wire import encode
from explorer.outputs import films
from explorer.outputs.chain import Batch, Rule, rule
from explorer.outputs.descent import BALLS
from explorer.outputs.films import Film
from explorer.outputs.small import LOSSES, Small, places
from explorer.ui.outputs.descent import choosing
from explorer.ui.outputs.descent.layout import beside
from explorer.ui.shared.form import ask
from explorer.ui.shared.mount import heard, module
from explorer.words import FLAT, number

KEY = "descent_motion"
STEPS = 24
RATE = 0.5
WEIGHT = "descent_weight"
SLOPE = "f′(z)"  # the factor that is small where an activation is flat

mount = module("motion", "descent/slow.js", '<div class="descent"></div>')


def show() -> None:
    """The network with its numbers, the code line by line, and the rule of one weight."""
    picture, side = beside("step")
    with side:
        small = choosing.network()
        optimiser = ask(choosing.OPTIMISER)
        left, right = choosing.pair()
        with left:
            rate = choosing.rate(RATE)
            point = _point(small)
        with right:
            small = replace(small, seed=choosing.seed())
            weight = ask(_weight(small))
    with picture:
        try:
            data = message(small, optimiser, rate, point - 1, weight)
        except ValueError as error:
            st.info(f"{str(error).capitalize()}.", icon=":material/info:")
            return
        mount(key=KEY, data=data, on_weight_change=_pick, width="stretch", height="content")


def _point(small: Small) -> int:
    many = len(small.points[0])
    return ask(
        Number(name="descent_point", label="Point", default=1, low=1, high=many, style="box")
        if many > 4
        else Choice(
            name="descent_corner",
            label="Point",
            default=2,
            options=tuple(range(1, many + 1)),
            label_of=lambda n: _corner(small, n),
        )
    )


def _corner(small: Small, n: int) -> str:
    """A point with its target, such as (0, 1) → 1."""
    x, y = small.points
    return f"({', '.join(number(one) for one in x[n - 1].tolist())}) → {number(y[n - 1].item())}"


def _weight(small: Small) -> Choice:
    """The numbers of a network, by their places."""
    names = choosing.weights(small)
    return Choice(
        name=WEIGHT,
        label="Weight",
        help="Or click on one in the drawing",
        default=min(3, len(names) - 1),
        options=tuple(range(len(names))),
        label_of=names.__getitem__,
    )


def _pick() -> None:
    """A weight was clicked on."""
    weight = heard(KEY, "weight")
    if weight is not None:
        st.session_state[WEIGHT] = int(weight)


@st.cache_data(max_entries=32, show_spinner=False)
def film(small: Small, optimiser: str, rate: float) -> Film:
    """The steps of training."""
    return films.film(small.network, small.points, small.point_loss, optimiser, rate, STEPS)


@st.cache_data(max_entries=64, show_spinner=False)
def message(small: Small, optimiser: str, rate: float, point: int, weight: int) -> bytes:
    """The steps at one point, and the rule of one weight at each, as `motion.js` reads them."""
    shot = film(small, optimiser, rate)
    spots = places(shot.network)
    place = spots[min(weight, len(spots) - 1)]
    networks = [shot.at(step) for step in range(shot.steps + 1)]
    x, y = small.points
    found = [rule(one, x, y, small.point_loss, place, point) for one in networks]
    forward = [one.forward(x) for one in networks]
    plain = small.loss == "hinge"
    header = {
        "run": f"{small} {optimiser} {rate}",
        "widths": shot.network.widths,
        "label": shot.network.activation(0)[0].label if shot.network.activations else "",
        "loss": LOSSES[small.loss].label,
        "code": code(small, optimiser, rate),
        "point": point,
        "target": y[point].item(),
        "weight": spots.index(place),
        "plain": plain,
        "rate": number(rate) if optimiser == "sgd" else "",
        "said": shot.cut,
        "spots": [
            {
                "name": one.name,
                "layer": one.layer,
                "source": one.source,
                "target": one.target,
            }
            for one in spots
        ],
        "rules": [told(*one) for one in found],
        "colours": {"negative": WEIGHT_NEGATIVE, "positive": WEIGHT_POSITIVE},
    }
    last = (lambda z: z) if plain else torch.sigmoid
    arrays = {
        "parameters": shot.parameters,
        "gradients": shot.gradients,
        "mean": shot.loss,
        "losses": _stacked([small.point_loss(z[-1], y) for _, z in forward]),
        "sums": _stacked([torch.cat([x[point], *(z[point] for z in zs)]) for _, zs in forward]),
        "outputs": _stacked(
            [torch.cat([*(h[point] for h in hs), last(zs[-1][point])]) for hs, zs in forward]
        ),
    }
    return encode(header, arrays)


def _stacked(rows: list[torch.Tensor]) -> np.ndarray:
    return torch.stack(rows).numpy()


def code(small: Small, optimiser: str, rate: float) -> list[str]:
    """A training step in PyTorch's words: what stands before it, and its five lines."""
    return [
        f"optimizer = {BALLS[optimiser].code(rate)}",
        "z = model(x).squeeze(1)",
        f"loss = {LOSSES[small.loss].code}",
        "optimizer.zero_grad()",
        "loss.backward()",
        "optimizer.step()",
    ]


def told(found: Rule, batch: Batch) -> dict[str, Any]:
    """The chain rule of a weight in words."""
    killers = [
        place
        for place, (name, value) in enumerate(found.factors)
        if value == 0 or (name == SLOPE and abs(value) < FLAT)
    ]
    return {
        "factors": [(name, number(value)) for name, value in found.factors],
        "killer": killers[0] if killers else -1,
        "gradient": number(found.gradient),
        "difference": number(found.difference),
        "lines": found.lines[:-1],
        "sentence": found.sentence,
        "batch": number(batch.gradient),
        "batch_difference": number(batch.difference),
        "batch_sentence": batch.sentence,
    }
