"""What the networks of a run are called: by what differs among them."""

from typing import TYPE_CHECKING, Any

from explorer.config.fields import Field, listed
from explorer.config.member import LOGISTIC, Member

if TYPE_CHECKING:
    from explorer.config.run import RunConfig

MOST_NAMED = 2  # settings that all are called by; of more, each is called by its own alone
NAMED = ("learning_rate", "loss", "seed")  # of a member, beside what its label says


def titles_of(run: "RunConfig") -> tuple[str, ...]:
    """A name for each network: its activation, and what of its settings differs among them.

    Where all have the same activation it is left out: "Adam" and "SGD", or "rate 0.01" and
    "rate 0.1".
    """
    alone = [run.alone(member) for member in run.members]
    names = [
        member.label if one.hidden else LOGISTIC
        for one, member in zip(alone, run.members, strict=True)
    ]
    entries = _entries(run)
    values = [{name: _value(one, name) for name in entries} for one in alone]
    differ = [name for name in entries if any(v[name] != values[0][name] for v in values)]
    if not differ:
        return tuple(names)
    own = [[n for n in differ if v[n] != _value(run, n)] for v in values]
    words = [
        [entries[n].say(n, v[n]) for n in (differ if len(differ) <= MOST_NAMED else mine)]
        for v, mine in zip(values, own, strict=True)
    ]
    named = [] if len(set(names)) == 1 and all(words) else [[name] for name in names]
    return tuple(", ".join(one) for one in map(list.__add__, named or [[]] * len(words), words))


def _entries(run: "RunConfig") -> dict[str, Field]:
    """The settings by which a network may be called, in the order of the form."""
    own = {name for member in run.members for name, _ in member.changes} | {*NAMED}
    entries = listed(type(run)) | {"seed": listed(Member)["seed"]}
    return {name: entry for name, entry in entries.items() if name in own}


def _value(one: "RunConfig", name: str) -> Any:
    """A setting as the first network of a run has it."""
    first = one.members[0]
    if name == "seed":
        return first.seed
    if name == "loss":
        return one.loss_of(first)
    if name == "learning_rate" and first.learning_rate is not None:
        return first.learning_rate
    return getattr(one, name)
