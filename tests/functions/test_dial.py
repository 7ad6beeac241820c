"""The dial from straight to bent: eleven networks in one stack, and what is said of them."""

import numpy as np
import pytest
import torch

from explorer.activations import get
from explorer.config import Member, RunConfig
from explorer.engine import Trainer
from explorer.formula.browser import described
from explorer.functions import dial
from explorer.live.message import unpack
from explorer.live.run import LiveRun
from tests.numbers import read


@pytest.fixture(scope="module")
def trained():
    """The dial of tanh on circles, trained to its last step."""
    run = LiveRun(dial.config("tanh", {}), "1")
    run.finish(60.0)
    return run


def test_circles_come_apart_only_where_the_function_bends(trained):
    accuracy = trained.latest.snapshot.validation_accuracy
    assert accuracy[0] < 0.7
    assert accuracy[-1] >= 0.95
    assert len(accuracy) == len(dial.SHARES) == 11


def test_the_bent_end_is_the_network_of_the_function_itself(trained):
    config = trained.config
    alone = RunConfig(
        dataset=config.dataset,
        samples=config.samples,
        members=(Member("tanh"),),
        batch_size=config.batch_size,
        learning_rate=config.learning_rate,
    )
    trainer = Trainer(alone)
    snapshot = trainer.advance(200)
    together = Trainer(config)
    np.testing.assert_allclose(
        together.advance(200).test_loss[-1], snapshot.test_loss[0], rtol=1e-4
    )


def test_the_straight_network_s_line_gives_its_own_outputs(trained):
    said = dial.one_matrix(trained)
    assert "-" not in said
    text = said.replace(" ", "")
    assert text.startswith("Att=0the3layersmultiplytooneline,")
    line, apart = text.split("oneline,")[1].split(":thesameoutputs,apartbyatmost")
    a, b, c = line.replace("·x₁", " ").replace("·x₂", " ").split()
    x = trained.trainer.samples.x_train
    logits = trained.trainer.stack(x)[0, :, 0]
    told = read(a) * x[:, 0] + read(b.lstrip("+")) * x[:, 1] + read(c.lstrip("+"))
    torch.testing.assert_close(told, logits, rtol=0.02, atol=0.02 * logits.abs().max().item())
    assert read(apart.rstrip(".")) < 1e-5


def test_a_straight_network_is_one_matrix_also_where_the_function_has_no_values():
    run = LiveRun(dial.config("=log(x)", {}), "1")
    run.finish(0.01)
    assert "multiply to one line" in dial.one_matrix(run)
    assert "nan" not in dial.one_matrix(run)


def test_numbers_that_have_grown_too_large_are_said_in_words():
    run = LiveRun(dial.config("tanh", {}), "1")
    run.trainer.stack.weights[0][0] = torch.inf
    assert dial.one_matrix(run).endswith("too large to be multiplied out.")


def test_the_message_has_each_network_s_own_function(trained):
    message = unpack(dial.message(trained))
    for share, title, (one, _) in zip(
        dial.SHARES, message.setting.titles, message.setting.activations, strict=True
    ):
        assert title == f"t = {share:.1f}"
        assert message.setting.functions[one] == described(get("~tanh"), {"dial": share})
    assert not message.tick.playing


def test_a_dial_keeps_the_function_s_own_parameters():
    config = dial.config("leaky_relu", {"negative_slope": 0.3}, "moons", 4)
    assert config.dataset == "moons"
    assert config.members[3].parameters == (("negative_slope", 0.3), ("dial", 0.3))
    assert {member.seed for member in config.members} == {4}
