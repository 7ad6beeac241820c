"""Each preset does what it says, whatever its seed."""

from collections.abc import Callable
from dataclasses import replace
from functools import cache

import numpy as np
import pytest

from explorer.config import RunConfig
from explorer.config.form import DEFAULTS
from explorer.config.link import read, write
from explorer.config.presets import PRESETS, Preset
from explorer.engine import Trainer
from explorer.words import LEARNT

SEEDS = (0, 1, 2)
LONGEST = 100  # characters of a goal or a reason: it stands in one line


def drawn(config: RunConfig, seed: int) -> RunConfig:
    """The same run from another draw of everything."""
    return replace(config, seed=seed, members=tuple(replace(m, seed=seed) for m in config.members))


@cache
def trained(config: RunConfig, seed: int) -> Trainer:
    """The run at its last step."""
    trainer = Trainer(drawn(config, seed))
    trainer.advance(config.steps)
    return trainer


def ended(key: str, seed: int, **changes: object):
    """The last snapshot of a preset, with other fields where some are given."""
    return trained(replace(PRESETS[key].config, **changes), seed).advance(0)


def right(key: str, seed: int, **changes: object) -> list[float]:
    """The share of the validation points that each network gets right; of numbers R²."""
    return ended(key, seed, **changes).validation_accuracy.tolist()


def course(key: str, seed: int) -> np.ndarray:
    """The validation loss of the only network at every tenth step."""
    trainer = Trainer(drawn(PRESETS[key].config, seed))
    steps = range(0, PRESETS[key].config.steps, 10)
    return np.array([trainer.advance(10).validation_loss[0] for _ in steps])


def base(seed):
    straight, bent = right("base", seed)
    assert straight <= 0.75
    assert bent >= 0.95


def sigmoids(seed):
    trainer = trained(PRESETS["sigmoids"].config, seed)
    assert trainer.advance(0).train_loss[0] >= LEARNT * trainer.guessing[0]
    assert right("sigmoids", seed)[1] >= 0.9


def rate(seed):
    assert ended("rate", seed).train_loss[0] > trained(PRESETS["rate"].config, seed).guessing[0]
    assert right("rate", seed, learning_rate=0.1)[0] >= 0.95


def rates(seed):
    small, right_one, large = ended("rates", seed).train_loss
    (guessing,) = set(trained(PRESETS["rates"].config, seed).guessing)
    assert small == pytest.approx(guessing, rel=0.05)
    assert large > guessing
    assert right("rates", seed)[1] >= 0.95
    assert right_one < small


def optimisers(seed):
    adam, sgd, momentum = right("optimisers", seed)
    assert min(adam, momentum) >= 0.95
    assert sgd <= 0.75


def sizes(seed):
    small, large = right("sizes", seed)
    assert small <= 0.8
    assert large >= 0.98


def digits(seed):
    one, two, four, eight = right("digits", seed)
    assert one <= 0.45
    assert two <= 0.7
    assert four >= 0.85
    assert eight >= 0.92


def overfit(seed):
    losses = course("overfit", seed)
    assert ended("overfit", seed).train_accuracy[0] == 1.0
    assert losses[-1] >= 2 * losses.min()


def l2(seed):
    assert ended("l2", seed).validation_loss[0] <= 0.5 * ended("overfit", seed).validation_loss[0]


def dropout(seed):
    assert ended("dropout", seed).validation_loss[0] < ended("overfit", seed).validation_loss[0]


def early(seed):
    snapshot = ended("early", seed)
    assert snapshot.best_step[0] is not None
    assert snapshot.best_step[0] + PRESETS["early"].config.patience < 500
    assert snapshot.validation_loss[0] <= course("overfit", seed).min() + 1e-6


def unbalanced(seed):
    trainer = trained(PRESETS["unbalanced"].config, seed)
    assert 0.94 <= trainer.advance(0).validation_accuracy[0] <= 0.96
    assert (trainer.stack.take([0])(trainer.samples.x_validation) < 0).all()


def bottleneck(seed):
    assert right("bottleneck", seed)[0] <= 0.85
    assert right("bottleneck", seed, hidden=(16, 16, 16))[0] >= 0.95


def perceptron(seed):
    assert right("perceptron", seed)[0] >= 0.99


def gate_xor(seed):
    assert right("gate_xor", seed)[0] <= 0.78
    bent = tuple(replace(m, activation="tanh") for m in PRESETS["gate_xor"].config.members)
    assert right("gate_xor", seed, hidden=(8,), members=bent)[0] >= 0.99


def logistic(seed):
    from sklearn.linear_model import LogisticRegression
    from sklearn.metrics import log_loss

    trainer = trained(PRESETS["logistic"].config, seed)
    x, y = trainer.samples.x_train.numpy(), trainer.samples.y_train.numpy()
    model = LogisticRegression(C=np.inf).fit(x, y)
    loss = log_loss(y, model.predict_proba(x))
    assert trainer.advance(0).train_loss[0] == pytest.approx(loss, abs=0.01)


def squares(seed):
    assert right("squares", seed)[0] >= 0.97


def labels(seed):
    assert right("labels", seed)[0] >= 0.8


def one_label(seed):
    assert right("one_label", seed)[0] <= 0.5


def wave(seed):
    straight, bent = right("wave", seed)
    assert straight <= 0.3
    assert bent > 0.9


CLAIMS: dict[str, Callable[[int], None]] = {
    one.__name__: one
    for one in (
        base, sigmoids, rate, rates, optimisers, sizes, digits, overfit, l2, dropout, early,
        unbalanced, bottleneck, perceptron, gate_xor, logistic, squares, labels, one_label, wave,
    )
}  # fmt: skip


def test_every_preset_has_a_claim_that_is_tested():
    assert set(CLAIMS) == set(PRESETS)
    assert len(PRESETS) >= 8


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("key", PRESETS)
def test_what_a_preset_claims_is_so(key, seed):
    CLAIMS[key](seed)


@pytest.mark.parametrize("preset", PRESETS.values(), ids=list(PRESETS))
def test_a_preset_is_a_run_that_the_form_can_make(preset: Preset):
    assert read(write(preset.config)) == (preset.config, [])
    assert preset.config != DEFAULTS


@pytest.mark.parametrize("preset", PRESETS.values(), ids=list(PRESETS))
def test_a_goal_and_a_reason_are_one_short_line_each(preset: Preset):
    for words in (preset.goal, preset.reason, preset.claim):
        assert words.endswith(".")
        assert len(words) <= LONGEST
