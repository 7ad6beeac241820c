"""One network more, like another but with settings of its own: as text in a link, and back.

A text names the activation, or the activations of the hidden layers, and then each setting that
differs: "tanh;rate=0.1", "relu,tanh,;optimizer=sgd".
"""

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

from explorer.config.controls import Control, Unreadable
from explorer.config.fields import Field, listed
from explorer.config.member import Member
from explorer.config.run import OWN, RunConfig

BETWEEN, WITHIN = ";", ","  # settings; activations of layers
OF_MEMBER = (  # that a stack may hold apart
    *("seed", "learning_rate", "loss", "residual", "norm", "init_scale", "bias_std"),
)
MOST_TEXT = 400  # characters of one network


def own_fields() -> dict[str, Field]:
    """The settings that one network may have apart from the others, those asked for most first."""
    run, member = listed(RunConfig), listed(Member)
    order = ["learning_rate", "loss", *OWN, *OF_MEMBER]
    return {name: run.get(name) or member[name] for name in dict.fromkeys(order) if name != "seed"}


def value_of(run: RunConfig, member: Member, name: str) -> Any:
    """What a setting of a network is, its own or the run's."""
    if name in OF_MEMBER:
        own = getattr(member, name)
        return getattr(run, name) if own is None and name in _ALSO_RUN else own
    return dict(member.changes).get(name, getattr(run, name))


def but(run: RunConfig, member: Member, name: str, value: Any) -> Member:
    """The same network with another value of a setting; raises ValueError as `RunConfig` does."""
    if name in OF_MEMBER:
        found = replace(member, **{name: value})
    else:
        order = list(OWN)
        changes = {**dict(member.changes), name: value}
        if value == getattr(run, name):
            del changes[name]
        pairs = sorted(changes.items(), key=lambda pair: order.index(pair[0]))
        found = replace(member, changes=tuple(pairs))
    replace(run, members=(found,))
    return found


def write(member: Member, shared: Member) -> str:
    """The text of a network that is like `shared` but for its activation and its own settings."""
    own = {n: getattr(member, n) for n in OF_MEMBER if getattr(member, n) != getattr(shared, n)}
    own |= dict(member.changes)
    words = [f"{_name(name)}={_text(name, value)}" for name, value in own.items()]
    given = member.activation
    keys = given if isinstance(given, str) else WITHIN.join([*given, ""])
    return BETWEEN.join([keys, *words])


def read(text: str, shared: Member) -> Member:
    """The network of a text, like `shared` but for what the text says.

    Raises ValueError, with the text's own words in the sentence, where it cannot be read.
    """
    if len(text) > MOST_TEXT:
        raise ValueError(f"{len(text)} characters; at most {MOST_TEXT} are read")
    keys, *words = text.split(BETWEEN)
    activation = tuple(filter(None, keys.split(WITHIN))) if WITHIN in keys else keys
    entries = own_fields() | {"seed": listed(Member)["seed"]}
    names = {_name(name): name for name in entries}
    own: dict[str, Any] = {}
    changes: dict[str, Any] = {}
    for word in words:
        given, equals, value = word.partition("=")
        if not equals or given not in names:
            raise ValueError(f"{word!r} is no setting of a network")
        name = names[given]
        found = _value(name, value)
        entries[name].check(found)
        (own if name in OF_MEMBER else changes)[name] = found
    order = [name for name in OWN if name in changes]
    pairs = tuple((name, changes[name]) for name in order)
    return replace(shared, activation=activation, changes=pairs, **own)


def split(members: Sequence[Member]) -> tuple[list[Member], list[Member]]:
    """Those that differ in nothing but their activation, each once; and all that come then."""
    plain = replace(members[0], changes=(), learning_rate=None, loss=None)
    alike: list[Member] = []
    for one in members:
        same = replace(one, activation=plain.activation) == plain
        layers_differ = bool(alike) and not isinstance(alike[-1].activation, str)
        if not same or one in alike or layers_differ:
            break
        alike.append(one)
    return alike, list(members[len(alike) :])


@dataclass(frozen=True, kw_only=True)
class Networks(Control):
    """Networks like others, but with settings of their own, each as its text."""

    most: int

    def write(self, value: Any) -> list[str]:
        """The texts; one empty text where there is none."""
        return list(value) or [""]

    def read(self, texts: Sequence[str], more: Sequence[str] = ()) -> list[str]:
        """The texts that can be read; Unreadable gives those in the place of all."""
        found, wrong = [], []
        for text in filter(None, texts):
            try:
                read(text, Member())
                found.append(text)
            except ValueError:
                wrong.append(text)
        if wrong:
            raise Unreadable(wrong[0], "which is no network", found[: self.most])
        if len(found) > self.most:
            raise Unreadable(
                found[self.most], f"but {self.most} at most are possible", found[: self.most]
            )
        return found

    def say(self, value: Any) -> str:
        """How many there are."""
        return f"{len(value)} more" if value else "none more"


_ALSO_RUN = {one.name for one in fields(RunConfig)} & set(OF_MEMBER) - {"seed"}


def control_of(name: str, run: RunConfig | None = None) -> Control | None:
    """The control that asks for a setting; None for the widths of the hidden layers."""
    if name == "hidden":
        return None
    entry, found = own_fields()[name], list[Control]()

    def ask(control: Control) -> Any:
        found.append(control)
        return control.default

    chosen = {n: getattr(run or RunConfig(), n) for n in listed(RunConfig)}
    common = {
        "name": _name(name),
        "label": entry.label,
        "default": chosen.get(name),
        "group": "",
        "help": entry.help,
    }
    if name not in chosen:
        common["default"] = getattr(Member(), name)
    assert entry.kind is not None
    entry.kind.ask(ask, common, chosen)
    return found[0]


def _name(name: str) -> str:
    """What a setting is called in a link."""
    return {"seed": "weights"}.get(name) or own_fields()[name].name or name


def _text(name: str, value: Any) -> str:
    if name == "hidden":
        return "-".join(map(str, value)) or "0"
    if name == "seed":
        return str(value)
    control = control_of(name)
    assert control is not None
    return control.write(value)[0]


def _value(name: str, text: str) -> Any:
    if name == "hidden":
        try:
            widths = tuple(int(part) for part in text.split("-"))
        except ValueError:
            raise ValueError(f"hidden layers {text!r}; expected widths such as 64-64") from None
        return () if widths == (0,) else widths
    if name == "seed":
        return int(text)
    control = control_of(name)
    assert control is not None
    return control.read([text])
