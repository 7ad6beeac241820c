"""Kinds of fields that are about layers: how wide each is, and the activations of each network."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from explorer import activations
from explorer.activations import ACTIVATIONS
from explorer.config.checks import check_whole
from explorer.config.controls import Choice, Number, Several, Switch
from explorer.config.kinds import Ask, Kind


@dataclass(frozen=True)
class Widths(Kind):
    """The width of each hidden layer: their number is asked first, then each.

    Of more layers than `apart` the form asks one width for all.
    """

    most: int  # hidden layers
    widest: int
    apart: int

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
                help=common["help"],
                low=0,
                high=self.most,
            )
        )

        def width(number: int) -> Number:
            return Number(
                name=f"width{number}",
                label=f"Layer {number}",
                default=default[0],
                group=group,
                help="More units: finer boundaries, learnt by heart sooner; 1: a bottleneck",
                in_row=True,
                low=1,
                high=self.widest,
                style="box",
                what=f"units of layer {number}",
            )

        if depth > self.apart:
            return (ask(replace(width(1), label="Units of each layer")),) * depth
        return tuple(ask(width(number)) for number in range(1, depth + 1))

    def spread(self, name: str, value: Any) -> dict[str, Any]:
        """The depth and the widths."""
        asked = value[:1] if len(value) > self.apart else value
        return {"depth": len(value)} | {f"width{n}": width for n, width in enumerate(asked, 1)}

    def say(self, value: Any) -> str:
        """The widths in order, "8–8"; of many layers of one width "10 × 8", of one "8 units"."""
        if len(value) == 1:
            return f"{value[0]} unit{'s' * (value[0] > 1)}"
        if len(value) > 2 and len(set(value)) == 1:
            return f"{len(value)} × {value[0]}"
        return "–".join(map(str, value)) or "no hidden layer"


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
                    help="What bends this layer; a flat one starves the layers before it",
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
