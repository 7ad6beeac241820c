"""Sentences against brute force: what is said of a network is what is there."""

from dataclasses import replace

import numpy as np
import pytest
import torch

from explorer.activations import get
from explorer.config import Member, RunConfig
from explorer.engine import Trainer
from explorer.engine.folds import kink, lines, regions
from explorer.live.evidence import Watch, outcome, sentences
from explorer.words import number
from tests.numbers import read

RUN = RunConfig(samples=100, hidden=(4,), members=(Member("relu"),))
BIAS = 8  # place of the first bias in a row of parameters of RUN


def test_a_dead_unit_is_named_with_the_step_it_died_and_forgotten_when_it_revives():
    trainer, watch = Trainer(RUN), Watch()
    for _ in range(36):
        watch.look(trainer, trainer.advance(1))
    trainer.set_parameter(0, BIAS + 3, -1000.0)
    snapshot = trainer.advance(1)
    watch.look(trainer, snapshot)
    assert (trainer.stack.layers(trainer.samples.x_train)[0][0, :, 3] < 0).all()
    assert watch.died[0, 0, 3] == (36, 37)
    said = sentences(trainer, snapshot, 0, watch)
    assert "Unit 4 of layer 1 died at step 37: no point turns it on any more." in said
    assert (
        "Unit 4 of layer 1 is dead: no training point turns it on (its slope is 0 for all 80)."
        in sentences(trainer, snapshot)
    )
    trainer.set_parameter(0, BIAS + 3, 1000.0)
    watch.look(trainer, trainer.advance(0))
    assert (0, 0, 3) not in watch.died


def test_a_learnt_slope_is_told_of_each_layer_while_it_is_learnt():
    config = replace(RUN, hidden=(4, 4), members=(Member("prelu"), Member("relu")))
    trainer = Trainer(config)
    for steps in (0, 40):
        snapshot = trainer.advance(steps)
        first, second = (one["negative_slope"][0].item() for one in trainer.stack.learnt)
        said = (
            f"Its activation learns its negative slope: {number(first)} in layer 1 and "
            f"{number(second)} in layer 2."
        )
        assert said in sentences(trainer, snapshot)
        assert not any("learns its" in text for text in sentences(trainer, snapshot, 1))
    assert abs(first - 0.25) > 1e-3


def test_a_unit_step_is_never_called_dead():
    trainer = Trainer(replace(RUN, members=(Member("heaviside"),)))
    assert not any("dead" in said for said in sentences(trainer, trainer.advance(1)))


def test_a_flat_layer_is_named_with_its_share():
    trainer = Trainer(replace(RUN, members=(Member("tanh", init_scale=30.0),)))
    z = trainer.stack.layers(trainer.samples.x_train)[0].double()
    share = (1 - z.tanh() ** 2 < 0.05).double().mean().item()
    assert share > 0.6
    assert any(
        said.startswith("Layer 1 is mostly flat") and f" {100 * share:.0f} %" in said
        for said in sentences(trainer, trainer.advance(0))
    )


def patterns(stack, bend, extent, side=1500):
    axis = torch.linspace(-extent, extent, side)
    points = torch.cartesian_prod(axis, axis)
    on = (stack.layers(points)[0][0] > bend).numpy()
    codes, sizes = np.unique(on @ (1 << np.arange(on.shape[1])), return_counts=True)
    return len(codes), sizes.min()


@pytest.mark.parametrize("init", ["torch", "xavier"])  # xavier: all lines meet in the middle
@pytest.mark.parametrize("seed", range(4))
def test_regions_are_the_activation_patterns_of_a_fine_grid(init, seed):
    trainer = Trainer(replace(RUN, init=init, members=(Member("relu", seed),)))
    extent = trainer.samples.extent
    count, cut = regions(lines(trainer.stack, 0, 0.0), extent)
    assert cut == patterns(trainer.stack, 0.0, extent)[0]
    said = f"{count} lines fold the square into {cut} regions; {count} can make at most "
    assert any(one.startswith(said) for one in sentences(trainer, trainer.advance(0)))


def test_only_circles_with_too_few_lines_are_told_how_many_they_need():
    for width, told in ((2, True), (4, False)):
        trainer = Trainer(replace(RUN, hidden=(width,), init="xavier"))
        said = " ".join(sentences(trainer, trainer.advance(0)))
        assert ("circles need at least 3 lines" in said) == told


def test_a_kink_is_found_where_there_is_one_and_only_there():
    found = {key: kink(get(key).f, get(key).df) for key in ("relu", "absolute", "leaky_relu")}
    assert found == {"relu": (0, 0, 1), "absolute": (0, -1, 1), "leaky_relu": (0, 0.01, 1)}
    for key in ("identity", "heaviside", "hardtanh", "threshold", "squared_relu", "gelu"):
        assert kink(get(key).f, get(key).df) is None


def test_without_an_activation_the_product_of_all_layers_is_the_network():
    trainer = Trainer(replace(RUN, hidden=(4, 4), members=(Member("identity"),)))
    first = sentences(trainer, trainer.advance(300))
    said = next(one for one in first if one.startswith("Without an activation the 3 layers"))
    shown = read(said.split("largest difference ")[1].split(",")[0])
    x = trainer.samples.x_test
    h = x.double()
    for weight, bias in zip(trainer.stack.weights, trainer.stack.biases, strict=True):
        h = h @ weight[0].double() + bias[0].double()
    assert shown == pytest.approx((trainer.stack(x)[0] - h).abs().max().item(), rel=0.5)
    assert shown < 1e-5
    assert first[0].startswith("Identity (linear) is no better than guessing")


def test_after_a_divergence_nothing_is_said_but_the_divergence():
    wild = Member("squared_relu", learning_rate=1e6, init_scale=100.0)
    config = replace(RUN, optimizer="sgd", learning_rate=0.3, members=(wild, Member("tanh")))
    trainer = Trainer(config)
    snapshot = trainer.advance(2000)
    (only,) = sentences(trainer, snapshot, 0)
    assert f"diverged at step {snapshot.diverged_at[0]}:" in only
    share = 100 * snapshot.validation_accuracy[1]
    assert sentences(trainer, snapshot, 1)[0].startswith(
        f"Tanh, rate 0.3 gets {share:.3g} % of the validation points right and "
    )


def test_a_network_that_is_broken_from_the_start_is_not_shown_as_it_was_before():
    trainer = Trainer(
        replace(RUN, hidden=(8,) * 20, members=(Member("squared_relu", 0, None, 99.0),))
    )
    said = outcome(trainer, trainer.advance(1))
    assert said.startswith("Squared ReLU with weights × 99 diverged at step 0: as it is drawn")


def test_a_frozen_network_with_batch_norm_is_said_to_move_what_does_move():
    members = (Member("tanh", norm="batch"), Member("tanh", norm="layer"))
    trainer = Trainer(replace(RUN, hidden=(2,), members=members))
    for member in (0, 1):
        for layer, unit in ((0, 0), (0, 1), (1, 0)):
            trainer.freeze(member, layer, unit)
    before = trainer.stack.parameters.clone()
    numbers = trainer.stack.views(before).norms[0]
    snapshot = trainer.advance(20)
    now = trainer.stack.views(trainer.stack.parameters).norms[0]
    moved = {name for name in numbers if (now[name][0] != numbers[name][0]).any()}
    assert moved == {"mean", "variance"}
    assert any(
        said.endswith("a step moves only the running means and variances of its batch norm.")
        for said in sentences(trainer, snapshot, 0)
    )
    assert (trainer.stack.parameters[1] == before[1]).all()
    assert any(
        said == "Every unit of Tanh with layer norm is frozen: no step changes it any more."
        for said in sentences(trainer, snapshot, 1)
    )


def test_a_network_whose_units_are_all_frozen_is_said_to_stand_still():
    trainer = Trainer(RunConfig(hidden=(2,), members=(Member("tanh"), Member("relu"))))
    for layer, unit in ((0, 0), (0, 1), (1, 0)):
        assert not any("frozen" in line for line in sentences(trainer, trainer.advance(0), 1))
        trainer.freeze(1, layer, unit)
    before = trainer.stack.parameters.clone()
    snapshot = trainer.advance(20)
    assert sentences(trainer, snapshot, 1)[1].startswith("Every unit of ReLU is frozen")
    assert not any("frozen" in line for line in sentences(trainer, snapshot, 0))
    assert (trainer.stack.parameters[1] == before[1]).all()
    assert (trainer.stack.parameters[0] != before[0]).any()


def test_fewer_sentences_are_the_first_of_all():
    trainer = Trainer(RunConfig(samples=100, hidden=(4,), members=(Member("identity"),)))
    seen = trainer.advance(50)
    everything = sentences(trainer, seen)
    assert len(everything) > 1
    for most in (1, 2):
        assert sentences(trainer, seen, most=most) == everything[:most]
