"""The form of the page Race: what is raced over, how often, and the run that all share."""

from dataclasses import replace
from typing import Any

import streamlit as st

from explorer.choices.datasets import DATASETS
from explorer.config import RunConfig
from explorer.config.controls import Choice, Control, Number, Several, plain
from explorer.config.form import LIKE, compose, spread
from explorer.sweeps.contest import MOST_VALUES, RACED, RUN, Contest
from explorer.sweeps.link import PREFIX, VALUES
from explorer.sweeps.sweep import MOST_SEEDS, TARGET
from explorer.ui.shared import form

FORM = 216  # pixels of its width
START = Contest()
OVER = Choice(
    name="over",
    label="Race over",
    default=START.over,
    options=tuple(RACED),
    label_of=lambda key: RACED[key].label,
    help="What the contestants differ in; all else they share, points and batches too",
)
SECOND = Choice(
    name="second",
    label="and over",
    default=None,
    options=(None, *RACED),
    label_of=lambda key: RACED[key].label if key else "Nothing else",
    help="Two settings make a table: each value of the one with each of the other",
)
SEEDS = Number(
    name="seeds",
    label="Seeds",
    default=START.seeds,
    low=1,
    high=MOST_SEEDS,
    step=1,
    style="box",
    help="Networks of each contestant, each from other first weights. More: narrower intervals",
)
TARGETS = Choice(
    name="target",
    label="Target",
    default=TARGET,
    options=(0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.98, 0.99, 1.0),
    label_of=lambda share: f"{round(100 * share)} %",
    help="Higher: fewer reach it, and later",
)
STEPS = Number(
    name="steps",
    label="Steps",
    default=RUN.steps,
    low=25,
    high=20_000,
    step=100,
    style="box",
    help="More: late learners succeed too, and it takes longer",
)
CLASSES = tuple(key for key, one in DATASETS.items() if one.problem in ("binary", "classes"))
FRONT = ("dataset", "depth", "optimizer", "rate")  # asked for first
BOXES = 2  # widths that are asked for there, too
LEFT_OUT = (LIKE.name, "own", "plane", "device", "raw", "factor", "patience", "data_seed")
BY_SETTING = {  # what is raced over → the controls of the run that it takes the place of
    "rate": ("rate",),
    "depth": ("depth",),
    "init": ("init", "std"),
    "optimizer": ("optimizer",),
    "batch": ("batch",),
    "loss": ("loss",),
    "regulariser": ("regulariser",),
    "dropout": ("dropout",),
    "norm": ("norm",),
    "residual": ("residual",),
    "schedule": ("schedule",),
}


def choose(place: Any) -> tuple[Contest | None, str]:
    """The race that the form asks for; None where it has no contestant, or why it cannot be."""
    with place:
        over = form.ask(OVER, PREFIX)
        first = st.container(gap="xsmall")
        second = form.ask(_but(SECOND, over), PREFIX)
        other = st.container(gap="xsmall")
        with st.container(horizontal=True, key=f"{PREFIX}row"):
            seeds = int(form.ask(SEEDS, PREFIX, width=88))
            target = form.ask(TARGETS, PREFIX, width=96)
        steps = int(form.ask(STEPS, PREFIX))
        front = st.container(gap="xsmall")
        more = st.expander("More", icon=":material/tune:", key=f"{PREFIX}more")
    run, activations = _run({over, second}, first if over == "activation" else other, front, more)
    run = replace(run, steps=steps)
    values = _values(over, run, first, activations)
    others = _values(second, run, other, activations) if second else ()
    if not values or (second and not others):
        return None, ""
    try:
        contest = Contest(run, over, values, second, others, seeds, target)
        _ = contest.sweep
    except ValueError as error:
        return None, str(error)
    return contest, ""


def _but(control: Choice, over: str) -> Choice:
    """What can be raced over beside this."""
    taken = {RACED[over].field} | ({"width", "hidden"} if over in ("width", "last") else set())
    options = tuple(key for key in control.options if key is None or RACED[key].field not in taken)
    return replace(control, options=options)


def _run(
    raced: set[str | None], activations: Any, front: Any, more: Any
) -> tuple[RunConfig, tuple[str, ...]]:
    """The run of one network, and the activations that race."""
    hidden = {name for key in raced if key for name in BY_SETTING.get(key, ())}
    races = "activation" in raced
    chosen: list[str] = []
    with front:
        places: dict[str, Any] = {name: st.container(gap="xsmall") for name in FRONT}
    row: list[Any] = []
    deep = [len(RUN.hidden)]

    def ask(control: Control) -> Any:
        name = control.name
        if name == "activations":
            assert isinstance(control, Several)
            place = activations if races else places["depth"]
            with place:
                chosen.extend(_activations(control, races))
            return chosen[:1]
        if name in LEFT_OUT or name in hidden or name.startswith("layer"):
            return control.default
        if name.startswith("width"):
            if "width" in raced and name != "width1":
                return control.default
            if not row:
                beside = places["depth"] if deep[-1] <= BOXES else more
                row.append(beside.container(horizontal=True))
            with row[0]:
                return form.ask(replace(control, in_row=False), PREFIX, width=88)
        if name == "dataset":
            assert isinstance(control, Choice)
            control = replace(control, options=CLASSES, picture_of=None, heading_of=None)
        if isinstance(control, Choice):
            control = replace(control, remark_of=None)
        with places.get(name, more):
            value = form.ask(control, PREFIX)
        if name == "depth":
            deep.append(value)
        return value

    run, _ = compose(ask, RUN)
    return run, tuple(chosen)


def _activations(control: Several, races: bool) -> list[str]:
    """Those that race, or the one that all networks have."""
    if races:
        default = list(RACED["activation"].start)
        control = replace(control, label="Activations", default=default, most=MOST_VALUES)
        return form.ask(control, PREFIX)
    one = Choice(
        name="activation",
        label="Activation",
        default=RUN.members[0].activation,
        options=control.options,
        label_of=control.label_of,
        activations=True,
    )
    return [form.ask(one, PREFIX)]


def _values(key: str, run: RunConfig, place: Any, activations: tuple[str, ...]) -> tuple[Any, ...]:
    """The values that race, in the order in which they are offered; activations as chosen."""
    if key == "activation":
        return activations
    raced = RACED[key]
    offered = raced.offered(run)
    start = [value for value in raced.start if value in offered] or list(offered[:MOST_VALUES])
    control = Several(
        name=VALUES + key,
        label=raced.label,
        default=start,
        options=offered,
        label_of=raced.say,
        key_of=plain,
        most=MOST_VALUES,
        placeholder="Choose values",
    )
    with place:
        chosen = form.ask(control, PREFIX)
    return tuple(value for value in offered if value in chosen)


def answers(contest: Contest) -> dict[str, Any]:
    """What the session has where the form stands at this race."""
    found = spread(contest.run)
    for key, values in _pairs(contest):
        found["activations" if key == "activation" else VALUES + key] = list(values)
    found |= {
        "activation": contest.run.members[0].activation,
        OVER.name: contest.over,
        SECOND.name: contest.second,
        SEEDS.name: contest.seeds,
        TARGETS.name: contest.target,
        STEPS.name: contest.run.steps,
    }
    return {PREFIX + name: value for name, value in found.items()}


def _pairs(contest: Contest) -> list[tuple[str, tuple[Any, ...]]]:
    first = [(contest.over, contest.values)]
    return first + ([(contest.second, contest.second_values)] if contest.second else [])
