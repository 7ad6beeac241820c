"""The lens's message: small, whole, and carried to the page; what comes back is checked."""

import math
import re

import numpy as np
import pytest
import torch

from explorer.activations import ACTIVATIONS, Activation, get
from explorer.formula.browser import described
from explorer.functions import lens
from explorer.functions.lens import facts
from explorer.functions.lens.packing import sign
from explorer.functions.lens.sliders import positions
from explorer.live.message.wire import decode
from explorer.properties import ROWS
from tests import node
from tests.dense import dense
from tests.functions.lens.browser import (
    RANGES,
    X,
    message,
    script,
)
from tests.node import needs_node

WIDE = "a*x + b*sin(c*x) + d"
STRIPES = "a*sign(sin(20*x))"


@dense("activation", [*ACTIVATIONS.values(), get(f"={WIDE}"), get(f"={STRIPES}")])
def test_a_message_stays_small(activation: Activation) -> None:
    for limit, per_unit in RANGES:
        assert len(message(activation, limit, per_unit)) < 16_000  # the card comes on top


def test_a_message_comes_apart_as_it_was_put_together() -> None:
    activation = ACTIVATIONS["srelu"]
    row = lens.Row("tail", "Far left", "Tails", "→ −∞", "limit", "", ((-math.inf, -1.0),), (0.5,))
    data = message(activation, rows=(row,), serial=7, sections=("curve", "card"))
    header, arrays = decode(data)
    np.testing.assert_array_equal(arrays["points"], np.array([[1, -1], [0.5, 0.25]]))
    assert header["function"] == described(activation, {})
    assert header["serial"] == 7
    assert header["sections"] == ["curve", "card"]
    assert header["rows"][0]["marks"] == [[-1e300, -1.0]]
    assert [p["name"] for p in header["parameters"]] == ["t_l", "a_l", "t_r", "a_r"]


@pytest.mark.parametrize("formula", ["=log(x)", "=1/x", "=exp(x**2)"])
def test_a_formula_without_values_in_places_still_makes_a_message(formula: str) -> None:
    activation = get(formula)
    low, high = lens.window(activation, 6, -3.0, 4.0)
    assert -3 <= low < high <= 4
    assert message(activation)


def test_the_y_axis_holds_every_setting() -> None:
    assert lens.window(ACTIVATIONS["sigmoid"], 6, -3, 4) == (-0.5, 1.5)
    assert lens.window(ACTIVATIONS["threshold"], 2, -4, 4) == (-2.5, 2.5)


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


def test_the_browser_knows_the_fields_of_the_message_and_no_others() -> None:
    activation = get("swish")
    rows = facts.rows(activation, activation.defaults)
    header, arrays = decode(message(activation, rows=rows))
    declared = (node.MODULES / "lens/message.d.ts").read_text("utf-8")
    sent = {
        "LensMessage": {*header, *arrays},
        "Parameter": {*header["parameters"][0]},
        "Row": {*header["rows"][0]},
    }
    for name, fields in sent.items():
        body = declared.partition(f"interface {name} {{")[2].partition("\n}")[0]
        assert set(re.findall(r"^  (\w+):", body, re.MULTILINE)) == fields


def test_the_script_has_a_class_for_every_section() -> None:
    for name in lens.SECTIONS:
        section = f"{'Parameter' if name == 'parameters' else name.title()}Section"
        assert f"{name}: {section}" in node.text("lens")


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
    page.run(timeout=180)
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
    page.run(timeout=180)
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
        parameter = activation.parameters[0]
        setting = {parameter.name: float(positions(parameter)[7])}
        body = "const c = curve(d.setting); return d.x.map((v) => c.value(v));"
        found = script(body, message(activation), x=(6 * X).tolist(), setting=setting)
        wanted = activation.f(torch.tensor(6 * X), **setting).numpy()
        np.testing.assert_allclose(found, wanted, rtol=1e-9, atol=1e-12, err_msg=key)
