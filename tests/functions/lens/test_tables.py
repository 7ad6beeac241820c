"""The lens shows the functions themselves: what the browser looks up is what PyTorch computes."""

import base64
import gzip
import json
import math
import shutil
import subprocess
from dataclasses import replace
from functools import lru_cache
from typing import Any

import numpy as np
import pytest
import torch

from explorer import tables
from explorer.activations import ACTIVATIONS, get
from explorer.activations.base import Activation, Parameter
from explorer.functions import lens
from explorer.functions.lens import facts
from explorer.functions.lens.packing import normal_quantiles, sign
from explorer.functions.lens.sampling import positions
from explorer.live.message.wire import decode
from explorer.properties import ROWS

NODE = shutil.which("node")
needs_node = pytest.mark.skipif(NODE is None, reason="NO NODE HERE: the lens is NOT TESTED")
RANGES = [(2, 50), (6, 20), (20, 10)]
every_activation = pytest.mark.parametrize("key", ACTIVATIONS)
every_range = pytest.mark.parametrize(("limit", "per_unit"), RANGES, ids=["±2", "±6", "±20"])


def message(activation: Activation, limit: int = 6, per_unit: int = 20, **changes: Any) -> bytes:
    parameters = activation.defaults | changes.pop("parameters", {})
    low, high = lens.window(activation, limit, -4, 8)
    fields = {
        "activation": activation,
        "parameters": parameters,
        "limit": limit,
        "per_unit": per_unit,
        "low": low,
        "high": high,
        "tables": lens.sample(activation, parameters, limit, per_unit),
        "points": np.array([[1, -1], [0.5, 0.25]], np.float32),
        "labels": np.array([0, 1], np.uint8),
    }
    return lens.pack(lens.Lens(**fields | changes))


def script(body: str, data: bytes = b"", **values: Any) -> Any:
    """What the body returns under node: the message is `m`, its tables `t`, the values `d`."""
    given = values | {"message": base64.b64encode(data).decode()}
    source = f"""{lens.SCRIPT.replace("export default function", "function mount")}
        const d = JSON.parse(require('fs').readFileSync(0, 'utf8'));
        const m = d.message && read(new Uint8Array(Buffer.from(d.message, 'base64')));
        const t = m && new Tables(m);
        const told = (key, v) => typeof v === 'number' && !Number.isFinite(v) ? String(v) : v;
        console.log(JSON.stringify((() => {{ {body} }})(), told));"""
    done = subprocess.run(
        [NODE or "node", "-e", source],
        input=json.dumps(given),
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def bent(name: str, f: Any, df: Any, *parameters: Parameter) -> Activation:
    """A function that is not in the registry, as a typed formula would be."""
    return Activation("=" + name, name, "Own", name, name, f, df, "", "", parameters)


LOGARITHM = bent("log(x)", torch.log, lambda x: 1 / x)
RECIPROCAL = bent("1/x", lambda x: 1 / x, lambda x: -1 / x**2)
HUGE = bent("exp(x**2)", lambda x: torch.exp(x**2), lambda x: 2 * x * torch.exp(x**2))
WIDE = tuple(Parameter(name, name, 1.0, -5.0, 5.0, 0.1) for name in "abcd")
FOUR = bent(
    "a*x+b*sin(c*x)+d",
    lambda x, a, b, c, d: a * x + b * torch.sin(c * x) + d,
    lambda x, a, b, c, d: a + b * c * torch.cos(c * x) + 0 * d,
    *WIDE,
)


X = np.sort(np.random.default_rng(0).uniform(-1, 1, 300))  # in units of the range shown
PLANE = {"angle": -35, "scale": 1.3, "shift": 0.4}
ABOUT = {"rrelu", "srelu"}  # have too many slider positions for all to be sent
# What the tables may be off between samples: f at most, f′ at most, f′ in most places.
OFF = {"snake": (5e-3, 0.15, 0.05), "swish": (1e-3, 0.05, 1e-3), "softplus": (1e-3, 0.05, 1e-3)}


def moves(activation: Activation) -> list[tuple[int, int]]:
    """Both ends and the middle of every slider: number of the parameter, and position."""
    return [
        (p, k)
        for p, parameter in enumerate(activation.parameters)
        for last in [len(positions(parameter)) - 1]
        for k in (0, last // 2, last)
    ]


def settings(activation: Activation) -> list[dict[str, float]]:
    """The defaults, then each of `moves`."""
    moved = [(activation.parameters[p], k) for p, k in moves(activation)]
    return [{}, *({p.name: float(positions(p)[k])} for p, k in moved)]


@lru_cache
def seen(limit: int, per_unit: int) -> dict[str, list[dict[str, Any]]]:
    """What the browser makes of every activation in each of its `settings`; one run of node."""
    cases = {
        key: {
            "message": base64.b64encode(message(activation, limit, per_unit)).decode(),
            "moves": moves(activation),
        }
        for key, activation in ACTIVATIONS.items()
    }
    return script(
        """return Object.fromEntries(Object.entries(d.cases).map(([key, { message, moves }]) => {
             const m = read(new Uint8Array(Buffer.from(message, 'base64')));
             const t = new Tables(m);
             const curves = [t.present(), ...moves.map(([p, k]) => t.moved(p, k))];
             const inner = (c, y) => [...y].filter((_, i) => Math.abs(c.x[i]) <= m.limit + 1e-9);
             const cuts = (c, starts, ends) => [...Array(c.pieces).keys()].filter((k) =>
               Math.abs(c.x0[k]) < m.limit - 1e-6 && c.cut(k, ends, starts)).map((k) => c.x0[k]);
             return [key, curves.map((c) => ({
               f: d.x.map((v) => c.value(v)), df: d.x.map((v) => c.slope(v)),
               value: inner(c, c.f), slope: inner(c, c.df), about: c.about ?? false,
               cuts: { value: cuts(c, c.f0, c.f1), slope: cuts(c, c.d0, c.d1) },
               plane: d.plane.map(([a, b]) => layer(c, a, b, d.map)),
             }))];
           }));""",
        cases=cases,
        x=(limit * X).tolist(),
        plane=(2.4 * X.reshape(-1, 2)).tolist(),
        map=PLANE,
    )


@needs_node
@every_range
@every_activation
def test_the_browser_looks_up_a_function_at_every_slider_position_as_pytorch_computes_it(
    key: str, limit: int, per_unit: int
) -> None:
    activation = ACTIVATIONS[key]
    most, slope_most, slope_mostly = OFF.get(key, (2e-4, 0.02, 2e-4))
    x = torch.tensor(limit * X)
    for setting, found in zip(settings(activation), seen(limit, per_unit)[key], strict=True):
        if found["about"]:
            assert key in ABOUT
            continue
        off = np.abs(np.array(found["f"], float) - activation.f(x, **setting).numpy())
        assert off.max() <= most, setting
        off = np.abs(np.array(found["df"], float) - activation.df(x, **setting).numpy())
        assert off.max() <= slope_most, setting
        assert np.quantile(off, 0.9) <= slope_mostly, setting


@needs_node
@every_range
@every_activation
def test_the_read_out_has_the_functions_own_numbers(key: str, limit: int, per_unit: int) -> None:
    activation = ACTIVATIONS[key]
    x = torch.arange(-limit * per_unit, limit * per_unit + 1, dtype=torch.float64) / per_unit
    for setting, found in zip(settings(activation), seen(limit, per_unit)[key], strict=True):
        if found["about"]:
            assert key in ABOUT
            continue
        for g, values in ((activation.f, found["value"]), (activation.df, found["slope"])):
            wanted = g(x, **setting).numpy()
            np.testing.assert_allclose(values, wanted, rtol=2e-7, atol=1e-30, err_msg=str(setting))


@needs_node
@every_activation
def test_the_line_is_cut_where_the_function_jumps_and_nowhere_else(key: str) -> None:
    activation = ACTIVATIONS[key]
    for setting, found in zip(settings(activation), seen(6, 20)[key], strict=True):
        table = tables.curve(activation, setting, 6, 20)
        for column, places in found["cuts"].items():
            x, y = table["x"].to_numpy(dtype=float), table[column].to_numpy(dtype=float)
            wanted = x[np.isnan(y) & (np.abs(x) < 6 - 1e-6)]
            assert len(places) == len(wanted), (column, setting)
            np.testing.assert_allclose(places, wanted, atol=1e-6, err_msg=f"{column} {setting}")


@needs_node
@every_activation
def test_the_plane_is_carried_through_the_layer_as_pytorch_carries_it(key: str) -> None:
    activation = ACTIVATIONS[key]
    x = torch.tensor(2.4 * X.reshape(-1, 2))
    turn = math.radians(PLANE["angle"])
    weights = PLANE["scale"] * torch.tensor(
        [[math.cos(turn), -math.sin(turn)], [math.sin(turn), math.cos(turn)]], dtype=x.dtype
    )
    for setting, found in zip(settings(activation), seen(6, 20)[key], strict=True):
        wanted = activation.f(x @ weights.T + PLANE["shift"], **setting).numpy()
        np.testing.assert_allclose(found["plane"], wanted, atol=5e-4, err_msg=str(setting))


@needs_node
def test_both_sides_of_a_jump_are_reached_between_samples() -> None:
    found = script(
        """const c = t.moved(0, d.k);
           return [0.3299, 0.3301].flatMap((v) => [c.value(v), c.slope(v)]);""",
        message(
            replace(
                ACTIVATIONS["threshold"],
                parameters=(
                    Parameter("threshold", "t", 0.33, -0.33, 0.33, 0.33),
                    Parameter("value", "v", -1.0, -1.0, 1.0, 0.1),
                ),
            )
        ),
        k=2,
    )
    np.testing.assert_allclose(found, [-1, 0, 0.3301, 1], atol=1e-6)


@needs_node
@pytest.mark.parametrize(
    ("key", "x", "wanted"),
    [
        ("heaviside", 0, [0, 1]),
        ("hardshrink", 0.5, [0, 0.5]),
        ("threshold", 1, [0, 1]),
        ("relu", 1.234, [1.234]),
        ("selu", 0, [0]),
    ],
)
def test_a_mark_stands_on_both_sides_of_a_jump(key: str, x: float, wanted: list[float]) -> None:
    found = script("return t.present().sides(d.x);", message(ACTIVATIONS[key]), x=x)
    assert found == pytest.approx(wanted, abs=1e-5)


@needs_node
def test_between_two_rows_a_straight_dependence_is_kept_and_said_to_be_about() -> None:
    rrelu = ACTIVATIONS["rrelu"]
    assert lens.sample(rrelu, {}, 6, 20).stride == 2
    found = script(
        "const c = t.moved(1, d.k); return [c.about, c.value(-3), c.slope(-3), c.value(2)];",
        message(rrelu),
        k=31,
    )
    slope = (0.125 + positions(rrelu.parameters[1])[31]) / 2
    assert found[0] is True
    np.testing.assert_allclose(found[1:], [-3 * slope, slope, 2], rtol=1e-6)


@needs_node
def test_where_a_function_has_no_value_there_is_a_hole() -> None:
    body = "const c = t.present(); return [holesOf(c, 6), c.value(-1), c.value(2), c.slope(2)];"
    assert script(body, message(LOGARITHM)) == [
        [[-6, 0]],
        "NaN",
        pytest.approx(math.log(2), abs=1e-6),
        pytest.approx(0.5, abs=1e-5),
    ]
    assert script(body, message(RECIPROCAL))[0] == [[0, 0]]


@needs_node
def test_a_pole_is_a_cut_and_no_number() -> None:
    tangent = bent("tan(x)", torch.tan, lambda x: 1 + torch.tan(x) ** 2)
    found = script(
        """const c = t.present();
           return [c.value(1.5707), c.slope(1.5709), c.value(1.7), c.slope(1)];""",
        message(tangent),
    )
    assert found[:2] == ["NaN", "NaN"]
    np.testing.assert_allclose(found[2:], [math.tan(1.7), 1 + math.tan(1) ** 2], rtol=1e-3)


@needs_node
def test_where_there_is_no_value_there_is_no_slope() -> None:
    found = script("return [t.present().slope(-1), t.present().df[8]];", message(LOGARITHM))
    assert found == ["NaN", "NaN"]


@needs_node
def test_between_samples_a_function_that_overflows_stays_between_its_values() -> None:
    """Where it rises a hundredfold from one sample to the next, and where float32 ends."""
    body = """
        const curve = t.present();
        const found = [];
        for (let k = 0; k < curve.pieces; k++) {
          for (const share of [0.1, 0.3, 0.5, 0.7, 0.9]) {
            const v = curve.x0[k] + share * (curve.x1[k] - curve.x0[k]);
            found.push([curve.f0[k], curve.within(k, v), curve.f1[k]]);
            const kept = curve.d0[k] > 1e-30 && curve.d1[k] < 2e38; // neither end is cut off
            if (kept) found.push([curve.d0[k], curve.slopeWithin(k, v), curve.d1[k]]);
          }
        }
        return found;"""
    steep = np.array(script(body, message(get("=exp(x*100)"))), float)
    steep = steep[np.isfinite(steep).all(axis=1)]
    assert len(steep) > 1000
    slack = 1e-9 * np.abs(steep).max(axis=1)
    assert (steep[:, 1] >= steep[:, 0] - slack).all()
    assert (steep[:, 1] <= steep[:, 2] + slack).all()


@needs_node
def test_a_number_beyond_the_tables_is_said_to_be_so() -> None:
    body = "return [3e38, -3e38, 2, 1e6].map((v) => reading(Math.fround(v), '='));"
    assert script(body) == ["> 3e38", "< −3e38", "= 2.000", "= 1.00e6"]


@needs_node
def test_beyond_its_table_a_function_is_not_guessed() -> None:
    body = (
        "const c = t.present(); return [c.value(16), c.value(16.01), c.value(-99), c.value(NaN)];"
    )
    assert script(body, message(ACTIVATIONS["relu"])) == [16, "NaN", "NaN", "NaN"]


@needs_node
@pytest.mark.parametrize("shape", ["normal", "uniform", "bumps"])
@pytest.mark.parametrize("key", ["relu", "tanh", "gelu", "heaviside", "sine"])
def test_moments_and_shares_are_numpys_on_the_same_values(key: str, shape: str) -> None:
    activation = ACTIVATIONS[key]
    found = script(
        """const z = standard(d.shape, m.normal);
           const { before, after, small, dead, lost } = pushed(t.present(), z, 0.7, 1.6);
           const numbers = [before.mean, before.variance, after.mean, after.variance, lost];
           return { z: [...z], numbers, small, dead };""",
        message(activation),
        shape=shape,
    )
    z = np.array(found["z"])
    np.testing.assert_allclose([z.mean(), z.var()], [0, 1], atol=1e-6)
    x = 0.7 + 1.6 * z
    y = activation.f(torch.tensor(x)).numpy()
    wanted = [x.mean(), x.var(), y.mean(), y.var(), 0]
    np.testing.assert_allclose(found["numbers"], wanted, atol=2e-4)
    slope = np.abs(activation.df(torch.tensor(x)).numpy())
    np.testing.assert_allclose(found["small"], (slope < 0.05).mean(), atol=2e-3)
    np.testing.assert_allclose(found["dead"], (slope == 0).mean(), atol=1e-3)


def test_the_normal_values_are_the_normal_distributions_quantiles() -> None:
    z = normal_quantiles().astype(float)
    assert z.mean() == pytest.approx(0, abs=1e-6)
    assert z.var() == pytest.approx(1, abs=1e-6)
    share = 0.5 * (1 + torch.erf(torch.tensor(z) / math.sqrt(2))).numpy()
    np.testing.assert_allclose(share, (np.arange(len(z)) + 0.5) / len(z), atol=3e-4)


@needs_node
def test_counts_hold_every_value_inside_and_none_outside() -> None:
    values = np.linspace(-2, 2, 1001)
    found = script("return [...counted(d.v, -1, 1, null, 1)[0]];", v=values.tolist())
    wanted = np.histogram(values, bins=72, range=(-1, 1))[0]
    assert sum(found) == wanted.sum() == 501
    assert np.abs(np.array(found) - wanted).max() <= 1  # a value on an edge may fall to each side


STRIPES = bent(
    "a*sign(sin(20*x))",
    lambda x, a: a * torch.sign(torch.sin(20 * x)),
    lambda x, a: 0 * a * x,
    WIDE[0],
)


@pytest.mark.parametrize("activation", [*ACTIVATIONS.values(), FOUR, STRIPES], ids=lambda a: a.key)
def test_a_message_stays_small(activation: Activation) -> None:
    for limit, per_unit in RANGES:
        assert len(message(activation, limit, per_unit)) < 390_000  # the card comes on top


def test_a_message_comes_apart_as_it_was_put_together() -> None:
    activation = ACTIVATIONS["srelu"]
    row = lens.Row("tail", "Far left", "Tails", "→ −∞", "limit", "", ((-math.inf, -1.0),), (0.5,))
    data = message(activation, rows=(row,), serial=7, sections=("curve", "card"))
    header, arrays = decode(data)
    made = lens.sample(activation, {}, 6, 20)
    for name, wanted in (
        ("x", made.x.astype(np.float32)),
        ("tables", made.rows),
        ("breaks_at", made.breaks_at),
        ("breaks", made.breaks),
        ("points", np.array([[1, -1], [0.5, 0.25]])),
    ):
        np.testing.assert_array_equal(arrays[name], wanted, err_msg=name)
    assert header["serial"] == 7
    assert header["sections"] == ["curve", "card"]
    assert header["rows"][0]["marks"] == [[-1e300, -1.0]]
    assert [p["name"] for p in header["parameters"]] == ["t_l", "a_l", "t_r", "a_r"]


@pytest.mark.parametrize("activation", [LOGARITHM, RECIPROCAL, HUGE], ids=lambda a: a.label)
def test_a_formula_without_values_in_places_still_makes_a_message(activation: Activation) -> None:
    low, high = lens.window(activation, 6, -3.0, 4.0)
    assert -3 <= low < high <= 4
    rows = lens.sample(activation, {}, 6, 20).rows
    assert np.isfinite(rows[0, 0]).any()
    assert message(activation)


def test_no_positions_slope_is_rounded_to_zero_where_it_is_not() -> None:
    activation = ACTIVATIONS["gaussian"]
    made = lens.sample(activation, {}, 6, 20)
    far = np.abs(made.x) > 12
    assert far.any()
    assert (made.rows[0, 1][far] != 0).all()


def test_the_y_axis_holds_every_setting() -> None:
    assert lens.window(ACTIVATIONS["sigmoid"], 6, -3, 4) == (-0.5, 1.5)
    assert lens.window(ACTIVATIONS["threshold"], 2, -4, 4) == (-2.5, 2.5)


def test_an_unknown_parameter_is_named() -> None:
    with pytest.raises(ValueError, match="ReLU has no parameter 'beta'"):
        lens.sample(ACTIVATIONS["relu"], {"beta": 1}, 6, 20)


def test_an_unknown_section_is_named() -> None:
    with pytest.raises(ValueError, match="unknown section 'sky'; expected one of curve"):
        message(ACTIVATIONS["relu"], sections=("curve", "sky"))


@pytest.mark.parametrize(
    ("latex", "wanted"),
    [
        (r"\beta", ("β", "")),
        (r"\ell", ("ℓ", "")),
        ("t_l", ("t", "l")),
        (r"\lambda", ("λ", "")),
        ("a_{12}", ("a", "12")),
        ("u", ("u", "")),
        (r"\mathrm{slope}_{l}", ("slope", "l")),
    ],
)
def test_a_symbol_is_written_without_latex(latex: str, wanted: tuple[str, str]) -> None:
    assert sign(latex) == wanted


def test_a_line_of_the_card_says_the_fact_and_marks_its_place() -> None:
    lines = {row.key: row for row in facts.rows(ACTIVATIONS["silu"], {})}
    assert list(lines) == list(ROWS)
    ((low, high),) = lines["minimum"].marks
    assert low == high == pytest.approx(-1.278465, abs=1e-5)
    assert "−0.27846" in lines["minimum"].text
    assert lines["left_limit"].levels == (0.0,)
    assert lines["lipschitz"].slope
    assert not lines["minimum"].slope
    assert lines["critical_weight_variance"].levels == ()


def test_the_script_stays_small_and_holds_no_colours() -> None:
    assert len(gzip.compress(lens.SCRIPT.encode())) < 14_000
    assert len(lens.STYLE.encode()) < 8_000
    assert "#" not in lens.SCRIPT + lens.STYLE


def test_the_script_has_a_class_for_every_section() -> None:
    for name in lens.SECTIONS:
        assert f"{name}: {'Parameter' if name == 'parameters' else name.title()}Section" in (
            lens.SCRIPT
        )


def show_lens() -> None:
    import streamlit as st

    from explorer.activations import get
    from explorer.ui.functions import lens as ui

    key = st.query_params.get("shown", "swish")
    st.session_state["found"] = ui.show(get(key), 6, 20, -3.0, 4.0, ("curve", "parameters"))


@pytest.mark.parametrize(
    ("text", "wanted"),
    [("3", 3.0), ("0.05", 0.05), ("nan", 1.5), ("1e9", 1.5), ("-1", 1.5), ("β", 1.5), ("", 1.5)],
)
def test_the_url_sets_a_parameter_and_a_hostile_value_is_its_default(
    text: str, wanted: float
) -> None:
    testing = pytest.importorskip("streamlit.testing.v1", reason="needs Streamlit")
    page = testing.AppTest.from_function(show_lens)
    page.query_params["swish_beta"] = text
    page.query_params["elu_alpha"] = "2"
    page.run(timeout=30)
    assert not page.exception
    assert page.session_state["found"] == {"beta": wanted}
    said = page.query_params.get("swish_beta", "1.5")
    assert said in (f"{wanted:g}", [f"{wanted:g}"])
    assert "elu_alpha" not in page.query_params
    data = next(iter(page.main.children.values())).proto.bytes
    assert data[4:].startswith(b'{"key": "swish"')


def forget_lens() -> None:
    from explorer.ui.functions import lens as ui

    ui.forget()


def test_a_function_that_is_forgotten_is_at_its_defaults_again() -> None:
    testing = pytest.importorskip("streamlit.testing.v1", reason="needs Streamlit")
    page = testing.AppTest.from_function(forget_lens)
    page.query_params |= {"swish_beta": "3", "relu_dial": "0.2", "own_b": "2", "function": "Swish"}
    page.session_state["swish_beta"] = 3.0
    page.run(timeout=30)
    assert not page.exception
    assert set(page.query_params) == {"function"}
    assert "swish_beta" not in page.session_state


@pytest.mark.parametrize(
    ("key", "wanted"),
    [
        ("prelu", "prelu_negative_slope"),
        ("~relu", "relu_dial"),
        ("=b*x", "own_b"),
        ("~=x", "own_dial"),
    ],
)
def test_a_parameter_has_a_short_name_in_the_url(key: str, wanted: str) -> None:
    pytest.importorskip("streamlit", reason="needs Streamlit")
    from explorer.ui.functions.lens import name_of

    activation = get(key)
    assert name_of(activation, activation.parameters[-1]) == wanted


@needs_node
def test_a_typed_formula_and_a_dial_are_looked_up_like_any_function() -> None:
    for key in ("=x*sigmoid(b*x)", "~gelu"):
        activation = get(key)
        body = "const c = t.moved(0, d.k); return d.x.map((v) => c.value(v));"
        found = script(body, message(activation), x=(6 * X).tolist(), k=7)
        parameter = activation.parameters[0]
        setting = {parameter.name: float(positions(parameter)[7])}
        wanted = activation.f(torch.tensor(6 * X), **setting).numpy()
        np.testing.assert_allclose(found, wanted, atol=1e-3, err_msg=key)
