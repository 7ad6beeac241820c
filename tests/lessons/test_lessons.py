"""Lessons open what they are about, serve every idea, and are read once."""

from pathlib import Path

from explorer.config.form import DEFAULTS
from explorer.config.link import read
from explorer.lessons import LESSONS, Asked
from explorer.lessons.places import Watched
from explorer.ui.outputs.views import LABELS
from explorer.ui.shared.names import KNOWN
from explorer.ui.shared.own import PARAMETER
from tests import ROOT
from tests.dense import dense

STEPS = [(lesson, step) for lesson in LESSONS.values() for step in lesson.steps]
LONGEST = 190  # characters of a question: two lines
WORDY = 230  # of an explanation: two sentences


def test_there_are_at_least_fifteen_lessons_of_three_to_six_steps():
    assert len(LESSONS) >= 15
    assert all(3 <= len(lesson.steps) <= 6 for lesson in LESSONS.values())
    assert all(key == lesson.key for key, lesson in LESSONS.items())
    assert all(lesson.tasks for lesson in LESSONS.values())


def test_every_step_of_a_lesson_has_a_key_of_its_own():
    for lesson in LESSONS.values():
        keys = [step.key for step in lesson.steps]
        assert len(set(keys)) == len(keys)


@dense(("lesson", "step"), [pair for pair in STEPS if isinstance(pair[1].place, Watched)])
def test_the_run_of_a_step_is_one_that_a_link_opens(lesson, step):
    assert read(step.place.link) == (step.place.config, [])
    assert step.place.config != DEFAULTS


@dense(("lesson", "task"), [(one, task) for one in LESSONS.values() for task in one.tasks])
def test_the_start_of_a_task_is_one_that_a_link_opens(lesson, task):
    assert read(task.link) == (task.start, [])


@dense(("lesson", "step"), STEPS)
def test_the_place_of_a_step_is_a_page_that_exists(lesson, step):
    assert (ROOT / "pages" / f"{step.place.page}.py").exists()
    _, names = KNOWN[step.place.page]
    unknown = [name for name in step.place.link if not names.fullmatch(name)]
    assert set(unknown) <= {PARAMETER}  # which every page reads
    if step.place.page == "outputs":
        assert step.place.link["outputs_tab"] in LABELS


@dense(("lesson", "step"), STEPS)
def test_a_step_is_read_once(lesson, step):
    assert step.question.endswith("?")
    assert len(step.question) <= LONGEST
    assert len(step.why) <= WORDY
    assert step.why.endswith(".")
    assert step.shown.endswith(".")
    if not isinstance(step.answers, Asked):
        assert len({one.text for one in step.answers}) == len(step.answers)


def test_what_one_can_do_afterwards_is_one_sentence():
    for lesson in LESSONS.values():
        assert lesson.after.startswith("You can ")
        assert lesson.after.count(".") == 1
        assert lesson.after.endswith(".")


def test_every_lesson_has_its_row_in_the_readme():
    readme = Path(ROOT / "README.md").read_text()
    for lesson in LESSONS.values():
        assert f"| {lesson.label} | `{lesson.key}` | {lesson.after} |" in readme, lesson.key
