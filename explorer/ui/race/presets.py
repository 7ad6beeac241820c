"""The menu of races to start with."""

from explorer.sweeps.races import RACES
from explorer.ui.race import choosing
from explorer.ui.shared.preset_menu import PresetMenu

MENU = PresetMenu(
    choosing.PREFIX,
    RACES,
    lambda race: race.contest,
    lambda race: choosing.answers(race.contest),
    "A single run misleads: which network learns depends on the draw of its first weights. "
    "So each contestant runs with many seeds, on the same points and batches.",
)
