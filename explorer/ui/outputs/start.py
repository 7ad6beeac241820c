"""Two networks from a badly wrong start, live: what BCE and MSE after a sigmoid teach each."""

from html import escape

import streamlit as st

from explorer.config import RunConfig
from explorer.config.controls import Choice
from explorer.outputs import slopes, wrong_start
from explorer.outputs.answers import answers
from explorer.ui.outputs import runs
from explorer.ui.shared.form import ask
from explorer.ui.shared.glossary import heading
from explorer.ui.shared.live import Live
from explorer.ui.shared.stage import Stage
from explorer.words import fixed, number, percent

PAGE = "losses"
START = Choice(
    name="start",
    label="Logits at the start",
    default=slopes.WRONG,
    options=(-9.0, slopes.WRONG, -3.0),
    label_of=lambda z: f"z near {number(z)}",
    style="buttons",
)
RATE = Choice(
    name="rate",
    label="Learning rate",
    default=0.1,
    options=(0.03, 0.1, 0.3),
    label_of=lambda rate: f"rate {number(rate)}",
    style="buttons",
)
HEAD = (
    "loss",
    "validation accuracy",
    f"{percent(wrong_start.RIGHT)} from step",
    "mean logit",
    "slope σ(1 − σ)",
    "mean |∂L/∂z|",
)


def choose() -> RunConfig:
    """The run that the choices ask for."""
    start, rate = (
        ask(control, f"{PAGE}_", label_visibility="collapsed") for control in (START, RATE)
    )
    return wrong_start.run(start, rate)


def bench(config: RunConfig) -> None:
    """The run with its numbers above it; below it what one logit alone would take."""
    run = Live(PAGE, view="probability", ends=("logits",), above=numbers)
    if runs.open_run(run, config):
        run.picture()
        st.caption(slopes.time_lost(config.output_bias))


def numbers(stage: Stage) -> None:
    """A row a network at the step that is shown, of the training points where y is 1; and why."""
    run, shown = stage.run, stage.shown
    said = answers(run.trainer, shown.parameters, "train")
    found = wrong_start.taught(said, run.config)
    rows = []
    for member, (title, one) in enumerate(zip(said.titles, found, strict=True)):
        since = wrong_start.found_at(run.history, member)
        cells = (
            fixed(float(shown.snapshot.train_loss[member]), 3),
            percent(float(shown.snapshot.validation_accuracy[member])),
            "not yet" if since is None else f"{since:,}",
            fixed(one.logit, 2),
            number(one.flat),
            f"<b>{number(one.pull)}</b>",
        )
        cells = (escape(title), *cells)
        rows.append("<tr>" + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr>")
    names = ("of the points where y is 1", *HEAD)
    head = "".join(map(heading, names))
    st.html(
        f'<div class="problems taught" data-part="taught"><table><tr>{head}</tr>{"".join(rows)}'
        f"</table><p>{wrong_start.reason(found)}</p></div>"
    )
