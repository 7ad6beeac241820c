"""A run stops by itself for the reason it gives."""

import numpy as np
import pytest

from explorer.engine import Snapshot
from explorer.live.stopping import StopRule, reason


def snap(step, loss=(1.0,), accuracy=(0.5,), diverged=None):
    loss, accuracy = np.float32(loss), np.float32(accuracy)
    nobody = (None,) * len(loss)
    measured = (*(loss,) * 3, *(accuracy,) * 3)
    return Snapshot(step, float(step), *measured, diverged or nobody, nobody)


def test_a_rule_says_which_condition_stopped_the_run():
    history = [snap(0, (1, 1), (0.5, 0.5)), snap(240, (0.5, 0.8), (0.95, 0.9))]
    assert reason(StopRule(0.95), history) is None
    history.append(snap(300, (0.5, 0.7), (0.9, 0.96)))
    assert reason(StopRule(0.95), history) == (
        "Stopped: every network has reached 95 % validation accuracy, the last one at step 300."
    )
    assert reason(StopRule(steps=300), history) == "Stopped at step 300, as asked."
    assert reason(StopRule(plateau=500), history) is None
    history.append(snap(800, (0.496, 0.694)))
    assert reason(StopRule(plateau=500), history) == (
        "Stopped: no validation loss has fallen by more than 1 % for 500 steps."
    )
    history.append(snap(900, (0.496, 0.694), (0, 0), (3, 4)))
    assert reason(StopRule(), history) == "Stopped: all networks have diverged."
    assert reason(StopRule(divergence=False), history) is None
    assert reason(StopRule(), []) is None


@pytest.mark.parametrize(
    "wrong",
    [{"accuracy": 0}, {"accuracy": 1.5}, {"plateau": 0}, {"steps": -1}, {"steps": 1.5}],
)
def test_a_wrong_rule_is_refused_with_the_value(wrong):
    with pytest.raises(ValueError, match=f"{next(iter(wrong.values()))}; expected"):
        StopRule(**wrong)
