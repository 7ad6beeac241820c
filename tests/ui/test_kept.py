"""What a kept run is told of itself: an address that opens the same run, and stops where it did."""

from urllib.parse import parse_qs

import pytest

from explorer.config.link import read
from explorer.config.presets import PRESETS
from explorer.live.stopping import StopRule
from explorer.ui.training import kept, stops
from tests.ui.test_pages import opened


@pytest.mark.parametrize(
    ("rule", "parameters"),
    [
        (StopRule(), {}),
        (StopRule(accuracy=0.95), {"training_stop_accuracy": "95"}),
        (
            StopRule(plateau=500, steps=300, epochs=7),
            {
                "training_stop_plateau": "500",
                "training_stop_steps": "300",
                "training_stop_epochs": "7",
            },
        ),
    ],
    ids=str,
)
def test_a_link_asks_for_the_rule_that_stops_the_run(rule, parameters):
    assert stops.written(rule) == parameters


@pytest.mark.parametrize("preset", PRESETS.values(), ids=PRESETS)
def test_the_address_of_a_preset_s_run_gives_its_config_back(preset):
    told = kept.told(preset.config, StopRule())
    assert read(parse_qs(told["query"])) == (preset.config, [])


def test_a_page_opened_by_such_an_address_stops_by_the_same_rule():
    rule = StopRule(accuracy=0.95, steps=500, epochs=20)
    at = opened("training", stops.written(rule))
    assert [at.number_input(f"training_stop_{one}").value for one in ("steps", "epochs")] == [
        500,
        20,
    ]
    assert at.select_slider("training_stop_accuracy").value == 95
