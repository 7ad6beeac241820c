"""Data sets of one's own: drawn by hand, above a curve, and tables at hand."""

import gc

import numpy as np
import pytest
from hypothesis import given as over
from hypothesis import strategies as st

from explorer.choices import given
from explorer.choices.datasets import get
from explorer.choices.points import Dataset
from explorer.config import RunConfig
from explorer.engine import Trainer, sample

SQUARE = np.array([[-2.0, -2.0], [2.0, 2.0], [0.5, -1.25], [0.0, 1.0]])


def test_points_drawn_by_hand_come_back_from_their_key_to_a_step():
    dataset = get(given.drawn_key(SQUARE, np.array([0, 1, 2, 1])))
    x, y = dataset.make(500, 0.3, 7)
    np.testing.assert_allclose(x, SQUARE, atol=given.REACH / given.STEPS)
    assert y.tolist() == [0, 1, 2, 1]
    assert (dataset.classes, dataset.rows, dataset.problem) == (3, 4, "classes")


def test_the_most_points_go_into_two_kilobytes_of_a_link():
    random = np.random.RandomState(0)
    points = random.uniform(-2, 2, (given.MOST_POINTS, 2))
    key = given.drawn_key(points, random.randint(0, 10, given.MOST_POINTS))
    assert len(key) <= 2048
    assert get(key).rows == given.MOST_POINTS


@pytest.mark.parametrize(
    ("points", "labels", "said"),
    [
        (np.zeros((381, 2)), np.zeros(381, int), "381 points are drawn; at most 380"),
        (np.array([[np.nan, 0.0]]), np.array([0]), "has no place"),
        (np.zeros((1, 2)), np.array([10]), "class 10 of a point; expected 0 to 9"),
        (np.zeros((1, 2)), np.array([-1]), "class -1 of a point; expected 0 to 9"),
    ],
)
def test_points_that_cannot_be_drawn_are_refused(points, labels, said):
    with pytest.raises(ValueError, match=said):
        given.drawn_key(points, labels)


@over(st.text(max_size=60))
def test_no_text_of_a_link_is_more_than_refused(text):
    for kind in (given.DRAWN, given.ABOVE, given.TABLE):
        try:
            dataset = get(f"{kind}:{text}")
        except ValueError:
            continue
        assert kind != given.TABLE
        assert dataset.classes >= 2


def test_a_class_without_a_point_is_named():
    with pytest.raises(ValueError, match="no point of class 1 is drawn"):
        get(given.drawn_key(SQUARE, np.array([0, 0, 2, 2])))


def test_four_rows_are_learnt_validated_and_tested_alike():
    key = given.drawn_key(SQUARE, np.array([0, 1, 0, 1]))
    data = sample(RunConfig(dataset=key))
    assert len(data.y_train) == len(data.y_validation) == len(data.y_test) == 4
    assert data.extent == given.REACH
    seen = Trainer(RunConfig(dataset=key, optimizer="adam", learning_rate=0.05)).advance(400)
    assert seen.train_accuracy[0] == seen.test_accuracy[0] == 1


def test_class_1_lies_above_the_curve():
    dataset = get(given.above_key("sin(2x)"))
    x, y = dataset.make(500, 0.0, 0)
    np.testing.assert_array_equal(y, x[:, 1] > np.sin(2 * x[:, 0]))
    assert dataset.label == "x₂ > sin(2 * x₁)"


def test_a_curve_outside_the_square_is_named():
    with pytest.raises(ValueError, match=r"all points lie below the curve 'x \+ 9'"):
        get(given.above_key("x + 9")).make(500, 0.1, 0)


def test_a_table_is_at_hand_as_long_as_somebody_holds_it():
    key = given.table_key(b"some", b"content")
    one = given.at_hand(Dataset(key, "mine", 2, "", lambda *_: (SQUARE, np.zeros(4)), rows=4))
    assert get(key) is one
    del one
    gc.collect()
    with pytest.raises(ValueError, match="open its file again"):
        get(key)


def test_keys_of_tables_tell_contents_apart():
    assert given.table_key(b"ab", b"c") != given.table_key(b"a", b"bc")
