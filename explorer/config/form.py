"""The form of a run: it puts the fields' controls in order, and makes a config of the answers."""

from collections.abc import Iterator
from typing import Any

from explorer.config import apart
from explorer.config.controls import Control
from explorer.config.fields import Field, listed
from explorer.config.kinds import Ask
from explorer.config.member import MOST_NETWORKS, Member
from explorer.config.run import MOST_DRAWN, RunConfig

_WIDEST = {"depth": MOST_DRAWN, "own": True, "init": "normal"}  # answers that lead to all controls
LIKE = apart.Networks(
    name="like",
    label="Like another, but …",
    default=[],
    group="activations",
    help="A network more, with one setting of its own: its optimiser, its rate, its size …",
    what="a network",
    most=MOST_NETWORKS - 1,
)
DEFAULTS = RunConfig(members=(Member("identity"), Member("tanh")))


def asked() -> Iterator[tuple[str, Field, bool]]:
    """The fields that a form asks for, in order: name, entry, and whether it is the members'."""
    for name, entry in listed(RunConfig).items():
        if name == "members":
            shared = listed(Member).items()
            yield from ((one, field, True) for one, field in shared if field.group)
        elif entry.group:
            yield name, entry, False


def compose(
    ask: Ask, defaults: RunConfig = DEFAULTS, whole: bool = False
) -> tuple[RunConfig, bool]:
    """The config of the answers; False where no activation is chosen, which keeps the defaults'.

    `whole` asks for what belongs to other answers, too.
    """
    start = spread_fields(defaults)
    run: dict[str, Any] = {}
    shared: dict[str, Any] = {}
    for name, entry, of_members in asked():
        found = shared if of_members else run
        if not whole and entry.shown is not None and not entry.shown(run):
            found[name] = start[entry.name or name]
            continue
        common = {
            "name": entry.name or name,
            "label": entry.label,
            "default": start[entry.name or name],
            "group": entry.group,
            "help": entry.help,
        }
        assert entry.kind is not None
        found[name] = entry.kind.ask(ask, common, run)
    chosen, seed = shared.pop("activation"), shared.pop("seed")
    seed = run["seed"] if seed is None else seed
    members = [Member(key, seed, **shared) for key in chosen or start["activations"]]
    more = [apart.read(text, members[0]) for text in ask(LIKE)]
    members = [*members[: MOST_NETWORKS - len(more)], *more]
    return RunConfig(members=tuple(members), **run), bool(chosen)


def spread_fields(config: RunConfig) -> dict[str, Any]:
    """What every field asked for stands at, by its name in a link; of the first member's, too."""
    first = config.members[0]
    values = {
        entry.name or name: getattr(first if of_members else config, name)
        for name, entry, of_members in asked()
    }
    values["activations"] = [one.activation for one in apart.split(config.members)[0]]
    values["weights"] = None if first.seed == config.seed else first.seed  # the run's
    return values


def spread(config: RunConfig) -> dict[str, Any]:
    """The answers, by the names of their controls, that make this config."""
    values = spread_fields(config)
    answers: dict[str, Any] = {}
    for name, entry, _ in asked():
        assert entry.kind is not None
        answers |= entry.kind.spread(entry.name or name, values[entry.name or name])
    like = [apart.write(one, config.members[0]) for one in apart.split(config.members)[1]]
    return answers | {LIKE.name: like}


def controls(defaults: RunConfig = DEFAULTS) -> dict[str, Control]:
    """All controls by their names, also those that are asked for at times only."""
    found: dict[str, Control] = {}

    def ask(control: Control) -> Any:
        found[control.name] = control
        return _WIDEST.get(control.name, control.default)

    compose(ask, defaults, whole=True)
    return found


def names() -> list[str]:
    """The names of all controls."""
    return list(controls())


def control(name: str) -> Control:
    """The one control of a field of a run, as a form of another page asks for it."""
    return controls(RunConfig())[name]


def told(config: RunConfig, *names: str) -> str:
    """Some fields of a config, each with its word: "500 points · noise 0.1"."""
    entries = listed(RunConfig)
    words = [entries[name].caption for name in names]
    return " · ".join(filter(None, (word(config) for word in words if word)))


def caption(group: str, config: RunConfig) -> str:
    """What stands below a group of the form."""
    return told(config, *(name for name, e, shared in asked() if e.group == group and not shared))
