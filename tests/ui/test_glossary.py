"""The pages' controls, columns and numbers say what they mean, and each term opens its picture."""

import json
import sys

import pytest

pytest.importorskip("streamlit")
pytest.importorskip("altair")

from streamlit.testing.v1 import AppTest

from explorer.glossary import TERMS, find, sentence
from explorer.ui.shared.glossary import TITLES, matching
from tests import ROOT
from tests.glossary.labels import needs_none
from tests.ui.test_link import said
from tests.ui.test_pages import assert_well, opened

FORM = "training"  # of its links only one is opened: all are read in tests/glossary
KINDS = ("slider", "number_input", "selectbox", "select_slider", "multiselect", "toggle")
PLACES = {
    json.dumps([place.page, dict(place.link)]): place
    for place in (term.place for term in TERMS.values())
    if place.page != FORM or not place.link or len(place.link) > 1
}
TABLES = [
    ("functions", {"view": "table"}, 24),
    ("outputs", {"outputs_tab": "thresholds"}, 10),
    ("outputs", {"outputs_tab": "thresholds", "outputs_dataset": "blobs"}, 5),
]


@pytest.mark.parametrize("name", PLACES)
def test_a_place_opens_with_its_link_and_its_controls_say_what_they_mean(name):
    place = PLACES[name]
    at = opened(
        place.page, {k: list(v) if isinstance(v, tuple) else v for k, v in place.link.items()}
    )
    assert_well(at, name)
    assert said(at) == []
    assert [one for one in place.link if one not in at.session_state] == []
    for widget in (one for kind in (*KINDS, "button_group") for one in at.get(kind)):
        term = find(widget.proto.label)
        assert bool(term) != needs_none(widget.proto.label), widget.proto.label
        if term and not widget.proto.label_visibility.value:  # its label is seen
            assert widget.proto.help.startswith(term.sentence), widget.proto.label


@pytest.mark.parametrize(("page", "link", "count"), TABLES, ids=["card", "thresholds", "classes"])
def test_every_column_says_what_it_means(page, link, count):
    at = opened(page, link)
    assert_well(at, page)
    (table,) = at.dataframe
    columns = json.loads(table.proto.columns)
    names = {name: columns[name].get("help") or "" for name in table.value.columns}
    assert len(names) == count
    assert [
        name for name, told in names.items() if not told.startswith(sentence(name) or "a term")
    ] == []


def test_the_metrics_of_the_edge_of_chaos_say_what_they_mean():
    at = opened("gradients", {"gradients_view": "chaos"})
    assert len(at.metric) == 3
    assert [one.label for one in at.metric if one.help != sentence(one.label)] == []


def test_headings_of_tables_say_what_they_mean():
    at = opened("outputs", {"outputs_tab": "last"})
    told = "".join(one.proto.body for one in at.get("html"))
    assert f'<th title="{TERMS["last_layer"].sentence}">last layer</th>' in told
    assert "<th>for example</th>" in told


@pytest.fixture
def glossary(tmp_path):
    """A page that is nothing but the glossary, among the app's own pages."""
    (tmp_path / "pages").symlink_to(ROOT / "pages")
    script = tmp_path / "app.py"
    pages = ", ".join(f'st.Page("pages/{path}.py")' for path in TITLES)
    script.write_text(
        "import streamlit as st\n"
        "from explorer.ui.shared import glossary\n"
        f'st.navigation([st.Page(glossary.show, title="Glossary", default=True), {pages}]).run()\n'
    )
    sys.modules.pop("explorer.ui", None)
    return AppTest.from_file(str(script), default_timeout=60)


def shown(at):
    """The names of the terms that the page lists."""
    return [one.value.split("**")[1] for one in at.markdown if one.value.startswith("**")]


def test_the_glossary_lists_every_term_with_a_link_to_where_it_is_seen(glossary):
    at = glossary.run()
    assert_well(at, "glossary")
    assert shown(at) == [term.label for term in TERMS.values()]
    links = [one.proto for one in at.get("page_link")]
    assert len(links) == len(TERMS)
    assert "function=sigmoid" in links[list(TERMS).index("sigmoid")].query_string


def test_the_search_finds_a_term_by_its_names_and_by_its_sentence(glossary):
    at = glossary.run()
    at.text_input[0].set_value("cross-entropy").run()
    assert shown(at)[0] == "Cross-entropy"
    assert "Binary cross-entropy" in shown(at)
    assert at.query_params["lessons_term"] == "cross_entropy"
    at.text_input[0].set_value("false alarm").run()
    assert shown(at) == ["False positive"]
    assert "lessons_term" not in at.query_params
    at.text_input[0].set_value("*nothing*").run()
    assert shown(at) == []
    assert at.info[0].value == "No term is called `*nothing*`, or told with it."


def test_a_link_opens_the_glossary_at_its_term_and_an_unknown_one_at_all(glossary):
    glossary.query_params["lessons_term"] = "dropout"
    at = glossary.run()
    assert at.text_input[0].value == "Dropout"
    assert shown(at)[0] == "Dropout"
    at.query_params["lessons_term"] = "roc"
    assert shown(at.run())[0] == "ROC"
    at.query_params["lessons_term"] = "magic"
    assert shown(at.run()) == [term.label for term in TERMS.values()]
    assert_well(at, "magic")


def test_words_find_the_term_of_that_name_first():
    assert matching("l1")[0] is TERMS["l1"]
    assert matching("rate of learning") == []
