"""The sheets for a class on screen."""

import re

import pytest

pytest.importorskip("streamlit")
pytest.importorskip("altair")

from explorer.ui.lessons.sheets import FOLDER, MINUTES, linked
from tests.ui.test_pages import assert_well, opened


@pytest.mark.parametrize("minutes", MINUTES.options)
def test_a_sheet_is_shown_with_its_addresses_as_links(minutes):
    at = opened("lessons", {"lessons_view": "class", "lessons_sheet": str(minutes)})
    assert_well(at, str(minutes))
    text = (FOLDER / f"class-{minutes}.md").read_text("utf-8")
    assert linked(text).strip() in [one.value.strip() for one in at.markdown]
    opens = re.findall(r"^Open `(.*)`$", text, re.MULTILINE)
    assert opens
    for address in opens:
        assert f"[{address}]({address})" in linked(text)
    assert not re.search("^# ", linked(text), re.MULTILINE)  # the page has its own


def test_a_link_to_a_term_opens_the_glossary():
    at = opened("lessons", {"lessons_term": "softmax"})
    assert_well(at, "a term")
    assert any("Softmax" in one.value for one in at.markdown)
