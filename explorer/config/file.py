"""Any config as JSON, and back; a link says only what the form of a page can make."""

import json
from dataclasses import asdict
from types import NoneType, UnionType
from typing import Any, get_args, get_origin, get_type_hints

from explorer.config.member import Member
from explorer.config.run import RunConfig

MOST_TEXT = 1_000_000  # characters
MOST_NETWORKS = 1000
MOST_FORMULAS = 100  # signs "=" in all: each formula begins with one, and takes a while to read
LARGEST = 2**63  # of a whole number


def write(config: RunConfig, indent: int | None = None) -> str:
    """All fields of a config, those of each network among them."""
    return json.dumps(asdict(config), ensure_ascii=False, indent=indent)


def read(text: str) -> RunConfig:
    """The config of a text; what it leaves out is at its default.

    Raises ValueError, with the value in the sentence, where it cannot be read or is wrong.
    """
    if len(text) > MOST_TEXT:
        raise ValueError(f"its settings have {len(text):,} characters; at most {MOST_TEXT:,}")
    given = parsed(text)
    members = given.get("members") if isinstance(given, dict) else None
    if isinstance(members, list) and len(members) > MOST_NETWORKS:
        raise ValueError(f"it has {len(members):,} networks; at most {MOST_NETWORKS:,} are read")
    if json.dumps(given).count("=") > MOST_FORMULAS:
        raise ValueError(f"its formulas have more than {MOST_FORMULAS} signs '='")
    return _made(RunConfig, given)


def parsed(text: str) -> Any:
    """What JSON says; raises ValueError for what is none, and for numbers that are none.

    Nor does it take a name that stands twice in one object.
    """
    try:
        return json.loads(text, parse_constant=_refuse, object_pairs_hook=_each_once)
    except (json.JSONDecodeError, RecursionError):
        raise ValueError("what it says of its run is no JSON") from None


def _refuse(constant: str) -> None:
    raise ValueError(f"{constant} is no number")


def _each_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        raise ValueError(f"{short(next(n for n in names if names.count(n) > 1))} stands twice")
    return found


def _made(kind: type, given: Any) -> Any:
    """The config, or the network, of these fields."""
    if not isinstance(given, dict):
        raise ValueError(f"{short(given)} stands where settings were expected")
    hints = get_type_hints(kind)
    values = {}
    for name, value in given.items():
        if name not in hints:
            raise ValueError(f"there is no setting {short(name)}")
        values[name] = value_of(name, hints[name], value)
    if kind is Member:
        values["changes"] = _changes(values.get("changes", ()))
    return kind(**values)


def _changes(pairs: tuple[tuple[str, Any], ...]) -> tuple[tuple[str, Any], ...]:
    """The settings of its own that a network has, each as the run's of that name."""
    hints = get_type_hints(RunConfig)
    return tuple((name, value_of(name, hints.get(name, NoneType), value)) for name, value in pairs)


def value_of(name: str, hint: Any, given: Any) -> Any:
    """A value of JSON as the annotation of its field wants it: a list becomes a tuple.

    Raises ValueError, with the value in the sentence, where it is of another kind.
    """
    kinds = get_args(hint) if get_origin(hint) is UnionType else (hint,)
    for kind in kinds:
        if kind is Member:
            return _made(Member, given)
        if get_origin(kind) is tuple:
            if isinstance(given, list):
                return _tuple(name, get_args(kind), given)
        elif kind is Any or _is(given, kind):
            return given
    raise ValueError(f"{name} is {short(given)}, which is of the wrong kind")


def _tuple(name: str, kinds: tuple[Any, ...], given: list[Any]) -> tuple[Any, ...]:
    if kinds[-1] is Ellipsis:
        return tuple(value_of(name, kinds[0], one) for one in given)
    if len(given) != len(kinds):
        raise ValueError(f"{name} has {len(given)} parts in a row; expected {len(kinds)}")
    return tuple(value_of(name, *pair) for pair in zip(kinds, given, strict=True))


def _is(given: Any, kind: Any) -> bool:
    """Whether a value is of this kind; a whole number may stand for any number."""
    if isinstance(given, bool) or kind is bool:
        return isinstance(given, bool) and kind is bool
    if isinstance(given, int):
        return kind in (int, float) and abs(given) < LARGEST
    return isinstance(given, kind)


def short(given: Any) -> str:
    """A value of a text, as far as a sentence repeats it."""
    said = repr(given)
    return said if len(said) <= 40 else said[:39] + "…"
