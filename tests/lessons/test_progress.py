"""What a learner has done, as a file: it comes back as it was, and nonsense is refused."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from explorer.lessons import LESSONS
from explorer.lessons.progress import KIND, LONGEST, Progress, read, written

LINE = LESSONS["line"]
SOME = (
    Progress()
    .with_prediction("line", "circle", "Nearly all")
    .with_prediction("sum", "bias", 1.5)
    .with_task("line", 0)
)


def body(**changes):
    return json.dumps(json.loads(written(SOME)) | changes)


def test_a_file_comes_back_as_it_was():
    assert read(written(SOME)) == (SOME, 0)


def test_counted_are_the_lessons_own_steps_and_tasks():
    assert SOME.counted("line") == (1, 1)
    assert SOME.counted("sum") == (1, 0)
    assert SOME.counted("bump") == (0, 0)


def test_of_two_the_first_stands_where_both_predict():
    other = Progress({"line/circle": "About half of them", "bump/far": "0"})
    joined = SOME.joined(other)
    assert joined.said("line", "circle") == "Nearly all"
    assert joined.said("bump", "far") == "0"
    assert joined.done == SOME.done


def test_what_fits_no_step_of_today_is_left_out_and_counted():
    text = body(
        predicted={
            "line/circle": "A choice of an older version",
            "line/gone": "Nearly all",
            "sum/bias": 99,
            "line/xor": "Three corners at best",
        },
        done=["line/0", "line/7", "gone/0"],
    )
    progress, strange = read(text)
    assert progress.predicted == {"line/xor": "Three corners at best"}
    assert progress.done == {"line/0"}
    assert strange == 5


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "not JSON"),
        ("[1, 2]", KIND),
        ('{"kind": "something else"}', KIND),
        ("[" * 5000, "not JSON"),
        (body(version=2), "version 2"),
        (body(version="new"), "version 'new'"),
        (body(version=True), "version True"),
        (body(predicted=[]), "lacks its predictions"),
        (body(done={}), "lacks its predictions"),
        (" " * (LONGEST + 1), f"{LONGEST + 1:,} characters"),
    ],
)
def test_something_else_is_refused_in_one_sentence_with_the_value(text, said):
    with pytest.raises(ValueError, match="This file") as caught:
        read(text)
    assert said in str(caught.value)


VALUES = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=6,
)


@settings(max_examples=200, deadline=None)
@given(
    st.dictionaries(st.sampled_from(["line/circle", "sum/bias", "x"]), VALUES),
    st.lists(VALUES, max_size=4),
)
def test_whatever_the_file_holds_only_what_can_be_predicted_comes_back(predicted, done):
    progress, strange = read(body(predicted=predicted, done=done))
    assert strange == len(predicted) + len(done) - len(progress.predicted) - len(progress.done)
    assert read(written(progress)) == (progress, 0)
