"""The last layer by problem, with its loss and what is answered; and pairs that do not fit."""

from collections.abc import Mapping
from dataclasses import replace
from html import escape

import streamlit as st

from explorer.config import Member, RunConfig
from explorer.config.controls import Choice
from explorer.config.form import DEFAULTS
from explorer.outputs import MEASURES, OUTPUTS, Output
from explorer.outputs.losses import LOSS_CURVES
from explorer.outputs.slopes import LEARNT
from explorer.outputs.wrong_pairs import WRONG_PAIRS, Compared
from explorer.ui.shared.form import ask, label_of
from explorer.ui.shared.glossary import heading
from explorer.ui.training.handed import hand
from explorer.words import number

PAGE = "last"
PROBLEM = Choice(
    name="problem",
    label="Problem",
    default="binary",
    options=tuple(OUTPUTS),
    label_of=label_of(OUTPUTS),
    style="buttons",
)
PAIR = Choice(
    name="pair",
    label="A pair that does not fit",
    default="mse_sigmoid",
    options=tuple(WRONG_PAIRS),
    label_of=label_of(WRONG_PAIRS),
)
HIDDEN, CLASSES = 8, 3  # sizes in the lines of PyTorch
MEASURED = 4  # measures that the table names
ONE = (Member("tanh"),)
# What a row, and what a pair, opens on the page Training.
RUNS: dict[str, RunConfig] = {
    "binary": replace(DEFAULTS, dataset="moons", members=ONE),
    "classes": replace(DEFAULTS, dataset="blobs", members=ONE),
    "labels": replace(DEFAULTS, dataset="two_areas", members=ONE),
    "regression": replace(DEFAULTS, dataset="wave", members=ONE),
    "regression_unit": replace(DEFAULTS, dataset="admission", members=ONE),
}
WRONG: dict[str, RunConfig] = {
    "mse_sigmoid": replace(RUNS["binary"], loss="mse_sigmoid"),
    "relu_bce": replace(RUNS["binary"], loss="bce_relu"),
    "softmax_labels": replace(RUNS["labels"], loss="cross_entropy"),
}
NAMES = {  # of the numbers that are compared
    "slope": "slope at the start",
    "steps": f"steps to a loss of {number(LEARNT)}",
    "both": "both labels given, of the points in both areas",
    "all_right": "all labels right",
    "most": "largest sum of the probabilities",
    "loss": "loss at the end",
    "accuracy": "accuracy",
    "lowest": "lowest probability",
    "flat": "points whose slope is 0",
}


def show() -> None:
    """The table of problems; below it one of them as code, and a wrong pair, measured."""
    chosen = ask(PROBLEM, f"{PAGE}_", label_visibility="collapsed")
    st.html(table(chosen))
    with st.container(key=f"{PAGE}_below"):
        right, wrong = st.columns(2, gap="large")
    with right:
        output = OUTPUTS[chosen]
        outputs = 1 if "{outputs}" not in output.layer else CLASSES
        st.code(output.code(HIDDEN, outputs), language="python", wrap_lines=True)
        st.caption(output.why)
        _open("Open a run", RUNS.get(chosen), f"{PAGE}_open")
    with wrong:
        _pair()


def _open(words: str, config: RunConfig | None, key: str) -> None:
    """A button that opens a run on the page Training, where there is one."""
    if config and st.button(words, icon=":material/play_circle:", key=key):
        hand(config)


def table(chosen: str) -> str:
    """A row a problem, the chosen one marked."""
    head = ("problem", "for example", "how y is written", "last layer", "loss", "judged by")
    rows = [
        f"<tr{' class=chosen' if output.key == chosen else ''}>"
        + "".join(f"<td>{escape(cell)}</td>" for cell in cells(output))
        + "</tr>"
        for output in OUTPUTS.values()
    ]
    names = "".join(map(heading, head))
    return (
        f'<div class="problems" data-part="problems"><table><tr>{names}</tr>{"".join(rows)}'
        "</table></div>"
    )


def cells(output: Output) -> tuple[str, ...]:
    """What the table says of a problem."""
    measures = " · ".join(MEASURES[key].label for key in output.measures[:MEASURED])
    losses = " · ".join(LOSS_NAMES[key] for key in output.losses)
    return (output.label, output.example, output.encoding, output.last, losses, measures)


LOSS_NAMES: Mapping[str, str] = {key: curve.label for key, curve in LOSS_CURVES.items()} | {
    "cross_entropy": "Cross-entropy",
    "labels": "BCE with logits, for each label",
}


def _pair() -> None:
    """One wrong pair: its line, why it fails, and the same numbers of the pair that fits."""
    pair = WRONG_PAIRS[ask(PAIR, f"{PAGE}_")]
    st.code(pair.code, language="python", wrap_lines=True)
    found = _compared(pair.key)
    st.caption(f"{pair.remark} {found.sentence}")
    rows = "".join(
        f"<tr><td>{NAMES[key]}</td><td>{number(found.right[key])}</td>"
        f"<td>{number(found.wrong[key])}</td></tr>"
        for key in found.right
    )
    head = "<tr><td></td><th>fits</th><th>does not fit</th></tr>"
    st.html(f'<div class="problems" data-part="pair"><table>{head}{rows}</table></div>')
    _open("Open this run", WRONG.get(pair.key), f"{PAGE}_open_wrong")


@st.cache_data(max_entries=8, show_spinner="Trains both pairs …")
def _compared(key: str) -> Compared:
    return WRONG_PAIRS[key].compare()
