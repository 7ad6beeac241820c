"""The form of a run: it puts the fields' controls in order, and makes a config of the answers."""

from collections.abc import Iterator
from typing import Any

from explorer.config.controls import Control
from explorer.config.fields import Field, listed
from explorer.config.kinds import Ask
from explorer.config.member import Member
from explorer.config.run import MOST_DRAWN, RunConfig

_WIDEST = {"depth": MOST_DRAWN, "own": True, "init": "normal"}  # answers that lead to all controls
DEFAULTS = RunConfig(members=(Member("identity"), Member("tanh")))


def asked() -> Iterator[tuple[str, Field, bool]]:
    """The fields that a form asks for, in order: name, entry, and whether it is the members'."""
    for name, entry in listed(RunConfig).items():
        if name == "members":
            shared = listed(Member).items()
            yield from ((one, field, True) for one, field in shared if field.group)
        elif entry.group:
            yield name, entry, False


def compose(ask: Ask, defaults: RunConfig = DEFAULTS) -> tuple[RunConfig, bool]:
    """The config of the answers; False where no activation is chosen, which keeps the defaults'."""
    start = spread_fields(defaults)
    run: dict[str, Any] = {}
    shared: dict[str, Any] = {}
    for name, entry, of_members in asked():
        found = shared if of_members else run
        if entry.shown is not None and not entry.shown(run):
            found[name] = start[name]
            continue
        common = {
            "name": entry.name or name,
            "label": entry.label,
            "default": start[name],
            "group": entry.group,
            "help": entry.help,
        }
        assert entry.kind is not None
        found[name] = entry.kind.ask(ask, common, run)
    chosen = shared.pop("activation")
    # The seed comes last: the members take the run's.
    members = tuple(Member(key, run["seed"], **shared) for key in chosen or start["activation"])
    return RunConfig(members=members, **run), bool(chosen)


def spread_fields(config: RunConfig) -> dict[str, Any]:
    """The value of every field that is asked for, by name; what members share, of the first."""
    values = {}
    for name, _, of_members in asked():
        if name == "activation":
            values[name] = [member.activation for member in config.members]
        else:
            values[name] = getattr(config.members[0] if of_members else config, name)
    return values


def spread(config: RunConfig) -> dict[str, Any]:
    """The answers, by the names of their controls, that make this config."""
    values = spread_fields(config)
    answers: dict[str, Any] = {}
    for name, entry, _ in asked():
        assert entry.kind is not None
        answers |= entry.kind.spread(entry.name or name, values[name])
    return answers


def names() -> list[str]:
    """The names of all controls, also of those that are asked for at times only."""
    found: list[str] = []

    def ask(control: Control) -> Any:
        found.append(control.name)
        return _WIDEST.get(control.name, control.default)

    compose(ask)
    return found


def control(name: str) -> Control:
    """The one control of a field of a run, as a form of another page asks for it."""
    found: list[Control] = []

    def ask(asked: Control) -> Any:
        found.extend([asked] if asked.name == name else [])
        return _WIDEST.get(asked.name, asked.default)

    compose(ask, RunConfig())
    return found[0]


def told(config: RunConfig, *names: str) -> str:
    """Some fields of a config, each with its word: "500 points · noise 0.1"."""
    entries = listed(RunConfig)
    words = [entries[name].caption for name in names]
    return " · ".join(filter(None, (word(config) for word in words if word)))


def caption(group: str, config: RunConfig) -> str:
    """What stands below a group of the form."""
    return told(config, *(name for name, e, shared in asked() if e.group == group and not shared))
