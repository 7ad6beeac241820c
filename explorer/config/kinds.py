"""Kinds of fields: what a value may be, which controls ask for it, and how they stand for it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from explorer import activations
from explorer.activations import ACTIVATIONS
from explorer.config.checks import check_choice, check_range, check_whole
from explorer.config.controls import Choice, Control, Number, Several, Switch, plain

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
    """A number of which the form offers some.

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
                key_of=lambda value: self.none if value is None else plain(value),
                style="scale",
            )
        )

    def say(self, value: Any) -> str:
        """The number, or the name of None."""
        return self.none if value is None else plain(value)


@dataclass(frozen=True)
class Entry(Kind):
    """A key of a registry whose entries have labels; `none` is what None is called, if allowed."""

    registry: Mapping[str, Any]
    none: str = ""
    style: Literal["menu", "buttons"] = "menu"
    remark: bool = False
    picture: Callable[[str], str] | None = None  # SVG of a key

    def check(self, what: str, value: Any) -> None:
        """One of its keys."""
        if value is not None or not self.none:
            check_choice(what, value, tuple(self.registry))

    def ask(self, ask: Ask, common: dict[str, Any], chosen: Mapping[str, Any]) -> Any:
        """One entry, by its label."""
        first = (None,) if self.none else ()
        return ask(
            Choice(
                **common,
                options=(*first, *self.registry),
                label_of=lambda key: _upper(self.say(key)),
                style=self.style,
                remark_of=self._remark if self.remark else None,
                picture_of=self.picture,
            )
        )

    def _remark(self, value: Any) -> str:
        return "" if value is None else self.registry[value].remark

    def say(self, value: Any) -> str:
        """The entry's label."""
        if value is None:
            return self.none
        entry = self.registry[value]
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
class Widths(Kind):
    """The width of each hidden layer: their number is asked first, then each."""

    most: int  # hidden layers
    widest: int
    offered: int  # hidden layers in the form

    def check(self, what: str, value: Any) -> None:
        """Not too many, none too wide."""
        if len(value) > self.most:
            raise ValueError(f"{len(value)} hidden layers; at most {self.most} are possible")
        for width in value:
            check_whole("width", width, 1, self.widest)

    def ask(self, ask: Ask, common: dict[str, Any], chosen: Mapping[str, Any]) -> Any:
        """The depth, then a width for each layer."""
        default, group = common["default"], common["group"]
        depth = ask(
            Number(
                name="depth",
                label=common["label"],
                default=len(default),
                group=group,
                low=0,
                high=self.offered,
            )
        )

        def width(number: int) -> Number:
            return Number(
                name=f"width{number}",
                label=f"Layer {number}",
                default=default[0],
                group=group,
                in_row=True,
                low=1,
                high=self.widest,
                style="box",
                what=f"units of layer {number}",
            )

        return tuple(ask(width(number)) for number in range(1, depth + 1))

    def spread(self, name: str, value: Any) -> dict[str, Any]:
        """The depth and the widths."""
        return {"depth": len(value)} | {f"width{n}": width for n, width in enumerate(value, 1)}

    def say(self, value: Any) -> str:
        """The widths in order."""
        return "–".join(map(str, value)) or "none"


@dataclass(frozen=True)
class Networks(Kind):
    """The activations of networks side by side: for each a key, or one key for each hidden layer.

    The form asks for up to `most` of one key, and for one of different layers, which comes last.
    """

    most: int
    layers: tuple[str, ...] = ("relu", "tanh")  # what layers of their own start with, in turn

    def ask(self, ask: Ask, common: dict[str, Any], chosen: Mapping[str, Any]) -> Any:
        """The keys, and then whether there is a network whose layers differ; a list of both."""
        known, depth = tuple(ACTIVATIONS), len(chosen["hidden"])
        label = _label_of
        side_by_side: dict[str, Any] = common | {"group": "activations", "what": "activation"}
        every = ask(
            Several(
                **side_by_side,
                options=known,
                label_of=label,
                most=self.most,
                activations=True,
            )
        )
        switch = Switch(
            name="own",
            label="A function for each layer",
            default=False,
            group=common["group"],
            disabled=depth == 0,
            help="One more network beside the others, each of its hidden layers with its own "
            "function",
        )
        if not ask(switch) or depth == 0:
            return list(every)
        own = tuple(
            ask(
                Choice(
                    name=f"layer{n}",
                    label=f"Layer {n}",
                    what=f"activation of layer {n}",
                    default=self.layers[n % len(self.layers)],
                    group=common["group"],
                    options=known,
                    label_of=label,
                    activations=True,
                )
            )
            for n in range(1, depth + 1)
        )
        return [*every[: self.most - 1], own] if every else []

    def spread(self, name: str, value: Sequence[Any]) -> dict[str, Any]:
        """The keys; and of the network whose layers differ, that there is one, and its layers."""
        own = [layers for layers in value if not isinstance(layers, str)]
        layers = {f"layer{n}": key for n, key in enumerate(own[0] if own else (), 1)}
        return {name: [k for k in value if isinstance(k, str)], "own": bool(own)} | layers


def _label_of(key: str) -> str:
    return activations.get(key).label
