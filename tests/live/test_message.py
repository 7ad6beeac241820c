"""The player's messages: what goes in comes out, wrong shapes are refused, colours are ours."""

import json
import re
import struct
from typing import Any

import numpy as np
import pytest

from explorer.activations import get
from explorer.choices import palette
from explorer.engine.seen import Judged
from explorer.formula.browser import described
from explorer.live.message import Message, Setting, Tick, pack, palette_for, setting, tick, unpack
from tests import node

S, P, T, N = 3, 2, 5, 7


def made(**changes: Any) -> Message:
    """A message of two small networks, with these fields changed."""
    fields = drawn() | changes
    of_tick = {name: fields.pop(name) for name in (*tick.PLAIN, *tick.ARRAYS) if name in fields}
    return Message(Setting(**fields), Tick(**of_tick))


def drawn() -> dict[str, Any]:
    rng = np.random.default_rng(0)
    return {
        "run": "circles-0",
        "serial": 4,
        "playing": True,
        "widths": ((2, 3, 1), (2, 2, 2, 1)),
        "parameters": rng.standard_normal((S, 13 + 15)),
        "functions": tuple(described(get(key), {}) for key in ("tanh", "prelu")),
        "activations": ((0,), (1, 0)),
        "learnt": ((-1,), (-1, -1)),
        "step": np.array([10, 20, 30]),
        "epoch": np.array([0.5, 1.0, 1.5]),
        "history_step": np.arange(T) * 5,
        **{name: rng.random((S, P)) for name in Judged._fields},
        **{f"history_{name}": rng.random((T, P)) for name in Judged._fields},
        "points": rng.uniform(-1.5, 1.5, (N, 2)),
        "labels": np.arange(N) % 2,
        "shares": np.arange(N) % 3,
        "extent": 1.6,
        "titles": ("Tanh", "ReLU · β = ½"),
        "chance_loss": 0.693,
        "status": "4,812 steps/s",
    }


def header(data: bytes) -> dict[str, Any]:
    length = struct.unpack_from("<I", data)[0]

    def refuse(name: str) -> None:
        raise AssertionError(f"{name} is not JSON")

    return json.loads(data[4 : 4 + length].decode(), parse_constant=refuse)


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"classes": 5, "labels": np.arange(N) % 5, "loop": True, "notes": ("", "diverged")},
        {"history_step": [], "chance_loss": None}
        | {f"history_{name}": np.empty((0, P)) for name in Judged._fields},
        {"points": np.empty((0, 2)), "labels": [], "shares": []},
        {"ends": ("confusion", "roc")},
        {"problem": "labels", "labels": np.arange(N) % 4, "score": "all labels right"},
        {"problem": "regression", "labels": np.arange(N) * 40, "axes": 1, "inputs": ("x1",)}
        | {
            "answer": "x",
            "loss": "mse",
            "score": "R²",
            "low": -1.0,
            "end": ("1 output → loss: MSE",) * 2,
        },
    ],
    ids=["plain", "five classes", "no history", "no points", "ends", "labels", "numbers"],
)
def test_a_message_comes_back_as_it_was(changes):
    message = made(**changes)
    back = unpack(pack(message))
    for part, names in (("setting", setting), ("tick", tick)):
        was, came = getattr(message, part), getattr(back, part)
        for name in names.PLAIN:
            assert getattr(came, name) == getattr(was, name), name
        for name in names.ARRAYS:
            tolerance = was.extent / 16384 if name == "points" else 0
            before, after = getattr(was, name), getattr(came, name)
            assert after.dtype == before.dtype, name
            np.testing.assert_allclose(after, before, rtol=0, atol=tolerance, err_msg=name)


def test_a_tick_without_its_setting_is_read_where_the_setting_is_known():
    message = made()
    data = pack(message, whole=False)
    with pytest.raises(ValueError, match="setting"):
        unpack(data)
    back = unpack(data, {message.setting.key: message.setting})
    assert back.setting is message.setting
    np.testing.assert_array_equal(back.tick.parameters, message.tick.parameters)


def test_settings_are_told_apart_by_what_they_say():
    assert made().setting.key == made(serial=9).setting.key
    assert made().setting.key != made(titles=("Tanh", "GELU")).setting.key


def test_every_array_starts_at_a_multiple_of_eight():
    data = pack(made())
    assert all(entry["offset"] % 8 == 0 for entry in header(data)["arrays"].values())


def test_the_script_knows_every_type_on_the_wire():
    kinds = {entry["dtype"] for entry in header(pack(made()))["arrays"].values()}
    assert all(f"{kind}: " in node.text("shared") for kind in kinds)


def test_losses_that_are_not_finite_survive_and_the_header_stays_json():
    losses = np.array([[np.nan, np.inf], [-np.inf, 1e300], [0.0, 1.0]])
    data = pack(made(train_loss=losses))
    assert unpack(data).setting.chance_loss == 0.693
    np.testing.assert_array_equal(
        unpack(data).tick.train_loss, [[np.nan, np.inf], [-np.inf, np.inf], [0.0, 1.0]]
    )


def test_numpy_scalars_are_taken_as_plain_values():
    message = made(playing=np.bool_(False), serial=np.int64(3), extent=np.float32(2))
    back = unpack(pack(message))
    assert (back.tick.playing, back.tick.serial, back.setting.extent) == (False, 3, 2.0)


def test_a_point_out_of_view_stays_out_of_view():
    points = np.full((N, 2), 1e6)
    assert (unpack(pack(made(points=points))).setting.points > 1.6).all()


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"parameters": np.zeros((S, 27))}, r"27 parameters; the networks have \(13, 15\)"),
        ({"sizes": (12, 16)}, r"12 parameters of Tanh; widths \(2, 3, 1\) need 13"),
        ({"sizes": (13,)}, r"sizes is \(13,\); expected one for each panel"),
        ({"widths": ((2, 3, 1),)}, "expected one|a number for each hidden layer"),
        ({"scales": ((13,), (-1, -1)), "norm": ("layer", "")}, r"scales of Tanh is \(13,\)"),
        ({"titles": ("Tanh", "ReLU", "GELU")}, "residual is|expected one for each panel"),
        ({"parameters": np.zeros((S, P, 14))}, r"parameters has shape .*expected"),
        ({"activations": ((0,), (2, 0))}, "name a function beyond 2"),
        ({"activations": ((0,), (1,))}, "a number for each hidden layer"),
        ({"learnt": ((0,),)}, "a number for each hidden layer"),
        ({"view": "sideways"}, "unknown view 'sideways'"),
        ({"ends": ("roc", "gini")}, "ends has 'gini'; expected some of logits, confusion, roc"),
        ({"train_loss": np.zeros(S)}, r"train_loss has shape \(3,\); expected \(S=3, P\)"),
        ({"step": np.arange(S + 1)}, "step has shape"),
        ({"history_test_loss": np.zeros((T + 1, P))}, "history_test_loss"),
        ({"points": np.zeros((N, 3))}, "points has shape"),
        ({"points": np.full((N, 2), np.nan)}, "points holds a value that is not finite"),
        ({"labels": np.full(N, 2)}, "label 2; expected 0 to 1"),
        ({"classes": 11}, "11 classes"),
        ({"titles": ()}, "0 titles"),
        ({"notes": ("one",)}, "1 notes for 2 panels"),
        ({"seconds": 0.0}, "seconds is 0.0"),
        ({"threshold": 1.5}, "threshold is 1.5"),
        ({"threshold": float("nan")}, "threshold is nan"),
        ({"extent": np.inf}, "extent is inf"),
        ({"chance_loss": np.nan}, "chance_loss is nan"),
    ],
)
def test_what_cannot_be_shown_is_refused(changes, sentence):
    with pytest.raises(ValueError, match=sentence):
        made(**changes)


def test_bytes_that_are_no_message_are_refused():
    data = pack(made())
    for wrong in (
        b"",
        b"\0\0",
        data[:50],
        data[: len(data) // 2],
        struct.pack("<I", 5) + b"hello" + bytes(9),
    ):
        with pytest.raises(ValueError, match=r"header|buffer"):
            unpack(wrong)
    empty = json.dumps({"arrays": {}}).encode()
    with pytest.raises(ValueError, match="incomplete"):
        unpack(struct.pack("<I", len(empty)) + empty)


def close(a: np.ndarray, b: np.ndarray, tolerance: float) -> bool:
    return bool(np.abs(a.astype(float) - b).max() <= tolerance)


def rgb(colour: str) -> np.ndarray:
    return np.array([int(colour[i : i + 2], 16) for i in (1, 3, 5)], float)


def towards(colour: str, seen: np.ndarray) -> float:
    """Share of the way from neutral to the colour; fails where `seen` is off that line."""
    way = rgb(colour) - rgb(palette.NEUTRAL)
    share = float((seen - rgb(palette.NEUTRAL)) @ way / (way @ way))
    assert close(seen, rgb(palette.NEUTRAL) + share * way, 1)
    return share


def test_the_ramp_of_two_classes_runs_from_negative_over_neutral_to_positive():
    colours = palette_for(2)
    assert colours.shape == (256, 3)
    assert colours.dtype == np.uint8
    assert close(colours[127], rgb(palette.NEUTRAL), 1)
    assert close(colours[128], rgb(palette.NEUTRAL), 1)
    shares = [towards(palette.NEGATIVE, c) for c in colours[:128]]
    shares += [-towards(palette.POSITIVE, c) for c in colours[128:]]
    assert shares[0] > 0.5
    assert shares[-1] < -0.5
    assert (np.diff(shares) < 0.01).all()


@pytest.mark.parametrize("classes", [3, 4, 5])
def test_a_band_of_bytes_runs_from_neutral_to_its_class(classes):
    colours, band = palette_for(classes), 256 // classes
    for k, colour in enumerate(palette.CLASSES[:classes]):
        assert close(colours[k * band], rgb(palette.NEUTRAL), 0.5)
        assert towards(colour, colours[(k + 1) * band - 1]) > 0.5


def test_colours_travel_in_the_message():
    said = header(made().setting.packed)
    assert said["class_colours"] == list(palette.CLASSES[:2])
    assert said["line_colours"] == list(palette.LINES[:P])
    assert said["weight_colours"] == [palette.WEIGHT_NEGATIVE, palette.WEIGHT_POSITIVE]
    assert said["neutral"] == palette.NEUTRAL
    assert not re.search(r"#[0-9a-fA-F]{3,8}\b", node.text())


def show_player() -> None:
    from explorer.ui.shared.mount import player
    from tests.live.test_message import made, pack

    player(pack(made()), key="player")


def test_a_page_carries_the_message_to_the_browser_unchanged():
    testing = pytest.importorskip("streamlit.testing.v1", reason="needs Streamlit")
    page = testing.AppTest.from_function(show_player).run(timeout=180)
    assert not page.exception
    (element,) = page.main.children.values()
    assert element.proto.bytes == pack(made())
