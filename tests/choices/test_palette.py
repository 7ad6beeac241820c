"""One palette: the theme's colours are those of explorer/choices/palette.py."""

import re
import tomllib
from itertools import combinations

import numpy as np
import pytest

from explorer.choices import palette
from tests import ROOT
from tests.dense import dense


def test_the_theme_uses_the_palette():
    theme = tomllib.loads((ROOT / ".streamlit/config.toml").read_text())["theme"]
    assert tuple(theme["chartCategoricalColors"]) == palette.LINES
    assert theme["light"]["primaryColor"] == palette.ACCENT
    assert theme["dark"]["primaryColor"] == palette.ACCENT_NIGHT
    assert theme["light"]["textColor"] == palette.DARK
    assert theme["light"]["backgroundColor"] == palette.WHITE
    assert theme["dark"]["backgroundColor"] == palette.NIGHT


WEIGHTS = (palette.WEIGHT_NEGATIVE, palette.WEIGHT_POSITIVE)
ACCENTS = (palette.ACCENT, palette.ACCENT_NIGHT)
# What a reader with that sight sees of linear red, green and blue (Machado and others, 2009).
SIGHT = {
    "full": np.eye(3),
    "without red": [
        [0.152286, 1.052583, -0.204868],
        [0.114503, 0.786281, 0.099216],
        [-0.003882, -0.048116, 1.051998],
    ],
    "without green": [
        [0.367322, 0.860646, -0.227968],
        [0.280085, 0.672501, 0.047413],
        [-0.011820, 0.042940, 0.968881],
    ],
}


def linear(colour):
    channels = np.array([int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)])
    return np.where(channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4)


def luminance(colour):
    return linear(colour) @ [0.2126, 0.7152, 0.0722]


def contrast(one, other):
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def oklab(colour, sight):
    """Where a colour lies in a space in which equal steps look equal (Ottosson, 2020)."""
    seen = np.clip(np.array(SIGHT[sight]) @ linear(colour), 0, 1)
    cones = [
        [0.4122214708, 0.5363325363, 0.0514459929],
        [0.2119034982, 0.6806995451, 0.1073969566],
        [0.0883024619, 0.2817188376, 0.6299787005],
    ]
    opponents = [
        [0.2104542553, 0.7936177850, -0.0040720468],
        [1.9779984951, -2.4285922050, 0.4505937099],
        [0.0259040371, 0.7827717662, -0.8086757660],
    ]
    return np.array(opponents) @ np.cbrt(np.array(cones) @ seen)


def apart(one, other, sight="full"):
    return np.linalg.norm(oklab(one, sight) - oklab(other, sight))


@pytest.mark.parametrize("page", [palette.WHITE, palette.NIGHT], ids=["light", "dark"])
@pytest.mark.parametrize("colour", [*palette.LINES, *WEIGHTS])
def test_a_line_stands_out_on_the_page(colour, page):
    assert contrast(colour, page) >= 3


def test_a_widget_stands_out_on_its_page_and_has_no_hue_of_the_data():
    assert contrast(palette.ACCENT, palette.WHITE) >= 4.5
    assert contrast(palette.ACCENT_NIGHT, palette.NIGHT) >= 4.5
    for accent in ACCENTS:
        assert np.linalg.norm(oklab(accent, "full")[1:]) < 0.05


def test_no_network_and_no_weight_has_the_colour_of_the_two_classes():
    for colour in (*palette.LINES, *WEIGHTS):
        assert min(apart(colour, of) for of in palette.CLASSES[:2]) > 0.1
    for weight in WEIGHTS:
        assert min(apart(weight, line) for line in palette.LINES[:4]) > 0.09


@pytest.mark.parametrize("sight", SIGHT)
@pytest.mark.parametrize(
    "colours",
    [palette.LINES[:4], WEIGHTS, palette.CLASSES[:2], (palette.VALUE, palette.SLOPE)],
    ids=["networks", "weights", "classes", "value and slope"],
)
def test_colours_of_one_kind_are_told_apart_by_every_reader(colours, sight):
    assert min(apart(*pair, sight) for pair in combinations(colours, 2)) > 0.1


def test_the_two_class_colours_differ_in_lightness_too():
    assert contrast(palette.NEGATIVE, palette.POSITIVE) > 1.6


@dense("path", sorted(ROOT.glob("explorer/**/*.py")))
def test_no_module_but_the_palette_names_a_colour(path):
    if path.name != "palette.py":
        assert not re.search(r'= "#[0-9a-f]{6}"|\["#|\("#[0-9a-f]{6}"', path.read_text())
