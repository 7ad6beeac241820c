"""The card of a run bears its link, and a citation what the app knows of itself."""

import re
from dataclasses import replace
from datetime import date
from urllib.parse import parse_qs, urlsplit
from xml.etree import ElementTree

import pytest
import segno

from explorer.config import Member, RunConfig
from explorer.config.form import DEFAULTS
from explorer.config.link import read
from explorer.config.presets import PRESETS
from explorer.takeaway import sharing
from tests import ROOT

PAGE = "https://example.org/training"
OTHER = replace(
    DEFAULTS,
    dataset="moons",
    members=(Member("=x * sigmoid(2 * x)"), Member("=where(x < 0, 0, x)")),
)


@pytest.mark.parametrize(
    "config", [DEFAULTS, OTHER, *(preset.config for preset in PRESETS.values())]
)
def test_the_address_opens_the_run(config):
    parts = urlsplit(sharing.address_of(config, PAGE))
    assert parts._replace(query="").geturl() == PAGE
    assert read(parse_qs(parts.query, keep_blank_values=True)) == (config, [])


def test_a_run_that_no_form_makes_has_no_address():
    with pytest.raises(ValueError, match="is not a config of the form"):
        sharing.address_of(replace(DEFAULTS, output_bias=0.5), PAGE)


@pytest.mark.parametrize("config", [DEFAULTS, OTHER, PRESETS["optimisers"].config])
def test_a_card_is_whole_svg_with_the_code_of_its_address(config):
    address = sharing.address_of(config, PAGE)
    svg = sharing.card(config, address)
    root = ElementTree.fromstring(svg)
    assert root.tag.endswith("svg")
    assert root.attrib["aria-label"] == sharing.alternative(config)
    wanted = segno.make_qr(address, error="l").svg_inline(border=4, dark=sharing.DARK)
    drawn = re.search(r' d="([^"]+)"', wanted)
    assert drawn is not None
    assert drawn[1] in svg
    words = " ".join(one.text or "" for one in root.iter() if one.tag.endswith("text"))
    assert words.startswith(sharing.NAME)
    assert config.titles[0] in words


def test_a_card_is_dark_on_white_whatever_page_it_stands_on():
    svg = sharing.card(DEFAULTS, PAGE)
    assert f'fill="{sharing.WHITE}"/>' in svg
    assert "currentColor" not in svg


def test_a_link_that_is_too_long_is_told_in_one_sentence():
    for length in (1400, 5000):
        with pytest.raises(ValueError, match=r"^This link has [\d,]+ characters, .*\.$"):
            sharing.card(DEFAULTS, f"{PAGE}?formula={'x' * length}")


def test_the_words_of_a_card_stay_within_it():
    many = tuple(Member("tanh", changes=(("batch_size", 2**n),)) for n in range(8))
    svg = sharing.card(RunConfig(members=many), PAGE)
    lines = re.findall(r'font-size="(\d+)"[^>]*>([^<]*)<', svg)
    assert len(lines) <= 1 + sharing.LINES + sharing.LINES
    for size, words in lines:
        assert 0.55 * int(size) * len(words) < 1.05 * sharing.WIDTH, words


def test_a_citation_names_version_address_and_day_and_nobody_but_the_licence_s():
    sentence, entry = sharing.citation("0.11.0", f"{PAGE}?training_seed=1", date(2026, 11, 5))
    for part in (sharing.NAME, "0.11.0", f"{PAGE}?training_seed=1", "2026-11-05"):
        assert part in sentence
        assert part in entry
    assert sharing.AUTHORS in (ROOT / "LICENSE").read_text()
    assert entry.startswith("@software{")
    assert entry.count("{") == entry.count("}")
    assert "doi" not in entry.lower()
