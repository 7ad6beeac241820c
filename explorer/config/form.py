"""The form of a run: it puts the fields' controls in order, and makes a config of the answers."""

from collections.abc import Iterator
from typing import Any

from explorer.config.fields import Field, listed
from explorer.config.kinds import Ask
from explorer.config.run import Member, RunConfig

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


def caption(group: str, config: RunConfig) -> str:
    """What stands below a group of the form."""
    told = (e.caption(config) for _, e, _ in asked() if e.group == group and e.caption)
    return " · ".join(told)
