"""One palette: the theme's colours are those of explorer/choices/palette.py."""

import re
import tomllib

from explorer.choices import palette
from tests import ROOT
from tests.dense import dense


def test_the_theme_uses_the_palette():
    theme = tomllib.loads((ROOT / ".streamlit/config.toml").read_text())["theme"]
    assert tuple(theme["chartCategoricalColors"]) == palette.LINES
    assert theme["light"]["primaryColor"] == palette.POSITIVE
    assert theme["light"]["textColor"] == palette.DARK
    assert theme["light"]["backgroundColor"] == palette.WHITE


def luminance(colour):
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_the_two_class_colours_differ_in_lightness_too():
    light, dark = luminance(palette.NEGATIVE), luminance(palette.POSITIVE)
    assert (light + 0.05) / (dark + 0.05) > 1.6


@dense("path", sorted(ROOT.glob("explorer/**/*.py")))
def test_no_module_but_the_palette_names_a_colour(path):
    if path.name != "palette.py":
        assert not re.search(r'= "#[0-9a-f]{6}"|\["#|\("#[0-9a-f]{6}"', path.read_text())
