"""Every idea of the courses is seen somewhere, and docs/courses.md says where."""

from urllib.parse import urlencode

import pytest

pytest.importorskip("streamlit")

from explorer.lessons import LESSONS
from explorer.lessons.ideas import IDEAS
from explorer.ui.lessons.stops import Stop
from tests import ROOT
from tests.dense import dense
from tests.ui.test_pages import assert_well, opened

SERVED = {
    key: [one for one in LESSONS.values() if key in one.ideas]
    for key in IDEAS | {idea: None for one in LESSONS.values() for idea in one.ideas}
}
ELSEWHERE = {key: idea for key, idea in IDEAS.items() if idea.page}


def test_every_idea_has_a_lesson_or_a_page_and_not_both():
    assert set(SERVED) == set(IDEAS)
    assert {key for key, lessons in SERVED.items() if not lessons} == set(ELSEWHERE)


@dense("key", ELSEWHERE)
def test_the_page_of_an_idea_opens_where_it_says(key):
    idea = ELSEWHERE[key]
    assert idea.where
    at = opened(idea.page, idea.link)
    assert_well(at, key)
    for name, value in idea.link.items():
        assert at.query_params[name] == value


def row(key):
    """The row of an idea in docs/courses.md."""
    idea = IDEAS[key]
    found = [
        f"{one.label}: `{Stop(one, 0).page}?{urlencode(Stop(one, 0).address)}`"
        for one in SERVED[key]
    ]
    if idea.page:
        address = f"{idea.page}?{urlencode(idea.link)}" if idea.link else idea.page
        found = [f"{idea.where}: `{address}`"]
    return f"| {idea.words} | {'; '.join(found)} |"


def test_the_table_of_courses_is_what_the_registry_says():
    wanted = "\n".join(["| idea | where it is seen |", "| --- | --- |", *map(row, IDEAS)])
    said = (ROOT / "docs/courses.md").read_text("utf-8")
    assert f"\n{wanted}\n" in said, f"docs/courses.md wants this table:\n\n{wanted}\n"
