"""Two networks from logits near −6: how much sooner BCE finds the boundary, and why."""

import numpy as np
import pytest
import torch

from explorer.choices.losses import LOSSES
from explorer.config import RunConfig
from explorer.engine import Trainer
from explorer.outputs.answers import answers
from explorer.outputs.wrong_start import RIGHT, found_at, reason, run, taught

STRIDE = 5  # steps from one look to the next
MOST = 4000


def said_now(trainer):
    return answers(trainer, trainer.stack.parameters.numpy(), "train")


def test_bce_finds_the_boundary_in_a_fifth_of_the_steps_or_fewer():
    trainer, history = Trainer(run()), []
    while len(history) * STRIDE < MOST and found_at(history, 1) is None:
        history.append(trainer.advance(STRIDE))
    quick, slow = found_at(history, 0), found_at(history, 1)
    assert quick is not None
    assert slow is not None
    assert slow >= 5 * quick, (quick, slow)


def test_both_begin_alike_with_logits_near_the_start_where_y_is_1():
    found = taught(said_now(Trainer(run())), run())
    assert found[0].logit == found[1].logit == pytest.approx(-6, abs=1)
    assert found[0].pull == pytest.approx(found[0].error)
    assert found[0].pull > 50 * found[1].pull


def test_the_pull_is_the_mean_of_the_slopes_that_autograd_finds():
    config = run(-3.0)
    trainer = Trainer(config)
    trainer.train(20)
    said = said_now(trainer)
    for member, one in enumerate(taught(said, config)):
        z = torch.tensor(said.logits[member][said.y == 1], dtype=torch.float64, requires_grad=True)
        key = config.loss_of(config.members[member])
        LOSSES[key].mean(z[None, :, None], torch.ones(len(z), 1)).backward()
        assert one.pull == pytest.approx(float(z.grad.abs().sum()), rel=1e-6)


def test_the_reason_names_the_factor_and_how_much_less_it_leaves():
    trainer = Trainer(run())
    text = reason(taught(said_now(trainer), run()))
    assert "σ's own slope" in text
    assert text.endswith("of BCE's.")


def test_a_boundary_that_is_not_found_yet_has_no_step():
    seen = [Trainer(run()).advance(1)]
    assert found_at(seen, 1) is None
    assert seen[0].validation_accuracy[1] < RIGHT


def test_a_share_without_a_point_of_class_1_is_refused():
    said = said_now(Trainer(run()))
    nobody = type(said)(said.titles, said.x, np.zeros_like(said.y), said.logits)
    with pytest.raises(ValueError, match="no point is of class 1"):
        taught(nobody, RunConfig())
