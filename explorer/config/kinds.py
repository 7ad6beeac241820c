"""Kinds of fields: what a value may be, which controls ask for it, and how they stand for it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from explorer.config.checks import check_choice, check_range, check_whole
from explorer.config.controls import (
    Choice,
    Control,
    Number,
    Several,
    Switch,
    Unreadable,
    exact,
    plain,
)
from explorer.words import number

Ask = Callable[[Control], Any]  # puts a control to somebody, and returns the answer


@dataclass(frozen=True)
class Kind:
    """What the values of a field are."""

    def check(self, what: str, value: Any) -> None:
        """Raise ValueError, with the value in the sentence, where it is wrong."""

    def ask(self, ask: Ask, common: dict[str, Any], chosen: Mapping[str, Any]) -> Any:
        """The value that the answers make.

        `common`: name, label, default, group and help of its control. `chosen`: the fields before.
        """
        raise NotImplementedError

    def spread(self, name: str, value: Any) -> dict[str, Any]:
        """The answers, by the names of their controls, that make this value."""
        return {name: value}

    def say(self, value: Any) -> str:
        """The value in words."""
        return plain(value)


@dataclass(frozen=True)
class Real(Kind):
    """A number from low to high; the form offers `offered`: low, high and step."""

    low: float
    high: float
    offered: tuple[float, float, float | None] | None = None
    format: str | None = None
    style: Literal["slider", "box", "seed"] = "slider"

    def check(self, what: str, value: Any) -> None:
        """In the range."""
        check_range(what, value, self.low, self.high)

    def ask(self, ask: Ask, common: dict[str, Any], chosen: Mapping[str, Any]) -> Any:
        """One number."""
        low, high, step = self.offered or (self.low, self.high, None)
        return ask(
            Number(**common, low=low, high=high, step=step, format=self.format, style=self.style)
        )


@dataclass(frozen=True)
class Whole(Real):
    """A whole number."""

    def check(self, what: str, value: Any) -> None:
        """In the range, and whole."""
        check_whole(what, value, int(self.low), int(self.high))


@dataclass(frozen=True)
class Scale(Kind):
    """A number of which the form offers some; a link may hold any other that is allowed.

    Where None is allowed, `none` is what it is called in a sentence and in a link, and `whole` on
    the form.
    """

    number: Real
    offered: tuple[float, ...]
    none: str = ""
    whole: str = ""

    def check(self, what: str, value: Any) -> None:
        """As the number's kind."""
        if value is not None or not self.none:
            self.number.check(what, value)

    def ask(self, ask: Ask, common: dict[str, Any], chosen: Mapping[str, Any]) -> Any:
        """One of the numbers offered."""
        last = (None,) if self.none else ()
        return ask(
            Choice(
                **common,
                options=(*self.offered, *last),
                label_of=lambda value: self.whole if value is None else plain(value),
                key_of=lambda value: self.none if value is None else exact(value),
                style="scale",
                own=self._own,
            )
        )

    def _own(self, text: str) -> Any:
        """A number that is not offered; Unreadable where the text is none that is allowed."""
        whole = isinstance(self.number, Whole)
        try:
            value = int(text) if whole else float(text)
            self.number.check("it", value)
        except ValueError:
            kind = "a whole number" if whole else "a number"
            ends = f"{number(self.number.low)} to {number(self.number.high)}"
            raise Unreadable(text, f"which is not {kind} from {ends}") from None
        return value

    def say(self, value: Any) -> str:
        """The number, or the name of None."""
        return self.none if value is None else plain(value)


@dataclass(frozen=True)
class Entry(Kind):
    """A key of a registry whose entries have labels; `none` is what None is called, if allowed.

    `get` finds the entries of keys beside the registry's, and raises ValueError for any other.
    """

    registry: Mapping[str, Any]
    none: str = ""
    style: Literal["menu", "buttons"] = "menu"
    remark: bool = False
    picture: Callable[[str], str] | None = None  # SVG of a key
    heading: Callable[[str], str] | None = None  # of the pictures that a key stands among
    among: Callable[[Mapping[str, Any]], Sequence[str]] | None = None  # keys, by the fields before
    get: Callable[[str], Any] | None = None

    def check(self, what: str, value: Any) -> None:
        """One of its keys."""
        if self.get is not None and isinstance(value, str):
            self.get(value)
        elif value is not None or not self.none:
            check_choice(what, value, tuple(self.registry))

    def _entry(self, key: str) -> Any:
        return self.get(key) if self.get else self.registry[key]

    def _own(self, text: str) -> str:
        assert self.get is not None
        self.get(text)
        return text

    def ask(self, ask: Ask, common: dict[str, Any], chosen: Mapping[str, Any]) -> Any:
        """One entry, by its label."""
        first = (None,) if self.none else ()
        keys = self.among(chosen) if self.among else self.registry
        return ask(
            Choice(
                **common,
                options=(*first, *keys),
                label_of=lambda key: _upper(self.say(key)),
                style=self.style,
                remark_of=self._remark if self.remark else None,
                picture_of=self.picture,
                heading_of=self.heading,
                own=self._own if self.get else None,
            )
        )

    def _remark(self, value: Any) -> str:
        return "" if value is None else self._entry(value).remark

    def say(self, value: Any) -> str:
        """The entry's label."""
        if value is None:
            return self.none
        entry = self._entry(value)
        return entry if isinstance(entry, str) else entry.label


def _upper(words: str) -> str:
    return words[:1].upper() + words[1:]


@dataclass(frozen=True)
class Device(Kind):
    """Where the arithmetic runs: checked against all there are, asked of those that are here."""

    keys: tuple[str, ...]
    available: Callable[[], tuple[str, ...]]
    name: Callable[[str], str]

    def check(self, what: str, value: Any) -> None:
        """One of the keys."""
        check_choice(what, value, self.keys)

    def ask(self, ask: Ask, common: dict[str, Any], chosen: Mapping[str, Any]) -> Any:
        """One that is here."""
        return ask(Choice(**common, options=self.available(), label_of=self.name))


@dataclass(frozen=True)
class Flag(Kind):
    """True or False; `words` say True."""

    words: str

    def check(self, what: str, value: Any) -> None:
        """One of the two."""
        if not isinstance(value, bool):
            raise ValueError(f"{what} is {value!r}; expected True or False")

    def ask(self, ask: Ask, common: dict[str, Any], chosen: Mapping[str, Any]) -> Any:
        """A switch."""
        return ask(Switch(**common))

    def say(self, value: Any) -> str:
        """With or without."""
        return self.words if value else f"no {self.words}"


@dataclass(frozen=True)
class Items(Kind):
    """Some keys of a registry whose entries have labels, at least one, each once, in its order."""

    registry: Mapping[str, Any]

    def check(self, what: str, value: Any) -> None:
        """Each one of its keys."""
        for key in value:
            check_choice(what, key, tuple(self.registry))
        if not value or list(value) != [key for key in self.registry if key in value]:
            raise ValueError(
                f"{what} are {', '.join(value) or 'none'}; expected some of "
                f"{', '.join(self.registry)}, each once, in this order"
            )

    def ask(self, ask: Ask, common: dict[str, Any], chosen: Mapping[str, Any]) -> Any:
        """Some of them, in their order; the default where there is none."""
        listed: dict[str, Any] = common | {"default": list(common["default"])}
        found = ask(
            Several(
                **listed,
                options=tuple(self.registry),
                label_of=lambda key: self.registry[key].label,
            )
        )
        return tuple(key for key in self.registry if key in found) or common["default"]

    def spread(self, name: str, value: Any) -> dict[str, Any]:
        """A list of the keys."""
        return {name: list(value)}

    def say(self, value: Any) -> str:
        """The labels."""
        return ", ".join(self.registry[key].label for key in value)


@dataclass(frozen=True)
class Draw(Kind):
    """A seed of its own, up to `high`; None takes another one, which is called `none`.

    `draws` is what it draws, on the button that does it.
    """

    high: int
    none: str
    draws: str

    def check(self, what: str, value: Any) -> None:
        """In the range, and whole."""
        if value is not None:
            check_whole(what, value, 0, self.high)

    def ask(self, ask: Ask, common: dict[str, Any], chosen: Mapping[str, Any]) -> Any:
        """A number, or none."""
        number = Number(
            **common, low=0, high=self.high, style="seed", empty=self.none, draws=self.draws
        )
        return ask(number)

    def say(self, value: Any) -> str:
        """The number, or whose it is."""
        return self.none if value is None else plain(value)
