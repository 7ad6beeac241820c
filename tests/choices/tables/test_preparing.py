"""A table becomes the numbers that a network is given, and says what was done."""

import numpy as np
import pytest

from explorer.choices.outputs import OUTPUTS
from explorer.choices.tables import TableError, prepare, read

MIXED = (
    "sex,town,age,height,ill\n"
    "f,Wien,20,1.5,no\nm,Graz,30,,yes\nf,Linz,40,1.7,no\nm,Wien,,1.9,yes\n,Graz,60,1.6,\n"
)


def prepared(text, label=None, features=None, standardise=False, **others):
    table = read(text)
    label = label or table.label
    return prepare(table, label, features or table.features(label), standardise, **others)


def test_words_become_inputs_and_gaps_are_filled():
    made = prepared(MIXED)
    assert made.inputs == ("sex = m", "town = Graz", "town = Linz", "town = Wien", "age", "height")
    assert made.x.dtype == np.float32
    wanted = [
        [0, 0, 0, 1, 20, 1.5], [1, 1, 0, 0, 30, 1.7], [0, 0, 1, 0, 40, 1.7], [1, 0, 0, 1, 30, 1.9],
    ]  # fmt: skip
    np.testing.assert_array_equal(made.x, np.float32(wanted))
    np.testing.assert_array_equal(made.y, [0, 1, 0, 1])
    assert made.y.dtype == np.int64
    assert (made.problem, made.classes) == ("binary", ("no", "yes"))
    assert made.rows.tolist() == [2, 3, 4, 5]


def test_all_that_was_done_is_said():
    assert prepared(MIXED).said == (
        '1 row without a value of column "ill" is left out.',
        'Column "sex" is 0 for "f" and 1 for "m".',
        'Column "town" becomes 3 inputs, "Graz", "Linz" and "Wien": '
        "the one of the row's word is 1, the others 0.",
        'Column "age" has 1 gap, filled with its median, 30.',
        'Column "height" has 1 gap, filled with its median, 1.7.',
        'Column "ill" has 2 classes: no (2 rows) and yes (2 rows).',
    )


def test_rows_with_gaps_may_be_left_out_instead():
    made = prepared(MIXED.replace("40,1.7,no", "40,1.7,yes"), fill=False)
    assert made.rows.tolist() == [2, 4]
    assert "2 rows with gaps are left out." in made.said
    table = read(MIXED)
    with pytest.raises(TableError, match='have fewer than 2 values of column "ill"'):
        prepare(table, "ill", table.features("ill"), True, fill=False)


def test_a_gap_of_words_is_filled_with_the_commonest():
    made = prepared("w,x,y\na,1,0\nb,2,1\nb,3,0\n,4,1\n")
    assert made.x[:, 0].tolist() == [0, 1, 1, 1]
    assert 'Column "w" has 1 gap, filled with its commonest word, "b".' in made.said


def test_standardising_gives_mean_0_and_variance_1_and_can_be_undone():
    text = "x,z,y\n1,100.5,0\n2,300.25,1\n4,200,0\n9,700,1\n"
    plain, made = prepared(text), prepared(text, standardise=True)
    np.testing.assert_allclose(made.x.mean(axis=0), 0, atol=1e-6)
    np.testing.assert_allclose(made.x.std(axis=0), 1, rtol=1e-6)
    np.testing.assert_allclose(made.x * made.scale + made.shift, plain.x, rtol=1e-5)


def test_a_number_of_many_values_is_predicted_as_a_number():
    made = prepared("x,price\n1,100.5\n2,250\n3,300\n4,420\n", standardise=True)
    assert (made.problem, made.classes, made.y.dtype) == ("regression", (), np.float32)
    np.testing.assert_allclose(
        made.y * made.label_scale + made.label_shift, [100.5, 250, 300, 420], rtol=1e-5
    )
    np.testing.assert_array_equal(
        prepared("x,price\n1,100.5\n2,250\n3,300\n4,420\n").y, np.float32([100.5, 250, 300, 420])
    )


def test_every_problem_found_is_in_the_registry():
    texts = ("x,y\n1,0\n2,1\n", "x,y\n" + "1,a\n2,b\n3,c\n", "x,y\n1,0.5\n2,1.5\n")
    found = [prepared(text).problem for text in texts]
    assert found == ["regression", "classes", "regression"]
    assert set(found) <= set(OUTPUTS)


@pytest.mark.parametrize("classes", [2, 10])
def test_whole_numbers_of_few_values_are_classes_in_their_order(classes):
    text = "x,y\n" + "".join(f"{i}.5,{classes - i % classes}\n" for i in range(3 * classes))
    made = prepared(text)
    assert made.classes == tuple(str(k + 1) for k in range(classes))
    np.testing.assert_array_equal(made.y, [classes - 1 - i % classes for i in range(3 * classes)])


def test_eleven_classes_are_refused_and_eleven_whole_numbers_are_a_regression():
    words = "x,y\n" + "".join(f"{i}.5,class {i % 11}\n" for i in range(33))
    with pytest.raises(TableError) as caught:
        prepared(words, "y", ("x",))
    assert str(caught.value) == (
        'Column "y": it has 11 different values; at most 10 classes are told apart.'
    )
    numbers = "x,y\n" + "".join(f"{i}.5,{i % 11}\n" for i in range(33))
    assert prepared(numbers).problem == "regression"
    with pytest.raises(TableError, match="11 different values"):
        prepared(numbers, problem="classes")


def test_a_constant_column_is_left_out_and_said():
    made = prepared("x,z,y\n1,7,0\n2,7,1\n3,7,0\n4,7,1\n", "y", ("x", "z"))
    assert made.inputs == ("x",)
    assert 'Column "z" has the same value in every row and is left out.' in made.said


def refusal(text, label, features, **others):
    with pytest.raises(TableError) as caught:
        prepare(read(text), label, features, True, **others)
    return str(caught.value)


def test_columns_that_cannot_be_chosen_are_refused_by_name():
    text = "day,x,z,w,y\n" + "".join(f"2024-01-{i + 1:02},{i},7,w{i},{i % 2}\n" for i in range(24))
    assert refusal(text, "y", ("day",)).startswith('Column "day": it holds dates')
    assert refusal(text, "day", ("x",)).startswith('Column "day": it holds dates')
    assert refusal(text, "y", ("x", "y")).startswith('Column "y": it is to be predicted')
    assert refusal(text, "y", ("w",)).startswith('Column "w": it has 24 different words')
    assert refusal(text, "z", ("x",)).startswith('Column "z": it has the same value')
    assert refusal(text, "y", ("z",)).startswith('No column is left to predict column "y" from')
    assert refusal(text, "y", ()).startswith("No column is left")
    assert refusal(text, "w", ("x",), problem="regression").startswith('Column "w": it holds words')


def test_more_inputs_than_are_taken_are_refused_with_their_number():
    names = ",".join(f"w{k}" for k in range(14)) + ",y\n"
    rows = "".join(",".join([f"v{i % 20}"] * 14) + f",{i % 2}.5\n" for i in range(40))
    text = names + rows
    assert refusal(text, "y", read(text).features("y")) == (
        "The columns make 280 inputs; at most 256 are taken: choose fewer."
    )


def test_a_problem_that_is_not_known_is_refused_by_name():
    with pytest.raises(ValueError, match="unknown problem 'ranks'"):
        prepared("x,y\n1,0\n2,1\n3,0\n4,1\n", problem="ranks")
