"""The picture of the page Race, the files that are taken away, and the message it is drawn from."""

import io
import re
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

pytest.importorskip("streamlit")
pytest.importorskip("altair")

from explorer.engine.data import sample
from explorer.live.message.wire import decode
from explorer.ui.race import choosing, packing, picture, taking
from explorer.ui.race.running import Live
from tests import node
from tests.ui.test_race import finished, small

# ---- what is taken away


def test_the_table_has_a_row_for_each_network():
    one = finished(small())
    table = pd.read_csv(io.StringIO(taking._csv(one)))
    assert len(table) == one.sweep.count
    assert table["contestant"].unique().tolist() == list(one.contest.names)
    np.testing.assert_allclose(
        table["validation_accuracy"], one.standings.accuracy[-1].ravel(), rtol=1e-6
    )
    pd.testing.assert_frame_equal(
        pd.read_parquet(io.BytesIO(taking._parquet(one))), table, check_dtype=False
    )


def test_the_picture_names_every_contestant_and_its_seeds():
    one = finished(small())
    drawn = taking._svg(one)
    assert drawn.startswith("<svg")
    for name in one.contest.names:
        assert name in drawn
    assert "3 seeds" in drawn


# ---- the message


def test_the_browser_s_types_of_the_message_name_what_is_in_it():
    declared = (node.MODULES / "race/message.d.ts").read_text("utf-8")

    def fields(name):
        body = declared.partition(f"interface {name} {{")[2].partition("\n}")[0]
        return {*re.findall(r"^  (\w+): ", body, re.MULTILINE)}

    header, arrays = decode(packing.message(finished(small())))
    assert fields("RaceMessage") == {*header, *arrays} - {"arrays"}
    assert fields("Told") == {*header["told"][0]}


def test_a_message_has_the_contestants_of_a_row_and_all_of_the_table():
    one = finished(small(values=("tanh", "relu"), second="width", second_values=(1, 2, 8)))
    picture.obey(one, {"name": "row", "row": 1})
    header, arrays = decode(packing.message(one))
    assert header["cells"] == [3, 4, 5]
    assert header["names"][0] == "ReLU, 1 unit"
    assert len(header["rates"]) == 6
    looks = len(header["steps"])
    assert arrays["risen"].shape == arrays["loss"].shape == (3, looks, 3)
    assert arrays["states"].shape == arrays["ends"].shape == (3, 3)


def test_of_a_contestant_without_a_seed_there_is_neither_a_count_nor_an_interval():
    header, _ = decode(packing.message(Live(small(second="width", second_values=(1, 2)), 1, 60.0)))
    told = header["told"][0]
    assert (told["low"], told["high"]) == (None, None)
    assert (told["count"], told["bounds"], told["percent"]) == ("—", "not trained yet", "—")
    assert set(header["rate_bounds"]) == {"not trained yet"}


class Late(Live):
    """A race that ends while it is looked at."""

    @property
    def standings(self):
        assert self.running is not None
        self.running.wait()
        return super().standings


def test_a_message_begun_while_networks_train_asks_for_more():
    one = Late(replace(small(), run=replace(choosing.RUN, steps=20_000)), 1, 0.0)
    one.go()
    assert decode(packing.message(one))[0]["more"]
    header, _ = decode(packing.message(one))
    assert (header["moves"], header["button"]) == (False, "")


def test_a_message_that_lacks_a_map_asks_for_more():
    one = finished(small())
    header, _ = decode(packing.message(one))
    assert header["more"] or all(header["drawn"])
    for film in one.films.values():
        film.result()
    header, arrays = decode(packing.message(one))
    assert header["drawn"] == [True] * 6
    assert not header["more"]
    assert len(arrays["maps"]) == 6


def test_a_map_is_neutral_at_one_half_and_its_steps_are_close_there():
    one = finished(small())
    samples = sample(choosing.RUN)
    film = packing.Boundary(np.array([[[0.0, 0.499, 0.5, 0.501, 1.0]]]), None, samples)
    (shades,) = packing.shades(film, 2)[0]
    assert (shades[0], shades[-1]) == (0, 255)
    assert shades[1] < shades[2] - 3
    assert shades[3] > shades[2] + 3
    _, arrays = decode(packing.message(one))
    assert arrays["palette"][127:129].min() > 235


@node.needs_node
def test_the_browser_reads_from_a_map_s_number_the_probability_that_was_packed():
    p = np.linspace(0, 1, 1001)
    film = packing.Boundary(p.reshape(1, 1, -1), None, sample(choosing.RUN))
    shades = packing.shades(film, 2).ravel()
    far = np.array(node.script(("race/plates.js",), "return d.map(farOf);", shades.tolist()))
    np.testing.assert_allclose(far, 2 * p - 1, atol=0.009)
    assert (np.sign(far) == np.sign(2 * p - 1))[np.abs(2 * p - 1) > 1e-4].all()


def test_every_state_of_a_seed_has_its_words():
    header, arrays = decode(packing.message(finished(small())))
    words = header["state_words"]
    assert (words[0], words[header["reached"]]) == ("not trained yet", "reaches")
    assert words[header["gone"]].startswith("diverged")
    assert arrays["states"].max() < len(words)


DRAWN = """
    const done = [];
    const context = { arc: (x, y, r) => done.push([x, y, r]), beginPath() {},
        fill() { done.push(this.fillStyle); }, stroke() { done.push(this.strokeStyle); } };
    points(context, 100, d, 2, 0, 3, (n) => n === 1 ? null : ["fill" + n, "edge" + n, 1 + n]);
    return done;
"""


@node.needs_node
def test_a_point_is_drawn_at_its_place_of_the_plane_in_its_look():
    drawn = node.script(("shared/points.js",), DRAWN, [0, 0, 9, 9, 2, -2])
    assert drawn == [[50, 50, 1], "fill0", "edge0", [100, 100, 3], "fill2", "edge2"]
