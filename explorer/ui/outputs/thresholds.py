"""The threshold of live networks: the line on the map, the cells and the ROC; all thresholds."""

from typing import Any

import pandas as pd
import streamlit as st

from explorer import tables
from explorer.charts import outputs as charts
from explorer.charts.pictures import png
from explorer.choices import palette
from explorer.config import RunConfig
from explorer.glossary import sentence
from explorer.outputs import MEASURES, answers, measures, thresholds
from explorer.outputs.answers import Answers
from explorer.outputs.measures import beside_base_rate
from explorer.ui.outputs import runs
from explorer.ui.shared.live import Live
from explorer.ui.shared.part import part
from explorer.ui.shared.shell import chart
from explorer.words import fixed, number

PAGE = "thresholds"
CHOSEN = (
    "Choose a threshold on the validation points: the test points are for the end, and judge it "
    "honestly only once, after it is chosen."
)
TALL = 400  # pixels of the table and of the chart beside it


def show() -> None:
    """The run and what its threshold makes of a share's points; below them every threshold."""
    with runs.row():
        config = runs.choose()
    run = Live(PAGE, ends=("confusion", "roc"), threshold=runs.THRESHOLD, share=runs.SHARE)
    if not runs.open_run(run, config):
        return
    run.picture()
    assert config is not None
    shown = run.stage.shown
    said = answers.answers(run.stage.run.trainer, shown.parameters, run.share or answers.VALIDATION)
    try:
        _all(said, config, run.threshold or 0.5, shown.snapshot.step)
    except ValueError as error:
        st.info(f"These networks cannot be judged: {error}.", icon=":material/info:")


def _all(said: Answers, config: RunConfig, threshold: float, step: int) -> None:
    """What the frame of a step comes to at every threshold, and by every measure."""
    every = "All thresholds" if said.binary else "Every class"
    words = f"{every} on the {said.share} points at step {step:,}, of"
    member = runs.which(config, words, f"{PAGE}_")
    found = measures(said.y, said.probability[member], threshold)
    curves = answers.curves(said, config, member)
    left, right = st.columns(2, gap="large")
    with left:
        table = _thresholds(said, member) if said.binary else _classes(found)
        st.download_button(
            "Table as CSV",
            table.to_csv(index=False),
            file_name=f"{'thresholds' if said.binary else 'classes'}_{said.share}.csv",
            icon=":material/download:",
            on_click="ignore",
        )
    with right:
        _roc(curves, said, threshold)
    with st.expander("The measures, each with its formula", icon=":material/functions:"):
        at = f", at the threshold {number(threshold)}" if said.binary else ""
        points = f"on the {len(said.y):,} {said.share} points"
        st.markdown(f"{said.titles[member]} {points}{at}: {beside_base_rate(found)}")
        _measures(found)


def _thresholds(said: Answers, member: int) -> pd.DataFrame:
    found = thresholds.table(said.y, said.probability[member])
    table = tables.output_thresholds(found)
    st.dataframe(table, height=TALL, hide_index=True, column_config=_columns(table, "%.2f"))
    told = [f"Counted on the {len(said.y):,} {said.share} points."]
    told += [
        f"{MEASURES[key].label} is largest at {number(top[0])}: {fixed(top[1], 3)}."
        for key in ("accuracy", "f1")
        if (top := thresholds.best(found, key))
    ]
    if said.share != answers.VALIDATION:
        told.append(CHOSEN)
    st.caption(" ".join(told))
    return table


def _classes(found: dict[str, Any]) -> pd.DataFrame:
    table = tables.output_classes(found["per_class"])
    st.dataframe(table, hide_index=True, column_config=_columns(table, "%.3f"))
    st.caption("With more than two classes the largest probability decides, and no threshold.")
    return table


def _columns(table: pd.DataFrame, digits: str) -> dict[str, Any]:
    """What each column is; shares with so many digits, counts as they are."""
    kinds = table.dtypes.items()
    return {
        str(name): st.column_config.NumberColumn(
            help=sentence(str(name)), format=digits if kind.kind == "f" else None
        )
        for name, kind in kinds
    }


def _roc(curves: dict[str, thresholds.Roc], said: Answers, threshold: float) -> None:
    colours = palette.LINES if said.binary else palette.CLASSES
    picture = charts.roc(tuple(curves), TALL, colours)
    here = (
        {
            title: thresholds.table(said.y, chances, [threshold])
            for title, chances in zip(said.titles, said.probability, strict=True)
        }
        if said.binary
        else {}
    )
    data = {
        charts.ROC: tables.output_roc(curves),
        charts.ROC_NAMES: tables.output_roc_names(curves),
        charts.ROC_HERE: tables.output_roc_here(here),
    }
    with part("chart", f"{PAGE}_roc"):
        st.vega_lite_chart(
            spec=chart(picture.to_dict()) | {"datasets": dict(data)},
            width="stretch",
            key=f"{PAGE}_roc",
            alt=f"ROC of the {said.share} points: the true positive rate over the false positive "
            "rate, for every threshold",
        )
    odd = dict.fromkeys(roc.why for roc in curves.values() if roc.why)
    st.caption(" ".join([f"Curves and areas of the {len(said.y):,} {said.share} points.", *odd]))
    st.download_button(
        "ROC as PNG",
        lambda: png(picture, data),
        file_name=f"roc_{said.share}.png",
        mime="image/png",
        icon=":material/download:",
        on_click="ignore",
    )


def _measures(found: dict[str, Any]) -> None:
    rows = ["| measure | formula | here | what it asks |", "| --- | --- | --- | --- |"]
    for key, measure in MEASURES.items():
        if key in found:
            here = "—" if found[key] is None else fixed(found[key], 3)
            rows.append(f"| {measure.label} | ${measure.formula}$ | {here} | {measure.question} |")
    st.markdown("\n".join(rows))
