"""The sheets for classes open steps that exist, fill their time, and quote what the steps show."""

import re

import pytest

pytest.importorskip("streamlit")

from explorer.lessons import LESSONS, Asked
from explorer.lessons.record import Step, fill
from explorer.ui.lessons.stops import STEP, Stop
from explorer.ui.shared.link import LESSON
from tests import ROOT
from tests.dense import dense

SHEETS = {minutes: (ROOT / f"docs/class-{minutes}.md").read_text("utf-8") for minutes in (45, 90)}
ADDRESS = re.compile(rf"`(\w+)\?{LESSON}=(\w+)&{STEP}=(\d+)`")
PART = re.compile(r"^### (\d+)–(\d+) · (.+)$", re.MULTILINE)


def parts(minutes):
    """The parts of a sheet's plan: from and to which minute, heading and text."""
    plan = SHEETS[minutes].partition("\n## Minute by minute\n")[2].partition("\n## ")[0]
    begins, ends, titles = zip(*PART.findall(plan), strict=True)
    texts = PART.split(plan)[4::4]
    return [
        (int(begin), int(end), title, text)
        for begin, end, title, text in zip(begins, ends, titles, texts, strict=True)
    ]


def stop(page, lesson, step):
    """The stop of an address, which is on its right page."""
    assert lesson in LESSONS, lesson
    found = Stop(LESSONS[lesson], int(step) - 1)
    assert 1 <= int(step) <= found.count, (lesson, step)
    assert found.page == page, (lesson, step)
    assert found.address == {LESSON: lesson, STEP: step}
    return found


STOPS = [
    (title, text, stop(*ADDRESS.findall(text)[0]))
    for minutes in SHEETS
    for _, _, title, text in parts(minutes)
    if ADDRESS.search(text)
]


def predicted(step: Step) -> str:
    """What there is to predict, as a sheet has it."""
    if isinstance(step.answers, Asked):
        asked = step.answers
        return f"a number from {asked.low:g} to {asked.high:g} {asked.unit}".strip()
    return " · ".join(one.text for one in step.answers)


@dense("minutes", SHEETS)
def test_every_address_of_a_sheet_is_that_of_a_step_on_its_page(minutes):
    found = ADDRESS.findall(SHEETS[minutes])
    assert found
    for page, lesson, step in found:
        stop(page, lesson, step)
    assert SHEETS[minutes].count(f"?{LESSON}=") == len(found) + 1  # the one with a host in front


@dense("minutes", SHEETS)
def test_the_minutes_of_a_sheet_add_up(minutes):
    times = [(begin, end) for begin, end, _, _ in parts(minutes)]
    assert times[0][0] == 0
    assert times[-1][1] == minutes
    assert all(begin < end for begin, end in times)
    assert [end for _, end in times[:-1]] == [begin for begin, _ in times[1:]]


@dense(("title", "text", "at"), STOPS)
def test_a_sheet_quotes_its_step(title, text, at):
    if at.task:
        assert title == "Task"
        assert f"- **Goal:** {at.task.goal}\n" in text
        return
    step = at.step
    assert title == f"{at.lesson.label}, step {at.place + 1}"
    wanted = {
        "Ask": step.question,
        "They predict": predicted(step),
        "The run shows": fill(step.shown, step.numbers()),
    }
    for words, said in wanted.items():
        assert f"- **{words}:** {said}\n" in text, f"{title} wants: - **{words}:** {said}"
    for words in ("Say", "Discuss", "A typical wrong idea"):
        assert f"- **{words}:** " in text


@dense("minutes", SHEETS)
def test_a_number_of_a_run_stands_only_where_it_is_held(minutes):
    held = ("- **Ask:**", "- **They predict:**", "- **The run shows:**", "- **Goal:**")
    for line in SHEETS[minutes].splitlines():
        if not line.startswith(held):
            assert not re.search(r"\d\s?%|\d\.\d|\d,\d{3}|10[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]", line), line
