"""What a network has come to is told by its losses and accuracies, in training and in the test."""

from dataclasses import replace

import numpy as np
import pytest

from explorer.config import Member, RunConfig
from explorer.engine import Trainer
from explorer.live.evidence import Watch, sentences
from explorer.live.outcome import outcome

RUN = RunConfig(samples=100, hidden=(4,), members=(Member("relu"),))
RESULT = "ReLU gets 49 % of the validation points right and 52 % of the training points"


@pytest.fixture(scope="module")
def trained():
    trainer = Trainer(RUN)
    return trainer, trainer.advance(1)


def seen(snapshot, **values):
    return replace(snapshot, **{name: np.float32([value]) for name, value in values.items()})


@pytest.mark.parametrize(
    ("train_loss", "said"),
    [
        (0.4, f"{RESULT}."),
        (0.69, "ReLU is no better than guessing: its train loss is 0.69, and guessing gives 0.69"),
        (0.7, "ReLU is no better than guessing: its train loss is 0.7, and"),
        (1.2, f"{RESULT}. By its loss it is worse than guessing: its train loss is 1.2, and"),
        (2.64e4, f"{RESULT}. By its loss it is worse than guessing: its train loss is 26400"),
        (2.5e23, f"{RESULT}. By its loss it is worse than guessing: its train loss is 2.5 × 10²³"),
        (np.inf, f"{RESULT}. By its loss it is worse than guessing: its train loss is ∞"),
    ],
)
@pytest.mark.parametrize("test_loss", [0.3, 0.69, 5.0])
def test_only_a_train_loss_at_the_prior_is_called_guessing(trained, train_loss, said, test_loss):
    trainer, snapshot = trained
    snapshot = seen(
        snapshot,
        train_loss=train_loss,
        validation_loss=test_loss,
        validation_accuracy=0.49,
        train_accuracy=0.52,
    )
    found = outcome(trainer, snapshot)
    assert found.startswith(said)
    assert found == sentences(trainer, snapshot)[0]
    assert "49 % of the validation points right and 52 % of the training points" in found


def test_a_network_that_answers_right_is_not_called_a_guesser_for_its_loss(trained):
    trainer, snapshot = trained
    snapshot = seen(snapshot, train_loss=0.68, validation_accuracy=0.9, train_accuracy=0.95)
    assert outcome(trainer, snapshot) == (
        "ReLU gets 90 % of the validation points right and 95 % of the training points, hardly "
        "surer than guessing: its train loss is 0.68, and guessing gives 0.693."
    )


@pytest.mark.parametrize(
    ("steps", "rate", "said"),
    [
        (0, 0.01, "ReLU has not been trained yet: it gets "),
        (0, 0.0, "ReLU has not been trained yet: it gets "),
        (5, 0.0, "ReLU has not been trained, for its learning rate is 0: it gets "),
    ],
)
def test_a_network_that_has_not_been_trained_says_so(steps, rate, said):
    trainer = Trainer(replace(RUN, learning_rate=rate))
    assert outcome(trainer, trainer.advance(steps)).startswith(said)


def test_a_network_that_fits_train_alone_overfits_since_the_step_where_validation_was_best():
    config = RunConfig(
        "moons", 200, 0.5, validation_fraction=0.4, hidden=(32, 32), members=(Member("relu"),)
    )
    trainer, watch = Trainer(config), Watch()
    losses = {}
    for step in range(0, 3001, 100):
        snapshot = trainer.advance(100 if step else 0)
        watch.look(trainer, snapshot)
        losses[step] = float(snapshot.validation_loss[0])
    best = min(losses, key=losses.__getitem__)
    assert snapshot.train_accuracy[0] > 0.9
    assert (
        f"it overfits. Its validation loss was best at step {best:,}, "
        in (sentences(trainer, snapshot, 0, watch)[0])
    )


def test_a_network_that_fits_all_points_is_not_said_to_overfit():
    trainer, watch = Trainer(replace(RUN, samples=300, hidden=(8, 8))), Watch()
    for _ in range(20):
        snapshot = trainer.advance(100)
        watch.look(trainer, snapshot)
        assert "overfits" not in sentences(trainer, snapshot, 0, watch)[0]
    assert snapshot.test_accuracy[0] > 0.95


@pytest.mark.parametrize(
    ("dataset", "name"), [("circles", "logistic regression"), ("rings", "softmax regression")]
)
def test_a_network_without_hidden_layers_is_called_logistic_regression(dataset, name):
    config = RunConfig(dataset, hidden=(), members=(Member("tanh"), Member(())))
    trainer = Trainer(config)
    snapshot = trainer.advance(10)
    assert config.titles == ("Logistic regression",) * 2
    for member in range(2):
        result, why, *_ = sentences(trainer, snapshot, member)
        assert result.startswith("Logistic regression ")
        assert why.startswith(f"There is no hidden layer: this is {name}")


def test_a_loss_that_jumps_is_not_overfitting_while_the_validation_points_are_right(trained):
    trainer, snapshot = trained
    losses = {"train_loss": 0.02, "validation_loss": 0.15}
    snapshot = seen(snapshot, **losses, train_accuracy=0.99, validation_accuracy=0.96)
    assert "overfits" not in outcome(trainer, snapshot, best=(0.02, 100))
    snapshot = seen(snapshot, validation_accuracy=0.5)
    assert "it overfits. Its validation loss was best at step 100, 0.02, and is 0.15 now." in (
        outcome(trainer, snapshot, best=(0.02, 100))
    )
