"""The loss over two weights of a run's network is the run's own training loss there."""

from dataclasses import replace

import numpy as np
import pytest
import torch

from explorer.choices.losses import LOSSES
from explorer.config import Member, RunConfig
from explorer.engine import Trainer
from explorer.engine.evaluation import judge
from explorer.live.run import LiveRun
from explorer.outputs import watched as watching
from explorer.outputs.networks import Place
from explorer.outputs.watched import MOMENTS, WIDEST, Watched, watched
from tests.dense import dense

SMALL = RunConfig("moons", 100, hidden=(4, 4), members=(Member("relu"), Member("tanh", 1)))
SEVERAL = (
    replace(SMALL, hidden=()),
    replace(SMALL, hidden=(4,)),
    SMALL,
    replace(SMALL, dataset="rings"),
    replace(SMALL, dataset="rings", loss="bce"),
    replace(SMALL, dataset="wave", hidden=()),
    replace(SMALL, dataset="wave", loss="huber"),
    replace(SMALL, dataset="two_areas"),
    replace(SMALL, loss="cross_entropy", inputs=("x1", "product", "sin_x2")),
    replace(SMALL, members=(Member("relu"), Member("tanh", loss="mse_sigmoid"))),
    replace(SMALL, members=(Member("tanh"), Member(("prelu", "=swish(x, 2)"), 1))),
    replace(SMALL, members=(Member("tanh"), Member("relu", residual=True))),
    replace(SMALL, members=(Member("tanh"), Member("prelu", norm="layer"))),
    replace(SMALL, members=(Member("tanh"), Member("gelu", norm="batch", residual=True))),
    replace(SMALL, regulariser="l2", strength=0.1, dropout=0.3),
)


def trained(config, steps=40, frames=4) -> tuple[LiveRun, Watched]:
    """A run that has begun to learn, and its last network at each moment."""
    run = LiveRun(config, "1")
    run.frames(frames, steps, 60.0)
    return run, of(run, len(config.members) - 1)


def of(run, member) -> Watched:
    film = run.film
    return watched(
        run.trainer,
        member,
        np.array([frame.snapshot.step for frame in film]),
        np.stack([frame.parameters[member] for frame in film]),
        np.stack([frame.snapshot.train_loss for frame in film]),
    )


def pairs(one: Watched):
    """Two weights of the first layer, the first and the last layer, and a bias with a weight."""
    last = len(one.widths) - 2
    from_second = Place(0, 1, 0) if one.widths[0] > 1 else Place(0, None, 0)
    yield Place(0, 0, 0), from_second
    if last:
        yield Place(last, 1, 0), Place(0, 0, 2)
        yield Place(1, None, 0), Place(1, 3, 0)


@dense("config", SEVERAL)
def test_a_place_of_the_surface_is_what_the_run_would_be_judged_by_there(config):
    """To 1e-5 and a hundred-thousandth, with the run's own way of judging its training points."""
    run, one = trained(config)
    for first, second in pairs(one):
        window = one.window(first, second)
        found = one.surface(len(one.steps) - 1, first, second, window, grid=5)
        for i, j in ((0, 3), (4, 1), (2, 2)):
            stack = one.at(-1)
            stack.parameters[0, one.index(first)] = float(found.u[i])
            stack.parameters[0, one.index(second)] = float(found.v[j])
            (loss,), _ = judge(stack, one.points, one.loss)
            assert found.loss[i, j] == pytest.approx(loss, rel=1e-5, abs=1e-5)
        shown = run.latest.snapshot.train_loss[-1]
        assert found.here[2] == pytest.approx(shown, rel=1e-5, abs=1e-6)
        assert one.losses[-1] == shown


@dense("config", SEVERAL)
def test_the_points_are_all_training_points_of_the_run(config):
    run, one = trained(config, 4, 1)
    x, y = run.trainer.samples.share("train")
    assert torch.equal(one.points.x, x)
    assert torch.equal(one.points.y, y)
    assert one.loss is LOSSES[config.loss_of(config.members[-1])]


def test_the_way_of_a_weight_is_that_of_the_film_and_ends_where_the_run_stands():
    run, one = trained(SMALL)
    assert one.steps.tolist() == [0, 10, 20, 30, 40]
    now = run.trainer.stack.weights[1][-1]
    for source in range(4):
        for target in range(4):
            place = Place(1, source, target)
            assert one.path(place)[-1] == now[source, target].item()
    assert one.path(Place(1, None, 2))[-1] == run.trainer.stack.biases[1][-1, 0, 2].item()
    assert one.path(Place(0, 0, 0))[0] == run.film[0].parameters[-1][0]


def test_each_network_of_a_run_has_its_own_surface():
    run, second = trained(SMALL)
    first = of(run, 0)
    pair = Place(0, 0, 0), Place(1, 0, 0)
    window = ((-1.0, 1.0), (-1.0, 1.0))
    a, b = (one.surface(4, *pair, window, grid=5).loss for one in (first, second))
    assert not np.allclose(a, b)
    assert first.surface(4, *pair, window, grid=5).here[2] == pytest.approx(first.losses[-1])


def test_the_window_holds_the_whole_way_or_where_it_is_long_its_end():
    _, one = trained(SMALL)
    path = one.path(Place(0, 0, 0))
    (low, high), _ = one.window(Place(0, 0, 0), Place(1, 0, 0))
    assert low < path.min()
    assert path.max() < high
    far = one.parameters.copy()
    far[0, 0] = -1e6
    wide = replace(one, parameters=far).window(Place(0, 0, 0), Place(1, 0, 0))[0]
    assert wide == (path[-1] - WIDEST, path[-1] + WIDEST)


def test_a_large_network_has_a_surface_near_its_output_and_one_sentence_elsewhere():
    config = RunConfig("moons", 200, hidden=(256,) * 50, members=(Member("relu"),))
    trainer = Trainer(config)  # a run that is watched may not be so large on every server
    numbers = trainer.stack.parameters.numpy()
    one = watched(trainer, 0, np.array([0]), numbers, np.array([[0.7]]))
    with pytest.raises(ValueError, match="choose weights nearer to the output") as refused:
        one.surface(0, Place(0, 0, 0), Place(1, 0, 0), ((-1.0, 1.0), (-1.0, 1.0)))
    assert str(refused.value).count(". ") == 0
    pair = Place(50, 0, 0), Place(50, None, 0)
    found = one.surface(0, *pair, one.window(*pair))
    assert np.isfinite(found.loss).all()


def test_there_are_as_many_surfaces_of_a_way_as_a_second_is_enough_for(monkeypatch):
    _, one = trained(SMALL, 100, 50)
    pair = Place(0, 0, 0), Place(1, 0, 0)
    moments = one.moments(*pair)
    assert len(moments) == MOMENTS
    assert (moments[0], moments[-1]) == (0, len(one.steps) - 1)
    monkeypatch.setattr(watching, "SECOND", 3.5 * one.cost(*pair))
    assert one.moments(*pair) == [0, 25, 50]
    monkeypatch.setattr(watching, "SECOND", 1.0)
    assert one.moments(*pair) == [50]


@dense(
    ("first", "second", "words"),
    [
        (Place(0, 0, 0), Place(0, 0, 0), "chosen twice"),
        (Place(9, 0, 0), Place(0, 0, 0), "layer 9 is asked for"),
        (Place(0, 5, 0), Place(0, 0, 0), "source 5 is asked for"),
        (Place(0, 0, 0), Place(0, None, 7), "target 7 is asked for"),
    ],
)
def test_a_weight_that_is_not_there_is_refused(first, second, words):
    _, one = trained(SMALL, 4, 1)
    with pytest.raises(ValueError, match=words):
        one.surface(0, first, second, ((-1.0, 1.0), (-1.0, 1.0)))


def test_a_network_that_has_diverged_is_told_in_a_sentence():
    _, one = trained(SMALL, 4, 1)
    numbers = one.parameters.copy()
    numbers[-1, 3] = np.nan
    with pytest.raises(ValueError, match="has diverged, and at step 4 its weights are not finite"):
        replace(one, parameters=numbers).check(Place(0, 0, 0), Place(1, 0, 0))
