"""A table of somebody's own goes along in the file of weights, and comes back with it."""

import gc
import json
from dataclasses import replace

import numpy as np
import pytest
import safetensors.torch
import torch

from explorer.choices import given
from explorer.choices.tables import dataset_of, prepare, read
from explorer.config import Member, RunConfig
from explorer.engine import Trainer
from explorer.takeaway import UnreadableFile, load, save

TEXT = "a,b,c,passed\n" + "\n".join(f"{n % 7},{n % 5},{n % 3},{n % 7 > 3}" for n in range(60))
PRICES = "size,rooms,price\n" + "\n".join(f"{n},{n % 4},{3 * n + 0.5}" for n in range(40))


def trained(text, label):
    table = read(text)
    dataset = dataset_of(prepare(table, label, table.features(label), True), "mine.csv")
    given.at_hand(dataset)
    trainer = Trainer(RunConfig(dataset=dataset.key, hidden=(4,), members=(Member("tanh"),)))
    trainer.advance(30)
    return trainer


@pytest.mark.parametrize(("text", "label"), [(TEXT, "passed"), (PRICES, "price")])
def test_a_run_on_a_table_comes_back_where_nobody_has_the_table(text, label):
    first = trained(text, label)
    data, wanted, before = save(first), first.advance(20), first.config.data
    old, names = first.config.dataset, (before.label, before.inputs, before.answers, before.remark)
    del first, before
    gc.collect()
    with pytest.raises(ValueError, match="open its file again"):
        RunConfig(dataset=old)
    again = load(data)
    gc.collect()
    found = again.config.data
    assert (found.label, found.inputs, found.answers, found.remark) == names
    seen = again.advance(20)
    np.testing.assert_array_equal(seen.train_loss, wanted.train_loss)
    np.testing.assert_array_equal(seen.probability, wanted.probability)


def test_a_run_on_a_shipped_table_takes_no_rows_along():
    trainer = Trainer(RunConfig(dataset="iris", hidden=(4,)))
    assert not any(name.startswith("data.") for name in safetensors.torch.load(save(trainer)))


def changed(data, tensors=(), words=()):
    """The same file with other tensors, and other words of its table."""
    known = safetensors.torch.load(data) | dict(tensors)
    header = json.loads(data[8 : 8 + int.from_bytes(data[:8], "little")])["__metadata__"]
    table = json.loads(header["table"]) | dict(words)
    return safetensors.torch.save(known, header | {"table": json.dumps(table)})


@pytest.mark.parametrize(
    ("tensors", "words", "said"),
    [
        ({"data.x": torch.zeros(60, 0)}, {}, "its table has 0 columns with 3 names"),
        ({"data.x": torch.full((60, 3), float("nan"))}, {}, "its table holds what is no number"),
        ({"data.y": torch.full((60,), 7)}, {}, "2 names for the classes up to 7"),
        ({"data.y": torch.zeros(60)}, {}, "another kind of label than it says"),
        ({"data.y": torch.zeros(3, dtype=torch.int64)}, {}, "its table has the shape"),
        ({"data.x": torch.zeros(60, 3, dtype=torch.float64)}, {}, "its table is of F64"),
        ({}, {"columns": ["a", "b"]}, "3 columns with 2 names"),
        ({}, {"answers": ["x" * 500, "b"]}, "a name in its table is none"),
        ({}, {"more": 1}, "does not say what its table is"),
        ({}, {"kind": "labels"}, "another kind of label"),
    ],
)
def test_a_table_that_is_none_is_refused_in_one_sentence(tensors, words, said):
    data = save(trained(TEXT, "passed"))
    with pytest.raises(UnreadableFile, match=said) as refused:
        load(changed(data, tensors, words))
    assert "\n" not in str(refused.value)


def test_a_config_without_its_table_is_refused():
    trainer = trained(TEXT, "passed")
    config = replace(trainer.config, dataset="iris", hidden=(4,))
    data = save(Trainer(config))
    with pytest.raises(UnreadableFile):
        load(data.replace(b'\\"iris\\"', b'\\"nope\\"'))
