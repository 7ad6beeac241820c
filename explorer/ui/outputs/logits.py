"""From logit to label: a share's points on the line of logits, and ten of them as numbers."""

from html import escape

import streamlit as st

from explorer.config import RunConfig
from explorer.outputs.answers import VALIDATION, Answers, answers
from explorer.ui.outputs import runs
from explorer.ui.shared.glossary import heading
from explorer.ui.shared.live import Live
from explorer.words import fixed, number

PAGE = "logits"
MOST = 10  # points told as numbers
TABLE = 250  # pixels of their width


def show() -> None:
    """The run with its line of logits, and what becomes of ten points, in numbers and in code."""
    with runs.row():
        config = runs.choose()
    with st.container(horizontal=True, key="outputs_beside"):
        bench = st.container(width="stretch", key="outputs_bench")
        told = st.container(width=TABLE, gap="xsmall", key="outputs_ten")
    with bench:
        run = Live(PAGE, ends=("logits",), threshold=runs.THRESHOLD, share=runs.SHARE)
        if not runs.open_run(run, config):
            return
        run.picture()
    assert config is not None
    shown = run.stage.shown
    said = answers(run.stage.run.trainer, shown.parameters, run.share or VALIDATION)
    with told:
        words = f"{said.share.capitalize()} points at step {shown.snapshot.step:,}, by"
        member = runs.which(config, words, f"{PAGE}_")
        _ten(said, member, run.threshold or 0.5)
        answered = ", ".join(str(one) for one in said.label(run.threshold or 0.5)[member][:MOST])
        st.code(
            f"{line(config, run.threshold or 0.5, said.share)}\n# {answered}",
            language="python",
            wrap_lines=True,
        )


def _ten(said: Answers, member: int, threshold: float) -> None:
    """A row a point: its logit, its probability, the label that is answered, and the truth."""
    probability, label = said.probability[member], said.label(threshold)[member]
    rows = []
    for n in range(min(MOST, len(said.y))):
        z, p = said.logits[member][n], probability[n]
        if not said.binary:
            z, p = z[label[n]], p[label[n]]
        right = "" if label[n] == said.y[n] else ' class="wrong"'
        cells = (fixed(float(z), 2), fixed(float(p), 3), str(label[n]), str(said.y[n]))
        rows.append(f"<tr{right}>" + "".join(f"<td>{escape(cell)}</td>" for cell in cells))
    squash = "σ(z)" if said.binary else "softmax"
    head = "".join(map(heading, ("logit z", squash, "label", "truth")))
    st.html(f'<table class="ten" data-part="ten"><tr>{head}</tr>{"".join(rows)}</table>')


def line(config: RunConfig, threshold: float, share: str = VALIDATION) -> str:
    """The PyTorch that makes these labels of this run's logits at the points of a share."""
    z = f"model(X_{share})[:{MOST}]"
    if config.classes > 2:
        return f"{z}.argmax(dim=1)"
    if threshold == 0.5:
        return f"torch.round(torch.sigmoid({z}))"
    return f"(torch.sigmoid({z}) > {number(threshold)}).float()"
