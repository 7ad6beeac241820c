"""Below the picture of a race: the test, shown once, and the race as table and picture."""

import io
from collections.abc import Callable

import pandas as pd
import streamlit as st

from explorer import tables
from explorer.config.form import told
from explorer.sweeps.race import Standings
from explorer.ui.race.running import KEY, Live
from explorer.words import percent

PREFIX = "racing_"  # of keys that stand in no link
PARQUET = "application/vnd.apache.parquet"
ENDS = "Nothing was chosen by the test points: Test is the median accuracy of each one's networks."


def offer(live: Live) -> None:
    """The buttons; a file is written when somebody asks for it."""
    with st.container(horizontal=True, gap="small", key=f"aside_{PREFIX}away"):
        st.button(
            "Show the test once",
            icon=":material/verified:",
            key=f"{PREFIX}test",
            disabled=live.tested or live.moves or not live.found,
            help="Choose by the validation points first: whoever chooses by the test has no test",
            on_click=_show_test,
        )
        _button("Table (CSV)", "csv", "race.csv", "text/csv", lambda: _csv(live))
        _button("Table (Parquet)", "parquet", "race.parquet", PARQUET, lambda: _parquet(live))
        _button("Picture (SVG)", "svg", "race.svg", "image/svg+xml", lambda: _svg(live))
        if live.tested:
            st.caption(ENDS)


def _show_test() -> None:
    st.session_state[KEY].tested = True


def _button(label: str, key: str, name: str, mime: str, data: Callable[[], str | bytes]) -> None:
    st.download_button(
        label,
        data=data,
        file_name=name,
        mime=mime,
        key=f"{PREFIX}{key}",
        icon=":material/download:",
        on_click="ignore",
        type="tertiary",
    )


def _networks(live: Live) -> pd.DataFrame:
    return tables.race_networks(live.standings, live.contest.names, live.tested)


def _csv(live: Live) -> str:
    return _networks(live).to_csv(index=False)


def _parquet(live: Live) -> bytes:
    written = io.BytesIO()
    _networks(live).to_parquet(written)
    return written.getvalue()


def _svg(live: Live) -> str:
    from explorer.charts import pictures, race

    found, names = live.standings, live.contest.names
    data = {
        race.RATES: tables.race_rates(found, names),
        race.COURSES: tables.race_courses(found, names),
    }
    return pictures.svg(race.race(names, title(found)), data)


def title(found: Standings) -> str:
    """What the picture is of, in a line."""
    run = found.sweep.run
    what = told(run, "dataset", "hidden", "optimizer", "learning_rate", "batch_size")
    goal = percent(found.sweep.target)
    return f"{what} · {run.steps:,} steps · {found.sweep.seeds} seeds · target {goal}"
