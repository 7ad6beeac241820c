"""The gradient, layer by layer: one sentence, its chart, the reason; and the cures."""

from collections.abc import Mapping
from dataclasses import replace
from html import escape
from typing import Any

import numpy as np
import streamlit as st

from explorer import tables
from explorer.activations import get
from explorer.charts import ledger as charts
from explorer.choices import palette
from explorer.config.controls import Choice, Several
from explorer.gradients import ledger
from explorer.gradients.cures import CURES, FORMER, MEASURED, explained
from explorer.gradients.ledger import NUMBER_FORMATS, Account, Ledger, LedgerConfig, headline
from explorer.ui.gradients import details, why
from explorer.ui.gradients.stacks import PAGE, Layout, reason
from explorer.ui.shared.form import ask, label_of
from explorer.ui.shared.shell import presenting
from explorer.words import factor, number

HEAVY = 60_000_000  # numbers in all layers beyond which two draws are shown first
OUTPUTS, WEIGHTS = "Outputs", "Weights"
AT = Choice(
    name="at",
    label="Gradient at a layer's",
    default=OUTPUTS,
    options=(OUTPUTS, WEIGHTS),
    key_of=str.lower,
    style="buttons",
    help="What reaches a layer on the way back, or what its weights learn from",
)
SHARES = {OUTPUTS: "running", WEIGHTS: "share"}  # what `Gradients` calls them
QUARTER = "best case of sigmoid: ¼ per layer"
ALT = "What each layer gets of the last layer's gradient, on an axis of powers of ten"


@st.cache_data(max_entries=64, show_spinner=False)
def measured(config: LedgerConfig) -> Ledger:
    """The ledger of a config, kept for the next visitor."""
    return ledger.measure(config)


def show(config: LedgerConfig, layout: Layout) -> None:
    """The ledger of a config; of a large one the first two draws are on screen while it is made."""
    with layout.last:
        at = ask(AT, f"{PAGE}_")
    with layout.first:
        key = _focus(config)
    sentence, place = layout.sentence.empty(), layout.picture.empty()
    first = replace(config, draws=min(config.draws, 2))
    size = len(config.activations) * config.draws * config.depth * config.width * config.points
    if size > HEAVY and first != config:
        _tell(sentence, first, measured(first)[key], at)
        with place.container():
            _shares(first, measured(first), at, "first")
            st.progress(first.draws / config.draws, f"{first.draws} of {config.draws} draws …")
    result = measured(config)
    _tell(sentence, config, result[key], at)
    with place.container(key=f"{PAGE}_evidence"):
        _shares(config, result, at, "all")
        why.show(config, result[key], palette.LINES[config.activations.index(key)])
        reason(config)
    st.write("  \n".join(result.sentence(one) for one in config.activations))
    details.show(config, result[key])


def _focus(config: LedgerConfig) -> str:
    """The activation that the sentence tells of."""
    keys = config.activations
    if len(keys) == 1:
        return keys[0]
    focus = Choice(
        name="focus",
        label="The sentence tells of",
        default=keys[0],
        options=keys,
        label_of=lambda key: get(key).label,
        style="buttons",
    )
    key = ask(focus, f"{PAGE}_")
    return key if key in keys else keys[0]


def _tell(place: Any, config: LedgerConfig, account: Account, at: str, of: str = "") -> None:
    """The one sentence with a fraction; `of` names the stack where there are others beside it."""
    said = headline(config, account, at == WEIGHTS)
    if of:
        said = f"{of}: {said[:1].lower()}{said[1:]}"
    place.html(f'<p class="sentence" data-part="sentence">{escape(said)}</p>')


def _shares(config: LedgerConfig, result: Ledger, at: str, name: str) -> None:
    """What reaches each layer beside what theory says."""
    accounts = {get(account.activation).label: account for account in result.accounts}
    theory = floor(config, result, at) | (bounds(config) if at == OUTPUTS else {})
    _lines(accounts, config.depth, at, theory, f"shares_{name}")


def _lines(
    accounts: Mapping[str, Account], depth: int, at: str, theory: Mapping[str, Any], name: str
) -> None:
    """The chart of several networks, by name."""
    lines = tables.ledger_lines(accounts, SHARES[at])
    beside = tables.ledger_bounds(theory, lines)
    draws = tables.ledger_draws(accounts, SHARES[at])
    reach = tables.ledger_reach(lines, beside, draws)
    data = {
        charts.LINES: lines,
        charts.BOUNDS: beside,
        charts.DRAWS: draws,
        charts.REACH: reach,
        charts.NAMES: tables.ledger_names(lines, beside, reach),
    }
    details.draw(_shares_spec(tuple(accounts), depth, at, presenting()), data, name, ALT)


def bounds(config: LedgerConfig) -> dict[str, Any]:
    """What theory says of the gradient at outputs, by name: of the one activation, or of sigmoids.

    Among several activations only the sigmoid has a line, the bound that everybody quotes.
    """
    told = ledger.theory(config, config.activations[0])
    if len(config.activations) > 1:
        return {QUARTER: told.quarter} if "sigmoid" in config.activations else {}
    lines = {}
    if told.steepest is not None and told.lipschitz not in (None, 1):
        sigmoid = config.activations == ("sigmoid",)
        name = f"largest slope: × {number(told.lipschitz)} per layer"
        lines[QUARTER if sigmoid else name] = told.steepest
    if told.mean_field is not None and told.chi is not None:
        lines[f"theory, √χ₁: × {factor(told.chi**0.5, 3)} per layer"] = told.mean_field
    return lines


def floor(config: LedgerConfig, result: Ledger, at: str) -> dict[str, Any]:
    """A gradient whose every number is the format's smallest, as a share of the last layer's."""
    format_ = NUMBER_FORMATS[config.number_format]
    numbers = config.width * (config.points if at == OUTPUTS else config.width)
    lines = {}
    for account in result.accounts:
        norms = account.exact.outputs if at == OUTPUTS else account.exact.weights
        last = ledger.quartiles(norms)[1][-1]
        if last > 0:
            name = f"smallest {format_.label} · {get(account.activation).label}"
            lines[name] = np.full(config.depth, format_.smallest * np.sqrt(numbers) / last)
    return lines


def cures(config: LedgerConfig, layout: Layout) -> None:
    """The first activation's stack before and after each cure, in one picture."""
    if config.depth == 1:
        layout.picture.info(
            "With one hidden layer there is no way back to cure: choose two or more.",
            icon=":material/info:",
        )
        return
    base = replace(config, activations=config.activations[:1])
    label = get(base.activations[0]).label
    with layout.first:
        chosen = ask(
            Several(
                name="cures",
                label=f"Cures for {label}, each against the stack as it is",
                what="cure",
                default=["he", "residual", "batch"],
                options=MEASURED,
                label_of=label_of(CURES),
                former=FORMER,
            ),
            f"{PAGE}_",
        )
    before = measured(base).accounts[0]
    plain = f"{label}, as it is"
    accounts: dict[str, Account] = {plain: before}
    told = []
    for key in chosen:
        changed = CURES[key].applied(base)
        if changed == base:
            told.append(f"**{CURES[key].label}**: the stack has it already.")
            continue
        accounts[CURES[key].label] = after = measured(changed).accounts[0]
        told.append(f"**{CURES[key].label}** ({CURES[key].remark}) {explained(before, after)}.")
    _tell(layout.sentence, base, before, OUTPUTS, plain)
    with layout.picture:
        _lines(accounts, base.depth, OUTPUTS, {}, "cures")
        for words in told:
            st.markdown(words)


@st.cache_data(max_entries=64, show_spinner=False)
def _shares_spec(names: tuple[str, ...], depth: int, at: str, brief: bool) -> dict[str, Any]:
    return charts.shares(names, depth, at.lower(), brief=brief).to_dict()
