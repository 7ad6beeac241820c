"""The list of fields: what is known of each setting of a run, beside its default in `run.py`."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from typing import Any

from explorer.config.kinds import Kind


@dataclass(frozen=True)
class Field:
    """All that is known of one setting: its words, its kind, its place in the form and the link."""

    label: str  # over its widget, and in lower case what a refusal calls it
    kind: Kind | None = None  # None: it is checked elsewhere, and neither asked nor told
    group: str = ""  # the part of the form that asks for it; "": none does
    name: str = ""  # in the link; "": that of the field
    word: str | None = None  # before its value; None: its name; "": the value speaks for itself
    caption: Callable[[Any], str] | None = None  # of a config, for the line below its group
    help: str | None = None
    shown: Callable[[Mapping[str, Any]], bool] | None = None  # of the fields before it
    what: str = ""  # what a refusal calls it, where that is not the label

    def check(self, value: Any) -> None:
        """Raise ValueError, with the value in the sentence, where it is wrong."""
        if self.kind is not None:
            self.kind.check(self.what or self.label.lower(), value)

    def say(self, name: str, value: Any) -> str:
        """Its value with its word, as "rate 0.1" or "Moons"."""
        word = name.replace("_", " ") if self.word is None else self.word
        told = self.kind.say(value) if self.kind else str(value)
        return f"{word} {told}" if word else told


def setting(default: Any, entry: Field) -> Any:
    """The default of a dataclass's field, and its entry in the list of fields."""
    return field(default=default, metadata={"field": entry})


def listed(config: Any) -> dict[str, Field]:
    """The entries of a config, or of its class, by the names of its fields, in their order."""
    return {one.name: one.metadata["field"] for one in fields(config)}


def check_all(config: Any) -> None:
    """Raise ValueError, with the value in the sentence, for the first field that is wrong."""
    for name, entry in listed(config).items():
        entry.check(getattr(config, name))
