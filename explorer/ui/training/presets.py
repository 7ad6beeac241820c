"""The menu of presets of the page Training."""

from explorer.config.link import PREFIX
from explorer.config.presets import PRESETS
from explorer.ui.shared.preset_menu import PresetMenu
from explorer.ui.training.networks import answers

MENU = PresetMenu(
    PREFIX,
    PRESETS,
    lambda preset: preset.config,
    lambda preset: answers(preset.config),
    "The same network, the same first weights, the same points: only the activation differs. "
    "Press Play.",
)
