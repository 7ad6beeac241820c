"""Files that give no run: spoilt, cut off, of somebody else, hostile; one sentence each."""

import json
import random
import struct
from dataclasses import replace

import numpy as np
import pytest
import safetensors.torch
import torch

from explorer.config import Member
from explorer.engine import Trainer
from explorer.takeaway import UnreadableFile, load, save, weights
from tests.dense import dense
from tests.takeaway.test_weights import STOPS


@pytest.fixture(scope="module")
def good():
    """The file of a run with all that a file may hold."""
    members = Member("prelu", norm="batch"), Member("tanh", changes=(("hidden", (3,)),))
    trainer = Trainer(replace(STOPS, members=members))
    trainer.train(20)
    trainer.freeze(0, 0, 1)
    return save(trainer)


def parts(data):
    """The header of a file, as JSON, and its numbers."""
    length = struct.unpack("<Q", data[:8])[0]
    return json.loads(data[8 : 8 + length]), data[8 + length :]


def joined(header, numbers):
    """A file of both."""
    text = json.dumps(header).encode()
    return struct.pack("<Q", len(text)) + text + numbers


def told(data, **changes):
    """The same file with other metadata."""
    header, numbers = parts(data)
    about = header["__metadata__"]
    for name, value in changes.items():
        if value is None:
            del about[name]
        else:
            about[name] = value if isinstance(value, str) else json.dumps(value)
    return joined(header, numbers)


def run_of(data, **changes):
    """What a file says of its run, with changes."""
    return json.loads(parts(data)[0]["__metadata__"]["run"]) | changes


def written_over(data, name, value):
    """The same file with one number of a tensor other."""
    header, numbers = parts(data)
    start, _ = header[name]["data_offsets"]
    return joined(header, numbers[:start] + struct.pack("<f", value) + numbers[start + 4 :])


def other_config(data, **changes):
    """The same file that says it is of another config."""
    config = json.loads(parts(data)[0]["__metadata__"]["config"])
    return told(data, config=config | changes)


WRONG = {
    "nothing": lambda good: b"",
    "not ours": lambda good: b"PK\x03\x04" + bytes(100),
    "a pickle": lambda good: b"\x80\x04cos\nsystem\n(S'true'\ntR.",
    "cut off in the header": lambda good: good[:100],
    "cut off in the numbers": lambda good: good[:-1],
    "too long": lambda good: good + b"\0",
    "a header larger than the file": lambda good: struct.pack("<Q", 2**62) + good[8:],
    "too large": lambda good: bytes(weights.MOST_BYTES + 1),
    "somebody else's": lambda good: safetensors.torch.save({"a": torch.zeros(2)}),
    "no config": lambda good: told(good, config=None),
    "another program's metadata": lambda good: told(good, config="hello"),
    "a nested config": lambda good: told(good, config="[" * 50_000),
    "a wrong config": lambda good: other_config(good, dataset="cats"),
    "a formula that is no text": lambda good: other_config(
        good, members=[{"activation": "=\ud800"}]
    ),
    "a config of other networks": lambda good: other_config(good, hidden=[6, 5]),
    "a config of huge networks": lambda good: other_config(good, hidden=[256] * 50),
    "a config of many networks": lambda good: other_config(good, members=[{}] * 900),
    "a config of too many networks": lambda good: other_config(good, members=[{}] * 300_000),
    "a config whose points cannot be": lambda good: other_config(
        good, samples=50, class_share=0.05
    ),
    "an optimiser with other state": lambda good: other_config(good, optimizer="sgd"),
    "no step": lambda good: told(good, run={}),
    "a step that is none": lambda good: told(good, run=run_of(good, step=-1)),
    "a step beyond all": lambda good: told(good, run=run_of(good, step=10**30)),
    "a step in words": lambda good: told(good, run=run_of(good, step="one")),
    "too few networks": lambda good: told(good, run=run_of(good, networks=[])),
    "networks that are none": lambda good: told(good, run=run_of(good, networks=[1, None])),
    "NaN in a weight": lambda good: written_over(good, "networks.0.0.weight", np.nan),
    "∞ in a weight": lambda good: written_over(good, "networks.0.0.weight", np.inf),
    "NaN in the state": lambda good: written_over(good, "optimiser.m.networks.1.0.bias", np.nan),
    "a variance below 0": lambda good: written_over(good, "networks.0.1.running_var", -1.0),
}
NETWORKS = {
    "diverged_at": (21, -1, "x", True, 1.5),
    "best_step": (21, [], {}),
    "frozen": (None, 5, [[0]], [[9, 0]], [[0, 99]], [[0, 0, 0]], ["ab"], [[True, 0]]),
    "best": (None, 5, [1], [99, 0.5], [1, "x"], [None, 1.0]),
}


@dense("name", WRONG)
def test_a_file_that_gives_no_run_is_refused_in_one_sentence(name, good):
    check_refused(WRONG[name](good))


@dense(("name", "value"), [(name, value) for name, values in NETWORKS.items() for value in values])
def test_what_a_file_says_of_a_network_is_checked(name, value, good):
    run = run_of(good)
    run["networks"][0] |= {name: value}
    check_refused(told(good, run=run))


def check_refused(data):
    with pytest.raises(UnreadableFile) as caught:
        load(data)
    said = str(caught.value)
    assert said.startswith("This ")
    assert said.encode()
    assert said.endswith(".")
    assert "\n" not in said
    assert len(said) < 300


def test_a_tensor_of_another_shape_or_kind_is_named(good):
    header, numbers = parts(good)
    header["networks.0.0.weight"]["shape"].reverse()
    with pytest.raises(UnreadableFile, match=r"networks\.0\.0\.weight is F32 \[2, 5\]"):
        load(joined(header, numbers))
    tensors = safetensors.torch.load(good)
    about = parts(good)[0]["__metadata__"]
    for change in (lambda one: one.double(), lambda one: one.half(), lambda one: one.long()):
        other = {
            name: change(one) if name.endswith("0.0.bias") else one for name, one in tensors.items()
        }
        with pytest.raises(UnreadableFile, match=r"expected F32"):
            load(safetensors.torch.save(other, about))
    for names in ({"more": torch.zeros(1)}, {}):
        other = dict(tensors) | names
        if not names:
            del other["best.networks.0.0.weight"]
        with pytest.raises(UnreadableFile, match=r"want other numbers"):
            load(safetensors.torch.save(other, about))


def test_a_thousand_spoilt_files_are_refused_or_give_a_run(good, monkeypatch):
    """Bytes changed, taken out or put in, at any place and in what the header says."""
    monkeypatch.setenv("EXPLORER_ENGINE", "torch")  # a formula by chance is not compiled
    owner = random.Random(4)
    said = []
    for number in range(1000):
        data = spoilt(good, owner, number % 4)
        try:
            trainer = load(data)
        except UnreadableFile as error:
            said.append(str(error))
        else:
            trainer.train(1)
    assert 500 < len(said) < 1000
    assert max(map(len, said)) < 300


def spoilt(good, owner, how):
    """A file with some bytes wrong: anywhere, in the header, in its metadata or its numbers."""
    length = struct.unpack("<Q", good[:8])[0]
    if how == 1:
        header, numbers = parts(good)
        about = header["__metadata__"]
        name = owner.choice(["config", "run"])
        about[name] = mutated(about[name].encode(), owner).decode("latin-1")
        return joined(header, numbers)
    if how == 2:
        return good[:8] + mutated(good[8 : 8 + length], owner) + good[8 + length :]
    if how == 3:
        place = owner.randrange(8 + length, len(good))
        return good[:place] + owner.randbytes(1) + good[place + 1 :]
    return mutated(good, owner)


def mutated(data, owner):
    """One to three changes of bytes."""
    for _ in range(owner.randint(1, 3)):
        place = owner.randrange(len(data))
        kind = owner.randrange(4)
        more = owner.choice([owner.randbytes(1), b"0", b"9", b"-", b"]", b'"', b"e", b"null"])
        data = data[:place] + (b"" if kind == 0 else more) + data[place + (kind < 3) :]
    return data
