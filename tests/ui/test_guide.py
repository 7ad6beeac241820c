"""The guide of a lesson beside a page: predict, run, explain, and on to the next step."""

from time import sleep
from urllib.parse import parse_qs, urlsplit

import pytest

pytest.importorskip("streamlit")
pytest.importorskip("altair")

from explorer.config.link import read
from explorer.lessons import LESSONS
from explorer.lessons.places import Watched, trained
from explorer.lessons.record import Asked
from explorer.live.stopping import StopRule
from explorer.ui.lessons.stops import Stop
from explorer.ui.shared.link import HERE
from explorer.ui.shared.live import Live
from tests.ui.test_pages import assert_well, opened

PREDICT, NEXT, BACK = "lessons_predict", "lessons_next", "lessons_back"


def begun(lesson, place=0, **more):
    stop = Stop(LESSONS[lesson], place)
    return opened(stop.page, {**stop.address, **more})


def predict(at, step, choice=0):
    """Predict; for a number the lowest one."""
    if isinstance(step.answers, Asked):
        slider = next(one for one in at.slider if one.key.startswith("lessons_said"))
        slider.set_value(float(step.answers.low)).run()
    else:
        radio = next(one for one in at.radio if one.key.startswith("lessons_said"))
        radio.set_value(step.answers[choice].text).run()
    at.button(key=PREDICT).click().run()


def onward(at, to, button=NEXT):
    """Press a button that turns to a stop, and open what the browser then opens, in this visit."""
    at.button(key=button).click().run()
    address = urlsplit(at.session_state["shell_turn"]["address"])
    query = parse_qs(address.query)
    assert address.path == to.page
    assert query == {k: v if isinstance(v, list) else [v] for k, v in to.whole.items()}
    fresh = opened(to.page, query, lessons_progress=at.session_state["lessons_progress"])
    assert_well(fresh, to.key)
    return fresh


def texts(at):
    return [one.value for one in at.markdown]


def stage(at):
    return at.session_state["training_stage"].latest


def come_to_rest(at):
    """Have the run play the way to its end, as its picture asks for it."""
    live = Live("training", session=at.session_state)
    rule = StopRule(steps=at.session_state["training_stop_steps"] or None)
    while live.stage.moves:
        live.stage.sent(live.stage.collect(5, rule))
        sleep(0.01)  # leaves the processor to the training


def seen_alone(step):
    """Where the lesson's own run of a step ends."""
    _, seen = trained(step.place.config, step.place.steps)
    return seen[-1]


@pytest.mark.parametrize("key", LESSONS)
def test_a_lesson_is_walked_from_its_first_step_to_its_task(key):
    lesson = LESSONS[key]
    at = begun(key)
    for place, step in enumerate(lesson.steps):
        words = f"{key}, step {place + 1}"
        assert_well(at, words)
        assert at.session_state[HERE] == step.place.page, words
        assert step.question in texts(at), words
        if isinstance(step.place, Watched):
            run = stage(at).run
            assert run.config == read(step.place.link)[0], words
            assert run.step == 0, words
            assert stage(at).mode == "paused", words
        predict(at, step)
        assert_well(at, words)
        numbers = step.numbers()
        said = step.answers.low if isinstance(step.answers, Asked) else step.answers[0].text
        assert step.reply(step.predicted(said), numbers) in texts(at), words
        assert step.explain(numbers) in texts(at), words
        if isinstance(step.place, Watched) and step.place.steps:
            come_to_rest(at)
            seen, alone = stage(at).run.latest.snapshot, seen_alone(step)
            assert seen.step == alone.step or step.place.config.patience, words
            assert seen.validation_accuracy.tolist() == alone.validation_accuracy.tolist(), words
        at = onward(at, Stop(lesson, place + 1))
    assert_well(at, f"{key}, task")
    task = lesson.tasks[0]
    assert task.goal in texts(at)
    assert stage(at).run.config == read(task.link)[0]
    assert stage(at).mode == "paused"


def test_a_step_that_was_predicted_before_shows_its_answer_at_once():
    at = begun("line")
    step = LESSONS["line"].steps[0]
    predict(at, step, 1)
    at = onward(at, Stop(LESSONS["line"], 1))
    at = onward(at, Stop(LESSONS["line"], 0), BACK)
    assert step.explain(step.numbers()) in texts(at)
    assert stage(at).moves
    come_to_rest(at)
    assert stage(at).run.step == 1000


def test_a_prediction_that_differs_is_told_what_the_run_shows():
    at = begun("line")
    predict(at, LESSONS["line"].steps[0], 0)
    assert any(said.startswith("The run shows: 46 %") for said in texts(at))
    assert not any("wrong" in said for said in texts(at))


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ({"lesson": "lines"}, "There is no lesson `lines`"),
        ({"lesson": "line", "step": "6"}, "steps 1 to 5, not `6`"),
        ({"lesson": "line", "step": "0"}, "steps 1 to 5, not `0`"),
        ({"lesson": "line", "step": "-1"}, "steps 1 to 5, not `-1`"),
        ({"lesson": "line", "step": "9" * 5000}, "steps 1 to 5, not `9999"),
        ({"lesson": "line", "step": "two"}, "steps 1 to 5, not `two`"),
        ({"lesson": "`<b>", "step": "1"}, "There is no lesson `'<b>`"),
    ],
)
def test_nonsense_in_the_address_is_told_in_one_sentence_and_the_page_stays(query, said):
    at = opened("training", query)
    assert_well(at, str(query))
    told = [one.value for one in at.caption if said in one.value]
    assert len(told) == 1
    assert len(told[0]) < 200
    assert stage(at).run.trainer


def test_an_address_opened_again_keeps_what_the_learner_changed():
    at = begun("line", 1, training_noise="0.3")
    assert stage(at).run.config.noise == 0.3
    assert stage(at).run.config.members[0].activation != "relu"


def test_a_lesson_opened_in_mid_run_of_another_waits_at_its_own_first_step():
    at = begun("line")
    predict(at, LESSONS["line"].steps[0])
    Live("training", session=at.session_state).obey({"name": "play"})
    assert stage(at).moves
    at.switch_page("pages/lessons.py")  # whose cards lead on
    at.query_params.clear()
    assert_well(at.run(), "the list")
    stop = Stop(LESSONS["cures"], 3)
    at.switch_page("pages/training.py")
    for name, value in stop.address.items():
        at.query_params[name] = value
    assert_well(at.run(), "another lesson")
    assert stage(at).run.config == stop.step.place.config
    assert (stage(at).mode, stage(at).run.step) == ("paused", 0)


def test_a_task_is_told_what_is_missing_and_kept_once_it_is_done():
    lesson = LESSONS["sum"]
    at = begun("sum", len(lesson.steps))
    goal = lesson.tasks[0]
    assert goal.goal in texts(at)
    assert any("the goal is 97 %" in said for said in texts(at))
    at.multiselect(key="training_inputs").set_value(["x1_squared", "x2_squared"]).run()
    come_to_rest(at)
    at.run()
    assert_well(at, "the goal is reached")
    assert "sum/0" in at.session_state["lessons_progress"].done
    assert any("Done" in one.value for one in at.success)


def test_a_link_for_a_course_locks_what_the_lesson_sets_and_the_lesson_goes_on():
    at = begun("line", lock="training_activations,training_rate")
    step = LESSONS["line"].steps[0]
    assert at.multiselect(key="training_activations").disabled
    assert stage(at).run.config == read(step.place.link)[0]
    predict(at, step)
    at.session_state["training_activations"] = ["sigmoid"]
    at.run()
    assert at.multiselect(key="training_activations").value == ["identity"]
