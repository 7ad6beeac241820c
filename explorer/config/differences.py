"""What differs between two runs, in a few words."""

from dataclasses import replace

from explorer.config.apart import split
from explorer.config.fields import listed
from explorer.config.member import Member
from explorer.config.run import RunConfig

APART = ("activation", "seed")  # what may differ from member to member, and the weights' draw
# What decides which points there are, but for their shares and their seed.
POINTS = ("dataset", "samples", "noise", "factor", "raw", "class_share")
SHARED = tuple(n for n, entry in listed(Member).items() if entry.group and n not in APART)


def difference(old: RunConfig, new: RunConfig) -> str:
    """Every field that differs, as "Tanh → ReLU" or "rate 0.01 → 0.1"; "" where none does."""
    words = []
    for name, entry in listed(RunConfig).items():
        before, after = getattr(old, name), getattr(new, name)
        if name == "members":
            words += _members(old, new) + _weights(old, new)
        elif before != after:
            told = entry.kind.say(after) if entry.kind else str(after)
            words.append(f"{entry.say(name, before)} → {told}")
    return ", ".join(words)


def in_rate_alone(old: RunConfig, new: RunConfig) -> bool:
    """Whether two runs differ in nothing but the learning rate."""
    return replace(old, learning_rate=new.learning_rate) == new


def in_points_alone(old: RunConfig, new: RunConfig) -> bool:
    """Whether networks of one run can go on learning as those of the other, from its points."""
    if old.problem != new.problem or old.widths != new.widths:
        return False
    return replace(old, **{name: getattr(new, name) for name in POINTS}) == new


def unusual(config: RunConfig, usual: RunConfig) -> str:
    """Every setting that stands at another value than usual, as "rate 0.1, batch 50".

    Left out are the data set and what the titles of the networks say.
    """
    words = [
        entry.say(name, getattr(config, name))
        for name, entry in listed(RunConfig).items()
        if name not in ("dataset", "members") and getattr(config, name) != getattr(usual, name)
    ]
    first = config.members[0]
    if _shared(config) is not None:
        words += [
            listed(Member)[name].say(name, getattr(first, name))
            for name in SHARED
            if getattr(first, name) != getattr(usual.members[0], name)
        ]
    if first.seed != config.seed:
        words.append(listed(Member)["seed"].say("", first.seed))
    return ", ".join(words)


def _members(old: RunConfig, new: RunConfig) -> list[str]:
    """What differs between the networks, but for their seeds."""
    if split(old.members)[1] or split(new.members)[1]:
        same = replace(old, members=new.members).titles == old.titles
        return [] if same else [f"{' + '.join(old.titles)} → {' + '.join(new.titles)}"]
    before, after = ([member.label for member in config.members] for config in (old, new))
    if before == after:
        return []
    if _shared(old) is None or _shared(new) is None:
        return [f"{' + '.join(before)} → {' + '.join(after)}"]
    before, after = ([m.activation_label for m in config.members] for config in (old, new))
    changed = [_exchanged(before, after)] if before != after else []
    for name in SHARED:
        sides = [getattr(config.members[0], name) for config in (old, new)]
        entry = listed(Member)[name]
        if entry.kind is not None and sides[0] != sides[1]:
            changed.append(f"{entry.say(name, sides[0])} → {entry.kind.say(sides[1])}")
    return changed


def _weights(old: RunConfig, new: RunConfig) -> list[str]:
    """Whether the weights have a seed of their own."""
    entry = listed(Member)["seed"]
    before, after = (
        None if config.members[0].seed == config.seed else config.members[0].seed
        for config in (old, new)
    )
    assert entry.kind is not None
    return [f"{entry.say('', before)} → {entry.kind.say(after)}"] * (before != after)


def _shared(config: RunConfig) -> tuple | None:
    """What all members have in common beside their activations; None where they differ."""
    found = {tuple(getattr(member, name) for name in SHARED) for member in config.members}
    return found.pop() if len(found) == 1 else None


def _exchanged(before: list[str], after: list[str]) -> str:
    """Which names went and which came; all of them where only their order or number differs."""
    gone = " + ".join(name for name in before if name not in after)
    come = " + ".join(name for name in after if name not in before)
    if gone and come:
        return f"{gone} → {come}"
    if gone or come:
        return f"without {gone}" if gone else f"with {come}"
    return f"{' + '.join(before)} → {' + '.join(after)}"
