"""The glossary: every word of the field that the pages use, in one sentence, and where it is seen.

The sentence stands at each control, number, row and column that bears one of the term's names.
"""

import re

from explorer.glossary import data, depth, functions, judging, learning, networks
from explorer.glossary.record import Place, Term

__all__ = ["GROUPS", "TERMS", "Place", "Term", "find", "sentence"]

GROUPS = {
    "Functions": functions.TERMS,
    "Networks": networks.TERMS,
    "Learning": learning.TERMS,
    "Depth": depth.TERMS,
    "Data": data.TERMS,
    "Judging": judging.TERMS,
}
TERMS: dict[str, Term] = {term.key: term for terms in GROUPS.values() for term in terms}
_NAMES = {name.casefold(): term for term in TERMS.values() for name in term.names}
_NUMBERED = re.compile(r" [\d.]+$")  # as in "Layer 3"


def find(name: str) -> Term | None:
    """The term of this name, in any case of letters; "Layer 3" is a layer, too."""
    words = name.strip().casefold()
    return _NAMES.get(words) or _NAMES.get(_NUMBERED.sub("", words))


def sentence(name: str, *more: str | None) -> str | None:
    """What the term of this name means, and what else is told of it; None where there is nothing.

    `more`: sentences or halves of one, which begin with a capital letter.
    """
    term = find(name)
    return " ".join(filter(None, (term and term.sentence, *more))) or None
