"""A table becomes a data set that networks learn."""

import gc
import weakref

import numpy as np
import pytest

from explorer.choices import given
from explorer.choices.datasets import get
from explorer.choices.tables import MOST_ROWS, dataset_of, prepare, read
from explorer.config import Member, RunConfig
from explorer.engine import Trainer, sample

ROWS = "\n".join(f"{n % 7},{n % 5},{n % 3},{'yes' if n % 7 > 3 else 'no'}" for n in range(60))
FOUR = "grade,admitted\n1.0,1\n2.1,1\n3.2,0\n3.9,0\n"


def learnt(text, label, name="rows", **options):
    table = read(text)
    prepared = prepare(table, label, table.features(label), True, **options)
    return given.at_hand(dataset_of(prepared, name))


def test_a_network_learns_a_table_with_its_columns_and_classes():
    dataset = learnt("a,b,c,passed\n" + ROWS, "passed", "exam.csv")
    assert dataset.inputs == ("a", "b", "c")
    assert dataset.answers == ("no", "yes")
    assert dataset.label == "exam.csv"
    assert dataset.remark == "60 rows: passed, 2 classes, from 3 inputs."
    config = RunConfig(dataset=dataset.key, learning_rate=0.05, optimizer="adam")
    assert config.features == ("a", "b", "c")
    trainer = Trainer(config)
    assert trainer.samples.plane is not None
    assert trainer.advance(400).test_accuracy[0] == 1


def test_four_rows_of_one_input_are_learnt():
    dataset = learnt(FOUR, "admitted")
    assert dataset.remark == "4 rows: admitted, 2 classes, from 1 input: x₁ is grade."
    assert dataset.answers == ("admitted 0", "admitted 1")
    run = RunConfig(dataset=dataset.key, members=(Member("tanh"),), learning_rate=0.05)
    assert run.widths[0] == 1
    assert Trainer(run).advance(500).train_accuracy[0] == 1
    heights = sample(run).places[:, 1]
    assert heights.min() < 0 < heights.max()  # class 1 lies above class 0


def test_a_number_is_learnt_as_a_number():
    text = "size,rooms,price\n" + "\n".join(f"{n},{n % 4},{3 * n + 0.5}" for n in range(40))
    dataset = learnt(text, "price")
    assert dataset.problem == "regression"
    seen = Trainer(RunConfig(dataset=dataset.key, learning_rate=0.05)).advance(500)
    assert seen.test_accuracy[0] > 0.9  # R²


def test_other_content_and_other_names_make_other_keys():
    keys = {
        learnt("a,b,c,passed\n" + ROWS, "passed").key,
        learnt("a,b,d,passed\n" + ROWS, "passed").key,
        learnt("a,b,c,passed\n" + ROWS.replace("6", "5"), "passed").key,
        learnt("a,b,c,passed\n" + ROWS, "passed", "another").key,
    }
    assert len(keys) == 4


def test_of_many_rows_some_are_taken_evenly():
    text = "a,b,y\n" + "\n".join(f"{n},{n % 11},{n % 2}" for n in range(MOST_ROWS + 3000))
    dataset = learnt(text, "y")
    x, _ = dataset.make(1, 0.0, 0)
    assert dataset.rows == len(x) == MOST_ROWS
    assert np.ptp(x[:, 0]) == pytest.approx(2 * np.sqrt(3), rel=1e-3)  # from the first to the last


def test_the_points_of_a_table_are_dealt_out_once_and_go_with_it():
    dataset = learnt("a,b,c,passed\n" + ROWS, "passed")
    config = RunConfig(dataset=dataset.key)
    first = sample(config)
    assert sample(RunConfig(dataset=dataset.key, learning_rate=0.5)) is first
    assert sample(RunConfig(dataset=dataset.key, seed=1)) is not first
    told = weakref.ref(first)
    del dataset, config, first
    gc.collect()
    assert told() is None


def test_a_table_is_gone_with_who_held_it():
    key = learnt(FOUR, "admitted").key  # the data set itself nobody holds any more
    with pytest.raises(ValueError, match="open its file again"):
        RunConfig(dataset=key)
    with pytest.raises(ValueError, match="table of somebody's own"):
        get(key)


def test_no_mark_of_a_file_name_is_read_as_markdown():
    dataset = learnt(FOUR, "admitted", "**a** [b](http://c) `d` $e$ <f> #g.csv")
    assert dataset.label == "a b(http://c) d e f g.csv"
