"""What networks say of a share of the points: the engine's own numbers, and who is compared."""

import numpy as np
import pytest
import torch

from explorer.config import Member, RunConfig
from explorer.engine import Trainer
from explorer.engine.data import SHARES
from explorer.outputs.answers import CLASSICAL, answers, classical, curves
from explorer.outputs.measures import measures

TWO = RunConfig(dataset="moons", noise=0.3, members=(Member("identity"), Member("tanh")))
FIVE = RunConfig(dataset="blobs", noise=0.3, members=(Member("identity"), Member("tanh")))


def trained(config, steps=100):
    trainer = Trainer(config)
    return trainer, trainer.advance(steps, frozenset())


@pytest.mark.parametrize("config", [TWO, FIVE], ids=["two classes", "five"])
@pytest.mark.parametrize("share", SHARES)
def test_labels_at_one_half_are_right_as_often_as_the_engine_says(config, share):
    trainer, seen = trained(config)
    said = answers(trainer, trainer.stack.parameters.numpy(), share)
    accuracy = getattr(seen, f"{share}_accuracy")
    np.testing.assert_allclose((said.label() == said.y).mean(axis=1), accuracy, atol=1e-6)
    for member in range(2):
        judged = measures(said.y, said.probability[member])
        assert judged["accuracy"] == pytest.approx(accuracy[member], abs=1e-6)
    assert classical(config, share).shape[0] == len(said.y)


def test_choices_are_made_by_the_validation_points_where_no_share_is_named():
    trainer, _ = trained(TWO)
    said = answers(trainer, trainer.stack.parameters.numpy())
    np.testing.assert_array_equal(said.x, trainer.samples.x_validation.numpy())


def test_the_answers_are_of_the_parameters_given_and_the_run_stays_as_it_is():
    trainer = Trainer(TWO)
    first = trainer.stack.parameters.numpy().copy()
    before = answers(trainer, first).logits
    trainer.train(50)
    now = trainer.stack.parameters.clone()
    np.testing.assert_array_equal(answers(trainer, first).logits, before)
    assert not np.array_equal(answers(trainer, now.numpy()).logits, before)
    torch.testing.assert_close(trainer.stack.parameters, now, rtol=0, atol=0)


def test_each_network_and_logistic_regression_have_a_curve():
    trainer, _ = trained(TWO, 500)
    said = answers(trainer, trainer.stack.parameters.numpy())
    found = curves(said, TWO)
    assert list(found) == [*TWO.titles, CLASSICAL]
    # A network without an activation is logistic regression, trained another way.
    straight, _, known = (found[name].auc for name in found)
    assert straight == pytest.approx(known, abs=0.02)
    assert classical(TWO).shape == said.y.shape


def test_of_more_classes_each_has_a_curve_against_the_rest():
    trainer, _ = trained(FIVE, 300)
    said = answers(trainer, trainer.stack.parameters.numpy())
    found = curves(said, FIVE, member=1)
    assert list(found) == [f"class {k} against the rest" for k in range(5)]
    assert all(roc.auc > 0.8 for roc in found.values())
    np.testing.assert_allclose(said.probability.sum(axis=2), 1, atol=1e-5)
