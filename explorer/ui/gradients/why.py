"""Why a gradient vanishes, as a small picture: bars that shrink, or draws that end on the way."""

from html import escape

import numpy as np
import streamlit as st

from explorer.gradients.ledger import Account, LedgerConfig, survival, why, why_line
from explorer.words import number

ROOMY = 12  # bars beside which there is room for their numbers
NAMED = 5  # every so many layers is named where there are more


def show(config: LedgerConfig, account: Account, colour: str) -> None:
    """The line that says what is multiplied, and below it what is left at each layer."""
    st.html(f'<p class="why" data-part="why">{escape(why_line(config, account))}</p>')
    found = why(account)
    if found is None or config.depth == 1:
        return
    picture = draws(survival(account), config.depth, colour) if found.lost else None
    st.html(picture or bars(found.left, colour))


def bars(left: np.ndarray, colour: str) -> str:
    """What is left of the gradient at each layer, (L,), from the last layer to the first."""
    finite = np.where(np.isfinite(left), left, 0.0)
    most = max(float(finite.max()), 1e-300)
    depth = len(left)
    roomy = depth <= ROOMY
    parts = []
    for layer in range(depth, 0, -1):
        share = float(finite[layer - 1])
        named = roomy or layer in (1, depth) or layer % NAMED == 0
        text = f"<span>{number(share, 2)}</span>" if roomy else ""
        label = f"<span>{'layer ' if roomy else ''}{layer}</span>" if named else "&nbsp;"
        style = f"height: {100 * share / most:.4f}%; background: {colour}"
        parts.append(f'<div>{text}<div class="room"><i style="{style}"></i></div>{label}</div>')
    words = (
        f"Bars of what is left of the gradient, from layer {depth}, 1, "
        f"back to layer 1, {number(float(left[0]), 2)}"
    )
    return (
        f'<div class="bars" data-part="bars" role="img" aria-label="{words}">{"".join(parts)}</div>'
    )


def draws(ends: np.ndarray, depth: int, colour: str) -> str:
    """A row for every draw: how far its signal gets, up to the first layer whose slopes are 0."""
    rows = []
    for end in sorted(int(end) for end in ends):
        width = f"{100 * min(end - 1, depth) / depth:.4f}%"
        mark = "" if end > depth else "<b>✕</b>"
        rows.append(f'<div><i style="width: {width}; background: {colour}"></i>{mark}</div>')
    named = [layer if depth <= 20 or layer in (1, depth) else "" for layer in range(1, depth + 1)]
    axis = "".join(f"<span>{layer or '&nbsp;'}</span>" for layer in named)
    through = int((ends > depth).sum())
    words = (
        f"Each bar is one draw of the weights and shows how many layers its signal passes; "
        f"✕: the layer whose slopes are all 0. {through} of {len(ends)} get through."
    )
    return (
        f'<div class="draws" data-part="draws">{"".join(rows)}<nav>{axis}</nav><p>{words}</p></div>'
    )
