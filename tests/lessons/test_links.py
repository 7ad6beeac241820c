"""A link opens what the numbers of its step are of: they are computed again from it alone."""

from collections.abc import Callable, Mapping
from dataclasses import fields
from typing import Any

import numpy as np
import pytest
import torch

pytest.importorskip("streamlit")

from explorer.activations import get
from explorer.config.link import Parameters
from explorer.gradients.ledger import Account, LedgerConfig, measure
from explorer.gradients.ledger.link import NAMES, PREFIX
from explorer.lessons import LESSONS, seeds, stacks
from explorer.lessons.places import Computed, Numbers, trained
from explorer.meanfield import critical_weight_variance
from explorer.outputs import losses, measures, slopes, wrong_start
from explorer.outputs.answers import answers, curves
from explorer.outputs.descent import Path, path
from explorer.outputs.landscapes import LANDSCAPES
from explorer.outputs.thresholds import logit
from explorer.sweeps.race import Standings
from explorer.ui.functions.explore import RANGES, VIEWS
from explorer.ui.outputs import losses as page
from explorer.ui.outputs import start
from explorer.ui.outputs.descent import hill
from explorer.ui.outputs.runs import THRESHOLD
from explorer.ui.race.running import KEY
from explorer.ui.shared.own import PARAMETER
from explorer.ui.shared.stage import Stage
from tests.dense import dense
from tests.ui.test_pages import opened

COMPUTED = {
    f"{lesson.key}-{step.key}": step
    for lesson in LESSONS.values()
    for step in lesson.steps
    if isinstance(step.place, Computed)
}


def text(link: Parameters, name: str, default: str = "") -> str:
    """What a link says of one control; it has to where there is no default."""
    said = link.get(name, default)
    assert isinstance(said, str)
    assert said, name
    return said


def functions(link: Parameters) -> list[str]:
    """The keys that the page Functions shows: one explored, several compared."""
    view, ranges = text(link, "view", "explore"), {str(one.limit) for one in RANGES.values()}
    assert view in VIEWS
    assert {text(link, name) for name in ("range", "compare_range") if name in link} <= ranges
    keys = list(link["compare"]) if view == "compare" else [text(link, "function")]
    assert all(f"={formula}" in keys for formula in link.get(PARAMETER, ()))
    return keys


def at(x: float, what: str, *names: str) -> Callable[[Parameters], Numbers]:
    """f(x) or f′(x) of the functions shown, in their order; "f" or "df"."""
    point = torch.tensor([x], dtype=torch.float64)

    def shown(link: Parameters) -> Numbers:
        found = [float(getattr(get(key), what)(point)) for key in functions(link)]
        return dict(zip(names, found, strict=True))

    return shown


def ratio(link: Parameters) -> Numbers:
    """How many times as steep as the first the second is at 0."""
    each = at(0, "df", "one", "other")(link)
    return {"times": each["other"] / each["one"], "tanh": each["other"]}


def apart(link: Parameters) -> Numbers:
    """How far the two functions compared are apart on [−6, 6]."""
    one, other = functions(link)
    x = torch.linspace(-6, 6, 1201, dtype=torch.float64)
    return {"absolute": float((get(one).f(x) - get(other).f(x)).abs().max())}


def ledger(see: Callable[[Account], Numbers]) -> Callable[[Parameters], Numbers]:
    """What is seen of the stacks that the page Vanishing gradients measures."""

    def shown(link: Parameters) -> Numbers:
        default, given = LedgerConfig(), {}
        for field in fields(default):
            text = link.get(PREFIX + NAMES.get(field.name, field.name))
            kind: Any = type(getattr(default, field.name))
            if text is not None:
                given[field.name] = text == "true" if kind is bool else kind(text)
        assert len(given) == len(link)
        return see(measure(LedgerConfig(**given)).accounts[0])

    return shown


def edge(link: Parameters) -> Numbers:
    """The variance of the weights on the edge of chaos, at the page's variance of the biases."""
    assert link["gradients_view"] == "chaos"
    function, bias = get(text(link, "chaos_activation")), float(text(link, "chaos_bias"))
    return {"edge": critical_weight_variance(function, bias)}


def ball(link: Parameters) -> Path:
    """The one ball of the tab Descent."""
    assert link["outputs_tab"] == "descent"
    landscape = LANDSCAPES[text(link, "descent_landscape")]
    rate = landscape.rates[hill.SPEEDS.index(text(link, "descent_rate", "right"))]
    optimiser = text(link, "descent_optimisers")
    assert optimiser in hill.OPTIMISERS.options
    return path(landscape, landscape.start, optimiser, rate, hill.STEPS)


def overshoot(link: Parameters) -> Numbers:
    """How far from the minimum the ball is after its last step, in its first distance."""
    shown = ball(link)
    ((lowest, _),) = LANDSCAPES[text(link, "descent_landscape")].minima
    return {"steps": shown.steps, "far": abs(shown.w[-1] - lowest) / abs(shown.w[0] - lowest)}


def shrinking(link: Parameters) -> Numbers:
    """The last step shown beside the first."""
    w = ball(link).w
    return {"steps": len(w) - 1, "left": abs(w[-1] - w[-2]) / abs(w[1] - w[0])}


def pair(link: Parameters) -> tuple[str, str]:
    """The two losses of the tab Losses."""
    assert link["outputs_tab"] == "losses"
    first, second = (
        text(link, f"{page.PAGE}_{one.name}", one.default) for one in (page.FIRST, page.SECOND)
    )
    return first, second


def slope(link: Parameters) -> Numbers:
    """The slopes of the two losses at a logit that is badly wrong."""
    each = [abs(losses.get(key).exactly(slopes.WRONG, 1)[1]) for key in pair(link)]
    return dict(zip(("bce", "mse"), each, strict=True))


def steps(link: Parameters) -> Numbers:
    """The steps of one logit with each of the two."""
    quick, slow = (slopes.steps_until_learnt(key) for key in pair(link))
    assert quick
    assert slow
    assert f"{slow:,}" in slopes.time_lost()
    return {"quick": quick, "slow": slow}


def networks(link: Parameters) -> Numbers:
    """The networks from a wrong start, after 1,000 steps."""
    assert link["losses_picture"] in page.PICTURE.options
    config = wrong_start.run(start.START.default, start.RATE.default)
    right = trained(config, 1000)[1][-1].validation_accuracy.tolist()
    return dict(zip(("bce", "mse"), right, strict=True))


def flat(link: Parameters) -> Numbers:
    """The first logit shown at which the first loss has a slope of 0 in float32, where y is 0."""
    reach = int(text(link, "losses_reach"))
    assert reach in page.REACH.options
    z = torch.linspace(0, reach, 100_001, dtype=torch.float64)
    off = losses.get(pair(link)[0]).in_float32(z.float(), 0)[1] == 0
    return {"dead": float(z[off][0])}


def cancel(link: Parameters) -> Numbers:
    """The means of the tab's four errors."""
    means = slopes.means(torch.tensor(page.CANCEL, dtype=torch.float64))
    return {key: means[key] for key in (pair(link)[0], "mae")}


def softmax(link: Parameters) -> Numbers:
    """How far the two functions compared, σ and the second output of softmax, are apart."""
    one, other = functions(link)
    z = torch.linspace(-6, 6, 97, dtype=torch.float64)
    pair = torch.softmax(torch.stack([torch.zeros_like(z), z], dim=1), dim=1)
    assert torch.allclose(get(other).f(z), pair[:, 1], rtol=1e-14)
    return {"gap": float((get(one).f(z) - get(other).f(z)).abs().max())}


def judged(link: Parameters) -> tuple[Stage, dict[str, np.ndarray], float]:
    """The tab Thresholds, opened: its run at rest, what is said of each point, its threshold."""
    at = opened("outputs", link)
    while at.session_state["thresholds_stage"].mode == "finishing":
        at.run()
    assert not at.exception
    stage = at.session_state["thresholds_stage"]
    said = answers(stage.run.trainer, stage.shown.parameters)
    return stage, {"y": said.y, "p": said.probability[0]}, float(text(link, THRESHOLD.name, "0.5"))


def recall(link: Parameters) -> Numbers:
    """Accuracy and recall at the threshold of the page."""
    _, said, threshold = judged(link)
    found = measures(said["y"], said["p"], threshold)
    return {"accuracy": found["accuracy"], "recall": found["recall"]}


def lower(link: Parameters) -> Numbers:
    """What the page's threshold finds, and the usual one."""
    _, said, threshold = judged(link)
    low, half = (measures(said["y"], said["p"], at) for at in (threshold, 0.5))
    return {
        "low_recall": low["recall"],
        "low_precision": low["precision"],
        "recall": half["recall"],
        "precision": half["precision"],
    }


def area(link: Parameters) -> Numbers:
    """The areas of the page's two curves."""
    stage, _, _ = judged(link)
    said = answers(stage.run.trainer, stage.shown.parameters)
    own, other = (one.auc or 0.0 for one in curves(said, stage.run.config).values())
    return {"auc": own, "logistic": other}


def raced(see: Callable[[Standings], Numbers]) -> Callable[[Parameters], Numbers]:
    """What is seen of the race that the page begins, at its end."""

    def shown(link: Parameters) -> Numbers:
        at = opened("race", link)
        assert not at.exception
        live = at.session_state[KEY]
        live.running.wait()
        return see(live.standings)

    return shown


SHOWN: Mapping[str, Callable[[Parameters], Numbers]] = {
    "sum-weight": at(0, "df", "plain", "steep"),
    "sum-bias": lambda link: {"x": 2.0} if at(2, "f", "y")(link)["y"] == 0.5 else {},
    "sum-ramp": at(100, "f", "far"),
    "saturation-steepest": at(0, "df", "steepest"),
    "saturation-tail": at(10, "df", "tail"),
    "saturation-tanh": ratio,
    "relu_family-absolute": apart,
    "relu_family-leak": at(-3, "df", "relu", "leaky"),
    "bump-middle": at(0, "f", "middle"),
    "bump-far": at(5, "f", "far"),
    "vanishing-ten": ledger(stacks.what_is_left),
    "vanishing-millionth": ledger(stacks.layers_to_a_millionth),
    "vanishing-factors": ledger(stacks.layer_factors),
    "cures-relu": ledger(stacks.what_is_left),
    "cures-he": ledger(stacks.what_is_left),
    "cures-residual": ledger(stacks.what_is_left),
    "edge-large": ledger(stacks.what_is_left),
    "edge-small": ledger(stacks.what_is_left),
    "edge-edge": edge,
    "edge-relu": edge,
    "logit-probability": at(2, "f", "p"),
    "logit-threshold": lambda link: {"z": logit(float(text(link, "outputs_threshold")))},
    "logit-softmax": softmax,
    "loss-slope": slope,
    "loss-steps": steps,
    "loss-networks": networks,
    "loss-float32": flat,
    "loss-cancel": cancel,
    "rate-overshoot": overshoot,
    "rate-adagrad": shrinking,
    "dead-born": ledger(stacks.born_dead),
    "thresholds-accuracy": recall,
    "thresholds-recall": recall,
    "thresholds-lower": lower,
    "thresholds-area": area,
    "fair-spread": raced(seeds.spread),
    "fair-turned": raced(seeds.turned),
    "fair-interval": raced(seeds.narrowed),
}


def test_every_computed_step_is_computed_again():
    assert set(SHOWN) == set(COMPUTED)


@dense("key", COMPUTED)
def test_a_link_opens_what_the_numbers_are_of(key):
    step = COMPUTED[key]
    numbers, shown = step.numbers(), SHOWN[key](step.place.link)
    assert shown
    for name, value in shown.items():
        assert numbers[name] == pytest.approx(value, rel=1e-3, abs=1e-12), name
