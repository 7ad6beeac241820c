"""Any config is written as JSON and read again; what is no config is refused in one sentence."""

import json
from dataclasses import replace

import pytest
from hypothesis import given, settings

from explorer.config import Member, RunConfig, file
from explorer.config.presets import PRESETS
from tests.config.test_link import configs
from tests.dense import dense

OTHERS = {
    "plain": RunConfig(),
    "layers": RunConfig(hidden=(4, 3), members=(Member(("relu", "=x*sigmoid(b*x)")),)),
    "formula": RunConfig(
        members=(Member("=max(0, a·x)", parameters=(("a", 0.1),)), Member("~tanh"))
    ),
    "changes": RunConfig(
        members=(
            Member("tanh", learning_rate=1 / 3, norm="batch", residual=True, init_scale=2),
            Member("tanh", 5, changes=(("hidden", (3,)), ("clip", None), ("optimizer", "sgd"))),
        )
    ),
    "no layer": RunConfig(hidden=(), inputs=("x2", "product"), batch_size=None, steps=0),
    "numbers": RunConfig(noise=0.1 + 0.2, learning_rate=1e-300, output_bias=-7, data_seed=3),
}


@dense("config", [*OTHERS.values(), *(one.config for one in PRESETS.values())])
def test_a_config_is_read_as_it_was_written(config):
    for text in (file.write(config), file.write(config, indent=2)):
        assert file.read(text) == config
        assert hash(file.read(text)) == hash(config)


@settings(max_examples=100)
@given(config=configs())
def test_any_config_of_the_form_is_read_as_it_was_written(config):
    assert file.read(file.write(config)) == config


def test_all_fields_are_written_so_that_another_default_changes_nothing():
    told = json.loads(file.write(RunConfig()))
    assert set(told) == set(RunConfig.__dataclass_fields__)
    assert set(told["members"][0]) == set(Member.__dataclass_fields__)


def test_what_is_left_out_is_at_its_default():
    assert file.read('{"samples": 200}') == replace(RunConfig(), samples=200)


WRONG = {
    "": "no JSON",
    "[": "no JSON",
    "[" * 100_000: "no JSON",
    '{"members":' * 50_000: "no JSON",
    "[]": "expected",
    '{"noise": NaN}': "no number",
    '{"noise": 1e999}': "inf",
    '{"magic": 1}': "magic",
    '{"samples": 7.5}': "7.5",
    '{"samples": true}': "True",
    '{"samples": 10}': "10",
    '{"samples": 1' + "0" * 30 + "}": "1000",
    '{"dataset": "cats"}': "cats",
    '{"dataset": null}': "None",
    '{"hidden": 5}': "5",
    '{"hidden": [[2]]}': "[2]",
    '{"inputs": ["x1", "x1"]}': "x1, x1",
    '{"members": []}': "at least one",
    '{"members": [' + '{"activation": "\\u003dx"}, ' * 100 + '{"activation": "=x"}]}': "formulas",
    '{"members": [5]}': "5",
    '{"members": [{"activation": {"a": 1}}]}': "a",
    '{"members": [{"activation": "=sin(("}]}': "Column",
    '{"members": [{"parameters": [["b"]]}]}': "parameters",
    '{"members": [{"changes": [["hidden", 5]]}]}': "hidden",
    '{"members": [{"changes": [["magic", 5]]}]}': "magic",
    '{"members": [{"changes": [["dataset", "moons"]]}]}': "dataset",
    "{" + '"seed": 1, ' * 100_000 + '"seed": 1}': "characters",
}


@dense(("text", "said"), WRONG.items())
def test_what_is_wrong_is_named_in_one_sentence(text, said):
    with pytest.raises(ValueError, match=r".") as caught:
        file.read(text)
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)
