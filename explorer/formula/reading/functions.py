"""Which function a name means, in any case of letters, and which names are none."""

from functools import lru_cache

from explorer.formula.library import known
from explorer.formula.operations import FUNCTIONS
from explorer.formula.reading.aliases import ALIASES, CONSTANTS, PARAMETERS_TOO

OWN = frozenset(FUNCTIONS) - {"dsinc"}
SEVERAL = ("max", "min")
ARGUMENTS = {"clip": 3, "clamp": 3, "clip_by_value": 3, "where": 3}


def function(name: str) -> str:
    """The function that a name means, in any case of letters; "" where it is none."""
    if _is_function(name):
        return name
    if name.endswith("f") and len(name) > 2 and _is_function(name[:-1]):  # C's expf
        return name[:-1]
    return _by_letters(tuple(known())).get(_letters(name), "")


def is_constant(name: str) -> bool:
    """Whether a name is π or e, as any language writes them."""
    return name in ("pi", "e") or name in CONSTANTS


def may_be_parameter(name: str) -> bool:
    """Whether the name of a function is a parameter's too, where nothing follows in brackets."""
    return name in PARAMETERS_TOO or len(name) == 1


def _is_function(name: str) -> bool:
    return name in OWN or name in ALIASES or name in ARGUMENTS or name in SEVERAL or name in known()


def _letters(name: str) -> str:
    return name.lower().replace("_", "")


@lru_cache(maxsize=4)
def _by_letters(entries: tuple[str, ...]) -> dict[str, str]:
    names = (
        *(set(ALIASES) - {"Theta"}),
        *entries,
        *ARGUMENTS,
        *SEVERAL,
        *sorted(OWN, reverse=True),
    )
    return {_letters(name): name for name in names if len(name) > 1} | {"if": "where"}
