"""The tab Generalisation, driven without a browser, and the messages of its pictures."""

import re
from dataclasses import replace

import numpy as np
import pytest

pytest.importorskip("streamlit")
pytest.importorskip("altair")

from streamlit.testing.v1 import AppTest

from explorer.live.message.wire import decode
from explorer.outputs.draws import DRAWS
from explorer.outputs.generalisation import CURES, GRID, START, TWO_CLASSES
from explorer.ui.outputs import generalisation
from explorer.ui.outputs.generalisation import course, cures, spread
from tests import node
from tests.dense import dense

SHORT = replace(START, steps=40)
AMOUNTS = tuple((key, cure.default) for key, cure in CURES.items())


def tab():
    from explorer.ui.outputs import generalisation

    generalisation.show()


def opened(**query):
    app = AppTest.from_function(tab, default_timeout=180)
    for name, value in query.items():
        app.query_params[f"generalisation_{name}"] = value
    return well(app.run())


def well(app):
    assert not app.exception, app.exception
    return app


@dense("picture", generalisation.PICTURES)
def test_a_picture_opens_by_its_link_and_each_widget_moves_to_its_ends(picture):
    app = opened(picture=picture, points="50")
    for kind in ("slider", "number_input"):
        for key in [str(one.key) for one in getattr(app, kind)]:
            widget = getattr(app, kind)(key=key)
            for end in (widget.min, widget.max):
                well(getattr(app, kind)(key=key).set_value(end).run())
            getattr(app, kind)(key=key).set_value(widget.value)
    for key in [str(one.key) for one in app.selectbox]:
        start = app.selectbox(key=key).index
        app.selectbox(key=key).select_index(len(app.selectbox(key=key).options) - 1)
        well(app.run())
        app.selectbox(key=key).select_index(start)


@dense("dataset", TWO_CLASSES)
def test_every_data_set_of_two_classes_is_drawn(dataset):
    for picture in (course.message, spread.message):
        header, _ = decode(picture(replace(SHORT, dataset=dataset)))
        assert header["verdict"]


@dense("picture", ["shares", "cures"])
def test_a_share_without_points_of_a_class_is_told_in_a_sentence(picture):
    app = opened(picture=picture, points="50", class_share="0.05")
    assert "leave class 1 with" in app.error[0].value


def test_the_link_holds_what_was_chosen():
    app = opened(picture="cures", noise="0.4", cure_l2="0.1", cures_units="16")
    assert app.slider(key="generalisation_noise").value == 0.4
    assert app.selectbox(key="generalisation_cure_l2").value == 0.1
    assert app.query_params["generalisation_cures_units"] == "16"


# ---- messages


def test_the_browser_s_types_of_the_messages_name_what_is_in_them():
    declared = (node.MODULES / "generalisation/message.d.ts").read_text("utf-8")

    def fields(name):
        head, _, rest = declared.partition(f"interface {name} ")[2].partition("{")
        own = {*re.findall(r"^  (\w+): ", rest.split("\n}")[0], re.MULTILINE)}
        return own | (fields("Mapped") if "Mapped" in head else set())

    for name, message in (
        ("CourseMessage", course.message(SHORT)),
        ("CuresMessage", cures.message(SHORT, AMOUNTS)),
        ("SpreadMessage", spread.message(SHORT)),
    ):
        header, arrays = decode(message)
        assert fields(name) == {*header, *arrays} - {"arrays"}


def test_a_message_has_a_map_for_each_look_network_or_draw():
    header, arrays = decode(course.message(SHORT))
    assert arrays["maps"].shape == (len(arrays["steps"]), GRID, GRID)
    assert len(arrays["points"]) == len(arrays["shares"]) == SHORT.samples
    header, arrays = decode(cures.message(SHORT, AMOUNTS))
    assert "More points: it draws validation and test points of its own" in header["note"]
    assert len(arrays["maps"]) == len(header["names"]) == 1 + len(CURES)
    assert sum(header["counts"]) == len(arrays["points"])
    header, arrays = decode(spread.message(SHORT))
    assert arrays["each"].shape == (DRAWS, GRID, GRID)
    mean = arrays["each"].mean(axis=0)
    np.testing.assert_allclose(arrays["maps"][0], mean, atol=1.1)  # both are rounded to bytes


def test_the_network_to_take_is_the_one_with_the_lowest_validation_loss():
    header, _ = decode(cures.message(START, AMOUNTS))
    name = header["names"][header["best"]].split(",")[0]
    assert header["verdict"].startswith(f"By the validation loss one takes {name}")


@node.needs_node
def test_a_map_is_neutral_at_one_half_and_in_the_classes_colours_at_its_ends():
    body = "return [0, 127, 128, 255].map(classes(d));"
    pixels = node.script(("generalisation/plate.js",), body, course.packing.COLOURS)
    red, green, blue = np.array([[p & 255, p >> 8 & 255, p >> 16 & 255] for p in pixels]).T
    assert red[0] > 200 > blue[0]
    assert blue[3] > 150 > red[3]
    assert min(red[1], green[1], blue[1], red[2], green[2], blue[2]) > 230
