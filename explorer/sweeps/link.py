"""A race as the parameters of a link to the page Race."""

from dataclasses import replace
from typing import Any

from explorer.config import link
from explorer.config.controls import plain
from explorer.sweeps.contest import RUN, Contest

PREFIX = "race_"
VALUES = "values_"  # before the key of what is raced over
_OWN = ("over", "second", "seeds", "target")  # fields that the page asks for by their own names


def write(contest: Contest) -> link.Parameters:
    """The parameters of all that is not as a race begins.

    Raises ValueError as `explorer.config.link.write` does.
    """
    start = Contest()
    found = link.write(replace(contest.run, steps=RUN.steps), RUN, PREFIX)
    found.pop(f"{PREFIX}activations", None)
    (member,) = contest.run.members
    own: dict[str, Any] = {name: getattr(contest, name) for name in _OWN}
    usual: dict[str, Any] = {name: getattr(start, name) for name in _OWN}
    own |= {"steps": contest.run.steps, "activation": member.activation}
    usual |= {"steps": RUN.steps, "activation": RUN.members[0].activation}
    raced = {contest.over: contest.values, contest.second: contest.second_values}
    if "activation" in raced:
        del own["activation"]
    found |= {PREFIX + name: plain(one) for name, one in own.items() if one != usual[name]}
    for key, values in raced.items():
        if key is not None:
            name = "activations" if key == "activation" else VALUES + key
            found[PREFIX + name] = [plain(one) for one in values]
    return found
