"""The glossary is whole and short; controls, rows and pictures take their words from it."""

import re
from collections import Counter

import pytest

from explorer.choices.initialisers import INITIALISERS
from explorer.choices.optimisers import OPTIMISERS
from explorer.choices.regularisers import REGULARISERS
from explorer.config.controls import Switch
from explorer.config.form import controls
from explorer.config.link import read
from explorer.glossary import GROUPS, TERMS, find, sentence
from explorer.glossary.browser import SHOWN, source
from explorer.properties import ROWS
from tests import ROOT
from tests.dense import dense
from tests.glossary.labels import literal_labels, needs_none

LONGEST = 150  # characters that are read once
SOURCES = {
    path: path.read_text("utf-8").casefold()
    for pattern in ("explorer/**/*.py", "pages/*.py", "static/**/*.js")
    for path in ROOT.glob(pattern)
    if "glossary" not in path.relative_to(ROOT).as_posix()
}


def said_in(name: str, text: str) -> bool:
    """Whether a name stands in a text as words of their own, in any case of letters."""
    return bool(re.search(rf"(?<!\w){re.escape(name.casefold())}(?!\w)", text.casefold()))


def test_no_key_and_no_name_belongs_to_two_terms():
    terms = [term for group in GROUPS.values() for term in group]
    assert len(terms) == len(TERMS)
    names = Counter(name.casefold() for term in terms for name in term.names)
    assert [name for name, count in names.items() if count > 1] == []


@dense("term", TERMS.values())
def test_a_term_is_one_short_sentence(term):
    assert len(term.sentence) <= LONGEST
    assert term.sentence.endswith(".")
    assert ". " not in term.sentence


@dense("term", TERMS.values())
def test_no_term_is_defined_by_itself(term):
    assert [name for name in term.names if said_in(name, term.sentence)] == []


@dense("term", TERMS.values())
def test_every_term_is_used_by_a_page(term):
    assert any(said_in(name, text) for name in term.names for text in SOURCES.values())


@dense("term", [term for term in TERMS.values() if term.place.page == "training"])
def test_a_link_to_training_asks_for_what_its_form_offers(term):
    link = {n: list(v) if isinstance(v, tuple) else v for n, v in term.place.link.items()}
    assert read(link)[1] == []


def test_a_term_is_found_by_each_of_its_names_and_a_numbered_one_too():
    assert all(find(name) is term for term in TERMS.values() for name in term.names)
    assert find(" LEARNING rate ") is TERMS["learning_rate"]
    assert find("Layer 3") is TERMS["layer"]
    assert find("SGD with momentum 0.9") is TERMS["momentum"]
    assert find("no such word") is None


def test_a_control_tells_what_its_label_means_and_then_what_it_causes():
    rate = controls()["rate"]
    assert rate.hint == f"{TERMS['learning_rate'].sentence} {rate.help}"
    assert Switch(name="x", label="Dropout", default=False).hint == TERMS["dropout"].sentence
    assert Switch(name="x", label="Odd one", default=False, help="Odd").hint == "Odd"
    assert Switch(name="x", label="Odd one", default=False).hint is None
    assert sentence("Odd one") is None


@dense("control", controls().values())
def test_every_control_of_a_run_has_a_term_or_a_reason_to_have_none(control):
    assert bool(find(control.label)) != needs_none(control.label)


@dense("label", literal_labels())
def test_every_label_in_the_source_has_a_term_or_a_reason_to_have_none(label):
    assert bool(find(label)) != needs_none(label)


@dense("row", ROWS.values())
def test_every_row_of_the_card_has_a_term(row):
    assert find(row.label), row.label


@pytest.mark.parametrize("registry", [OPTIMISERS, INITIALISERS, REGULARISERS])
def test_every_entry_that_a_form_offers_by_a_name_of_the_field_has_a_term(registry):
    own = {"PyTorch default", "Normal(σ)"}  # which their remarks tell
    assert [
        one.label for one in registry.values() if not (find(one.label) or one.label in own)
    ] == []


def test_the_browser_says_what_the_glossary_says():
    (module,) = ROOT.glob("static/*/shared/glossary.js")
    assert module.read_text("utf-8") == source()
    drawn = "\n".join(text for path, text in SOURCES.items() if path.suffix == ".js")
    assert [key for key in SHOWN if f'"{key}"' not in drawn] == []
