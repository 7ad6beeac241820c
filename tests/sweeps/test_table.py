"""A table has one row a network, and its file knows the sweep and is whole or not there."""

import json
from dataclasses import replace

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from explorer.config import Member
from explorer.engine import Trainer
from explorer.sweeps import Axis, Sweep, play, sweep_file
from explorer.sweeps.playing import NEVER
from explorer.sweeps.saving import ResultsFile
from explorer.sweeps.table import joined, read, rows, schema, write
from tests.sweeps.cases import BOTH, XOR


@pytest.fixture(scope="module")
def whole():
    return rows(BOTH, play(BOTH, range(BOTH.count)))


def test_a_row_says_what_its_network_is_and_came_to(whole):
    found = play(BOTH, range(BOTH.count))
    steps = found.reached(BOTH)
    for place, row in enumerate(whole.to_pylist()):
        activation, rate = BOTH.values(place // 3)
        assert (row["place"], row["activation"], row["learning_rate"]) == (place, activation, rate)
        assert (row["seed"], row["steps"]) == (7 + place % 3, 60)
        assert row["reached_at"] == (None if steps[place] == NEVER else steps[place])
        assert row["diverged_at"] is None
    seen = Trainer(BOTH.config(range(BOTH.count))).advance(60)
    for name in ("train_loss", "validation_accuracy", "test_loss"):
        np.testing.assert_allclose(whole[name], getattr(seen, name), rtol=1e-6)


def test_a_network_that_diverged_says_when_and_keeps_finite_losses():
    wild = replace(XOR, optimizer="sgd", members=(Member("relu"),), hidden=(8,) * 6)
    sweep = Sweep(wild, (Axis("learning_rate", (0.1, 1e6)),))
    calm, gone = rows(sweep, play(sweep, [0, 1])).to_pylist()
    assert calm["diverged_at"] is None
    assert gone["diverged_at"] > 0
    assert np.isfinite(gone["train_loss"])


@pytest.mark.parametrize(
    ("field", "values", "kind", "told"),
    [
        ("learning_rate", (1, 0.5), pa.float64(), [1.0, 0.5]),
        ("learning_rate", (None, 0.5), pa.float64(), [None, 0.5]),
        ("width", (2, 3), pa.int64(), [2, 3]),
        ("residual", (False, True), pa.bool_(), [False, True]),
        ("activation", ("relu", ("tanh",)), pa.string(), ["relu", '["tanh"]']),
        ("hidden", ((2,), (3, 2)), pa.string(), ["[2]", "[3, 2]"]),
        ("norm", (None, "layer"), pa.string(), [None, "layer"]),
    ],
    ids=str,
)
def test_numbers_stay_numbers_and_all_else_is_text(field, values, kind, told):
    sweep = Sweep(replace(XOR, steps=1), (Axis(field, values),))
    table = rows(sweep, play(sweep, [1, 0]))
    assert table.schema.field(field).type == kind
    assert table["place"].to_pylist() == [1, 0]
    assert table[field].to_pylist() == told[::-1]


def test_a_file_gives_back_the_sweep_and_the_rows_in_their_order(whole, tmp_path):
    path = tmp_path / "results.parquet"
    write(path, joined([whole.slice(9), whole.slice(0, 9)]))
    sweep, table = read(path)
    assert sweep == BOTH
    assert table.equals(whole)
    assert [one.name for one in tmp_path.iterdir()] == ["results.parquet"]
    assert json.loads(pq.read_metadata(path).metadata[b"sweep"])["seeds"] == 3


def damaged(path, whole):
    """Files that are no results of a sweep, and a word of what is said of each."""
    write(path, whole)
    data = path.read_bytes()
    told = {b"sweep": sweep_file.write(replace(BOTH, seeds=2))}
    yield data[: len(data) // 2], "no Parquet file"
    yield data[:-40] + bytes(40), "no Parquet file"
    yield b"", "no Parquet file"
    for table, said in (
        (whole.replace_schema_metadata(None), "no file of a sweep's results"),
        (whole.replace_schema_metadata({b"sweep": "{]"}), "cannot be read"),
        (whole.replace_schema_metadata(told), "other rows"),
        (whole.drop_columns(["seed"]), "other rows"),
        (joined([whole, whole]), "other rows"),
    ):
        write(path, table)
        yield path.read_bytes(), said


def test_a_file_of_something_else_is_refused_in_one_sentence(whole, tmp_path):
    path = tmp_path / "results.parquet"
    for data, said in list(damaged(path, whole)):
        path.write_bytes(data)
        with pytest.raises(ValueError, match=said) as refused:
            read(path)
        assert str(path) in str(refused.value)
        assert "\n" not in str(refused.value)


def test_what_stands_in_the_file_is_not_trained_again(whole, tmp_path):
    path = tmp_path / "results.parquet"
    write(path, whole.slice(5, 7))
    file = ResultsFile(path, BOTH)
    missing = sorted(place for chunk in file.missing() for place in chunk)
    assert missing == [place for place in range(18) if not 5 <= place < 12]
    file.add(play(BOTH, missing))
    assert not list(file.missing())
    file.save()
    assert read(path)[1].equals(whole)


def test_what_is_found_is_saved_on_the_way(tmp_path, monkeypatch):
    monkeypatch.setattr("explorer.sweeps.saving.EVERY", 0.0)
    monkeypatch.setattr("explorer.sweeps.saving.SHARE", 1e9)
    file = ResultsFile(tmp_path / "results.parquet", BOTH)
    for done, place in enumerate((4, 11, 3), start=1):
        file.add(play(BOTH, [place]))
        assert len(read(file.path)[1]) == done


def test_results_of_another_sweep_are_not_written_over(whole, tmp_path):
    path = tmp_path / "results.parquet"
    write(path, whole)
    for other in (replace(BOTH, target=0.9), replace(BOTH, seeds=2), Sweep(XOR)):
        with pytest.raises(ValueError, match="another sweep"):
            ResultsFile(path, other)
    assert read(path)[1].equals(whole)


def test_networks_that_take_long_come_in_smaller_chunks(tmp_path):
    wide = replace(XOR, samples=2000, batch_size=None, hidden=(64,) * 8, steps=1000)
    for run, most in ((XOR, 256), (wide, 8)):
        sweep = Sweep(run, (Axis("learning_rate", tuple(k / 100 for k in range(100))),), 8)
        sizes = [len(one) for one in ResultsFile(tmp_path / "new", sweep).missing()]
        assert max(sizes) == most
        assert sum(sizes) == sweep.count


def test_a_sweep_without_rows_has_all_its_columns():
    assert schema(BOTH).empty_table().schema.equals(rows(BOTH, play(BOTH, [0])).schema)
