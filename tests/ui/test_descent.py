"""The tab Descent, driven without a browser, and the messages of its pictures."""

import re

import numpy as np
import pytest

pytest.importorskip("streamlit")
pytest.importorskip("altair")

from streamlit.testing.v1 import AppTest

from explorer.config import RunConfig
from explorer.live.message.wire import decode
from explorer.live.run import LiveRun
from explorer.outputs.descent import BALLS
from explorer.outputs.landscapes import LANDSCAPES
from explorer.outputs.networks import Place
from explorer.outputs.small import LOSSES, SAMPLES, SHAPES, Small
from explorer.outputs.watched import WIDEST
from explorer.ui.outputs import descent
from explorer.ui.outputs.descent import hill, motion, running, valley
from explorer.ui.shared.stage import Stage
from tests import node
from tests.dense import dense


def tab():
    from explorer.ui.outputs import descent

    descent.show()


def opened(**query):
    app = AppTest.from_function(tab, default_timeout=180)
    for name, value in query.items():
        app.query_params[name] = value
    return well(app.run())


def well(app):
    assert not app.exception, app.exception
    return app


@dense("picture", descent.PICTURES)
def test_a_picture_opens_by_its_link_and_each_widget_moves_to_both_ends(picture):
    app = opened(descent_picture=picture)
    numbers = [("slider", str(one.key)) for one in app.slider]
    numbers += [("number_input", str(one.key)) for one in app.number_input]
    for kind, key in numbers:
        widget = getattr(app, kind)(key=key)
        for end in (widget.min, widget.max, widget.value):
            well(getattr(app, kind)(key=key).set_value(end).run())
    for key in [str(one.key) for one in app.selectbox]:
        start = app.selectbox(key=key).index
        for place in (0, len(app.selectbox(key=key).options) - 1, start):
            well(app.selectbox(key=key).select_index(place).run())


def test_a_weight_that_a_smaller_network_lacks_is_another_one():
    app = opened(descent_picture="step", descent_shape="2-3-1", descent_weight="12")
    assert app.selectbox(key="descent_weight").value == 12
    well(app.selectbox(key="descent_shape").set_value("2-1").run())
    app = opened(descent_picture="surface", descent_shape="2-3-1", descent_second="12")
    well(app.selectbox(key="descent_shape").set_value("2-1").run())


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ({"descent_picture": "weight", "descent_optimisers": ""}, "at least one optimiser"),
        ({"descent_picture": "surface", "descent_runners": ""}, "at least one optimiser"),
        (
            {"descent_picture": "surface", "descent_first": "2", "descent_second": "2"},
            "two different weights",
        ),
    ],
)
def test_what_cannot_be_drawn_is_asked_for_in_a_sentence(query, said):
    assert said in opened(**query).info[0].value


def test_a_step_on_a_graph_moves_its_number_and_tells_the_error():
    app = opened(descent_picture="graph")
    well(app.button(key="chain_cube_step").click().run())
    assert app.number_input(key="chain_cube_x").value == pytest.approx(0.82)
    assert any("The last step took E from 9 to 0.573" in text.value for text in app.markdown)


# ---- messages


def watched_run():
    run = LiveRun(RunConfig(samples=100, hidden=(3,)), "1")
    run.frames(2, 20, 10.0)
    return running.taken(Stage(run, "paused", 1), 0)


@dense(("key", "rate"), [(key, rate) for key in LANDSCAPES for rate in (0.0, 1.0, 1e6)])
def test_paths_end_where_they_leave_the_numbers(key, rate):
    landscape = LANDSCAPES[key]
    for start in (landscape.low, landscape.high):
        header, arrays = decode(hill.message(key, start, tuple(BALLS)[:4], rate))
        for row, loss, steps in zip(
            arrays["path"], arrays["path_loss"], header["steps"], strict=True
        ):
            assert np.isfinite(row[: steps + 1]).all()
            assert np.isfinite(loss[: steps + 1]).all()
            assert np.isnan(row[steps + 1 :]).all()
            assert row[0] == start
        assert all(header["verdicts"])


def test_the_three_rates_are_what_they_are_called():
    for landscape in LANDSCAPES.values():
        small, right, large = (
            decode(hill.message(landscape.key, landscape.start, ("sgd",), rate))[0]["verdicts"][0]
            for rate in landscape.rates
        )
        assert "the rate is small" in small or "has not arrived" in small
        assert "minimum" in right
        assert right != large


@dense(("shape", "loss"), [(shape, loss) for shape in SHAPES for loss in LOSSES])
def test_the_numbers_of_a_step_are_those_of_the_network(shape, loss):
    small = Small("xor", shape, "tanh", loss, 1)
    header, arrays = decode(motion.message(small, "sgd", 0.5, 2, 0))
    x, y = small.points
    network = motion.film(small, "sgd", 0.5).at(1)
    _, sums = network.forward(x)
    units = sum(header["widths"])
    assert arrays["sums"].shape == arrays["outputs"].shape == (motion.STEPS + 1, units)
    np.testing.assert_allclose(arrays["sums"][1][:2], x[2])
    assert arrays["sums"][1][-1] == pytest.approx(sums[-1][2, 0].item())
    np.testing.assert_allclose(arrays["losses"].mean(axis=1), arrays["mean"])
    step = arrays["parameters"][0] - 0.5 * arrays["gradients"][0]
    np.testing.assert_allclose(arrays["parameters"][1], step, atol=1e-12)
    assert header["target"] == y[2].item()


def test_the_code_of_a_step_trains_as_the_film_does():
    """To 1e-6, in the lines that are shown."""
    import torch
    import torch.nn.functional as F

    for loss in LOSSES:
        for optimiser in BALLS:
            small = Small("xor", "2-1", "tanh", loss, 1)
            x, y = small.points
            model = torch.nn.Linear(2, 1).double()
            model.weight.data = small.network.weights[0].T.clone()
            model.bias.data = small.network.biases[0].clone()
            lines = motion.code(small, optimiser, 0.5)
            exec("\n".join(lines), {"torch": torch, "F": F, "model": model, "x": x, "y": y})
            found = motion.film(small, optimiser, 0.5).parameters[1]
            made = torch.cat([model.weight.reshape(-1), model.bias]).detach().numpy()
            np.testing.assert_allclose(found, made, atol=1e-6, err_msg=f"{loss} {optimiser}")


def test_the_factor_that_kills_a_gradient_is_marked():
    small = Small("xor", "2-2-1", "relu", "bce", 0)
    found = []
    for point in range(4):
        header, _ = decode(motion.message(small, "sgd", 0.5, point, 0))
        rule = header["rules"][0]
        found.append(rule["killer"])
        if rule["killer"] >= 0:
            assert rule["factors"][rule["killer"]][1] in ("0", "−0")
    assert any(place >= 0 for place in found)


@dense("every", [False, True])
def test_a_path_ends_at_the_height_of_the_surface(every):
    """To 2 % of the range, between the nodes of the grid."""
    small = Small()
    header, arrays = decode(valley.message(small, ("sgd", "adam"), 0.5, 3, 7, every))
    left, right, below, above = header["window"]
    grid = header["grid"]
    step = header["steps"][0]
    surface = arrays["surfaces"][-1]
    across = (arrays["u"][0][step] - left) / (right - left) * (grid - 1)
    up = (arrays["v"][0][step] - below) / (above - below) * (grid - 1)
    i, j, s, t = int(up), int(across), up % 1, across % 1
    height = (1 - s) * ((1 - t) * surface[i, j] + t * surface[i, j + 1]) + s * (
        (1 - t) * surface[i + 1, j] + t * surface[i + 1, j + 1]
    )
    low, high = header["range"]
    assert height == pytest.approx(arrays["path_loss"][0][step], abs=0.02 * (high - low))
    assert len(arrays["surfaces"]) == (valley.STEPS // valley.EVERY + 1 if every else 1)


@dense(("sample", "rate"), [(key, rate) for key in SAMPLES for rate in (0.0, 1e6)])
def test_a_senseless_rate_leaves_a_map_of_finite_size(sample, rate):
    for every in (False, True):
        header, _ = decode(valley.message(Small(sample), ("sgd", "momentum"), rate, 0, 4, every))
        assert np.isfinite(header["window"]).all()
        assert np.diff(header["window"])[0] <= 2 * WIDEST + 1e-9
        assert header["range"][1] > header["range"][0]


def test_the_browser_s_types_of_the_messages_name_what_is_in_them():
    declared = (node.MODULES / "descent/message.d.ts").read_text("utf-8")
    small = Small()
    for name, message in (
        ("HillMessage", hill.message("tanh", 1.0, ("sgd",), 1.0)),
        ("MotionMessage", motion.message(small, "sgd", 0.5, 0, 0)),
        ("HeatMessage", valley.message(small, ("sgd",), 0.5, 3, 7, False)),
        ("HeatMessage", running.message("", watched_run(), "Tanh", Place(0, 0, 0), Place(1, 0, 0))),
    ):
        header, arrays = decode(message)
        body = declared.split(f"interface {name} {{")[1].split("\n}")[0]
        assert {*re.findall(r"^  (\w+): ", body, re.MULTILINE)} == {*header, *arrays} - {"arrays"}


# ---- what the browser makes of them


@node.needs_node
def test_between_two_surfaces_the_ground_is_between_them_and_beyond_them_it_stays():
    body = "return d.map((at) => placeOf([2, 4, 10], at));"
    found = node.script(("descent/ground.js",), body, [0, 2, 3, 4, 7, 10, 99])
    assert found == [0, 0, 0.5, 1, 1.5, 2, 2]
    assert node.script(("descent/ground.js",), "return [0, 7].map((at) => placeOf([5], at));") == [
        0,
        0,
    ]


@node.needs_node
def test_between_two_steps_a_ball_glides_and_at_its_last_one_it_stays():
    body = "return d.map((at) => moment([9, 1, 3, 7, NaN], 1, 2, at));"
    found = node.script(("descent/player.js",), body, [0, 0.5, 1, 1.25, 2, 4])
    assert found == [1, 2, 3, pytest.approx(3 + 4 * 0.15625), 7, 7]


@node.needs_node
def test_each_phase_of_a_step_is_told_with_the_numbers_at_hand():
    header, arrays = decode(motion.message(Small("xor"), "sgd", 0.5, 1, 0))
    data = header | {name: array.flatten().tolist() for name, array in arrays.items()}
    body = "return [0, 1, 2, 3, 4].map((phase) => told(d, 0, phase));"
    words = node.script(("descent/phases.js",), body, data)
    from explorer.words import number

    assert f"z = {number(arrays['sums'][0][-1])}" in words[0]
    assert f"{number(arrays['losses'][0][1])}. The mean over all 4 points" in words[1]
    assert "no gradients yet" in words[2]
    assert "∂L/∂w" in words[3]
    mean = arrays["mean"]
    assert words[4].endswith(f"falls from {number(mean[0])} to {number(mean[1])}.")
