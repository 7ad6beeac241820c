"""The kind of field that chooses which plane of data with many inputs is shown."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from explorer.choices.points import MOST_INPUTS
from explorer.config.checks import check_whole
from explorer.config.controls import Choice
from explorer.config.kinds import Ask, Kind
from explorer.words import listed


@dataclass(frozen=True)
class Plane(Kind):
    """Two different inputs by their numbers, or () for the first two principal directions.

    `inputs_of` tells the names of the inputs, of the fields before.
    """

    inputs_of: Callable[[Mapping[str, Any]], tuple[str, ...]]

    def check(self, what: str, value: Any) -> None:
        """Two, and not the same."""
        if value in ((), []):
            return
        if len(value) != 2 or value[0] == value[1]:
            raise ValueError(f"{what} is {value!r}; expected two different inputs, or none")
        for one in value:
            check_whole(f"input of the {what}", one, 0, MOST_INPUTS - 1)

    def ask(self, ask: Ask, common: dict[str, Any], chosen: Mapping[str, Any]) -> Any:
        """What lies across, and what stands up; principal directions where one is not chosen."""
        inputs = self.inputs_of(chosen)

        def axis(place: int, label: str) -> Choice:
            return Choice(
                name=f"{common['name']}_{'xy'[place]}",
                label=label,
                default=None,
                group=common["group"],
                help=common["help"],
                options=(None, *range(len(inputs))),
                label_of=lambda one: (
                    f"Principal direction {place + 1}" if one is None else inputs[one]
                ),
                key_of=lambda one: "principal" if one is None else str(one),
            )

        across = ask(axis(0, "Across"))
        up = ask(axis(1, "Up"))
        return () if None in (across, up) or across == up else (across, up)

    def spread(self, name: str, value: Any) -> dict[str, Any]:
        """The two."""
        across, up = value or (None, None)
        return {f"{name}_x": across, f"{name}_y": up}

    def say(self, value: Any) -> str:
        """The numbers of the inputs, from 1."""
        return listed(f"input {one + 1}" for one in value) or "of principal directions"
