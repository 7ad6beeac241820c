"""Any sweep is written as JSON and read again; what is none is refused in one sentence."""

import json
import random
import re
from dataclasses import replace

import pytest

from explorer.config import Member, RunConfig
from explorer.sweeps import Axis, Sweep, sweep_file
from explorer.sweeps.axes import FIELDS
from tests import ROOT
from tests.dense import dense
from tests.sweeps.cases import BOTH, XOR

SLOPED = replace(XOR, members=(Member("leaky_relu", 3, parameters=(("negative_slope", 0.1),)),))
SWEEPS = (
    Sweep(RunConfig()),
    BOTH,
    replace(BOTH, seeds=256, target=1 / 3, looks=7),
    Sweep(XOR, (Axis("hidden", ((2,), (3, 2))), Axis("norm", (None, "layer")))),
    Sweep(XOR, (Axis("activation", (("tanh",), ("=x*sigmoid(b*x)",))), Axis("clip", (None, 1)))),
    Sweep(XOR, (Axis("residual", (False, True)), Axis("width", (2, 5)), Axis("depth", (1, 3)))),
    Sweep(SLOPED, (Axis("parameter.negative_slope", (0.1 + 0.2, 1e-300, 0)),)),
)


@dense("sweep", SWEEPS)
def test_a_sweep_is_read_as_it_was_written(sweep):
    assert sweep_file.read(sweep_file.write(sweep)) == sweep


def test_the_file_that_the_readme_shows_is_a_sweep():
    (shown,) = re.findall(r"```json\n(.*?)```", (ROOT / "README.md").read_text(), re.DOTALL)
    assert sweep_file.read(shown).shape == (3, 64)


def test_what_is_left_out_is_at_its_default():
    assert sweep_file.read("{}") == Sweep(RunConfig())


@pytest.mark.parametrize(
    ("given", "values"),
    [
        ({"from": 0, "to": 1, "count": 5}, (0.0, 0.25, 0.5, 0.75, 1.0)),
        ({"from": 0.001, "to": 1, "count": 4, "scale": "log"}, (0.001, 0.01, 0.1, 1.0)),
        ({"from": 1, "to": 0, "count": 2, "scale": "linear"}, (1.0, 0.0)),
    ],
    ids=str,
)
def test_an_axis_is_given_by_its_ends(given, values):
    (axis,) = sweep_file.read(json.dumps({"axes": {"learning_rate": given}})).axes
    assert axis.values == pytest.approx(values, rel=1e-12)
    assert (axis.values[0], axis.values[-1]) == (values[0], values[-1])


def test_between_the_ends_of_whole_numbers_are_whole_numbers():
    ends = {"from": 1, "to": 64, "count": 4, "scale": "log"}
    (axis,) = sweep_file.read(json.dumps({"axes": {"width": ends}})).axes
    assert axis.values == (1, 4, 16, 64)
    assert {type(value) for value in axis.values} == {int}


def ends(text, field="learning_rate"):
    return f'{{"axes": {{"{field}": {{{text}}}}}}}'


WRONG = {
    "": "no JSON",
    "[1]": "[1]",
    '{"run": 5}': "5",
    '{"runs": {}}': "'runs'",
    '{"run": {"magic": 1}}': "'magic'",
    '{"run": {"members": [{}, {}]}}': "2 members",
    '{"run": {"samples": 7}}': "7",
    '{"axes": []}': "[]",
    '{"axes": {"colour": ["red"]}}': "'colour'",
    '{"axes": {"seed": [1, 2]}}': "'seed'",
    '{"axes": {"learning_rate": 0.1}}': "0.1",
    '{"axes": {"learning_rate": []}}': "'learning_rate' has no value",
    '{"axes": {"learning_rate": ["fast"]}}': "'fast'",
    '{"axes": {"learning_rate": [0.1, 0.1]}}': "0.1 more than once",
    '{"axes": {"learning_rate": [0.1], "learning_rate": [0.2]}}': "'learning_rate' stands twice",
    '{"axes": {"learning_rate": [-1]}}': "-1",
    '{"axes": {"learning_rate": [1e999]}}': "inf",
    '{"axes": {"activation": ["magic"]}}': "'magic'",
    '{"axes": {"activation": [5]}}': "5",
    '{"axes": {"activation": [{"a": 1}]}}': "{'a': 1}",
    '{"axes": {"hidden": [5]}}': "5",
    '{"axes": {"width": [2.5]}}': "2.5",
    '{"axes": {"parameter.negative_slope": ["steep"]}}': "'steep'",
    '{"axes": {"parameter.magic": [1]}}': "'magic'",
    ends('"from": 1, "to": 2'): "lacks 'count'",
    ends('"from": 1, "to": 2, "count": 3, "base": 2'): "'base'",
    ends('"from": 1, "to": 2, "count": 1'): "count of axis 'learning_rate' is 1",
    ends('"from": 1, "to": 2, "count": 1000000000'): "1000000000",
    ends('"from": 0, "to": 2, "count": 3, "scale": "log"'): "from of axis 'learning_rate' is 0",
    ends('"from": 1, "to": 2, "count": 3, "scale": "cubic"'): "'cubic'",
    ends('"from": "a", "to": 2, "count": 3'): "'a'",
    ends('"from": 1, "to": 1e999, "count": 3'): "inf",
    ends('"from": 1, "to": 2, "count": 3', "activation"): "'activation' takes no numbers",
    ends('"from": 1, "to": 2, "count": 5', "width"): "'width' has 2 more than once",
    '{"seeds": 257}': "257",
    '{"seeds": 0}': "0",
    '{"seeds": "many"}': "'many'",
    '{"target": 95}': "95",
    '{"looks": 0}': "0",
    json.dumps(
        {
            "axes": {
                "learning_rate": {"from": 0, "to": 1, "count": 100_000},
                "init_scale": {"from": 0, "to": 1, "count": 100_000},
            }
        }
    ): "10,000,000,000 networks",
    json.dumps({"axes": {"=" * 10_000_000: []}}): "characters",
}


@dense(("text", "said"), WRONG.items())
def test_what_is_wrong_is_named_in_one_sentence(text, said):
    with pytest.raises(ValueError, match=r".") as caught:
        sweep_file.read(text)
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)
    assert len(str(caught.value)) < 600


PIECES = (
    *("{}", "[]", "null", "true", "-1", "0", "1e999", "1e308", "257", '"x"', '"\\ud800"', "[[1]]"),
    *('{"from": 1, "to": 2, "count": 3}', '{"from": 0}', "NaN", "9" * 30, '"=x*a"', '["tanh"]'),
    *(json.dumps(name) for name in (*FIELDS, "parameter.", "seeds", "axes", "run", "members")),
)


def mutated(text, chance):
    """The text with some of its parts cut out, doubled or replaced."""
    for _ in range(chance.randint(1, 4)):
        first = chance.randrange(len(text) + 1)
        last = min(len(text), first + chance.choice((0, 1, 2, 5, 20)))
        piece = chance.choice((*PIECES, "", text[first:last] * 2, chance.choice('{}[]",:0a')))
        text = text[:first] + piece + text[last:]
    return text


def with_other_parts(given, chance):
    """The same JSON with one of its values, somewhere, replaced."""
    if isinstance(given, dict | list) and given and chance.random() < 0.85:
        key = chance.choice(list(given) if isinstance(given, dict) else range(len(given)))
        given[key] = with_other_parts(given[key], chance)
        return given
    return chance.choice(PLACED)


PLACED = [json.loads(piece) for piece in PIECES]


def test_whatever_a_file_says_it_is_a_sweep_or_one_sentence():
    chance = random.Random(0)
    texts = [sweep_file.write(sweep) for sweep in SWEEPS]
    read = 0
    for number in range(400):
        text = chance.choice(texts)
        if number % 2:
            text = mutated(text, chance)
        else:
            text = json.dumps(with_other_parts(json.loads(text), chance))
        again, said = tried(text)
        if again is None:
            assert said, text
            assert "\n" not in said, text
        else:
            assert sweep_file.read(sweep_file.write(again)) == again, text
            read += 1
    assert 0 < read < 400


def tried(text):
    """The sweep of a text, or what was said of it."""
    try:
        return sweep_file.read(text), ""
    except ValueError as error:
        return None, str(error)
