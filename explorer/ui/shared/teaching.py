"""What a link for a course does to its page: controls it hides or locks, and a text above them.

It holds for the whole visit, whatever else is done on the page, and stays in the page's address.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import streamlit as st

HIDE, LOCK, TEXT = "hide", "lock", "text"  # in the address
PARAMETERS = (HIDE, LOCK, TEXT)
EVERYTHING = "all"  # in the address: every control of the page
# Groups of a form, which stand in the address after the form's prefix; each with its title.
GROUPS = {
    "data": "Data",
    "network": "Network",
    "learning": "Learning",
    "stops": "Stop automatically",
}
RULES = "teaching_rules"  # in the session: page → its rules
PAGE = "teaching_page"  # in the session: the page that is open
OFFERED = "teaching_offered"  # in the session: name → control on the page, and what it stands at
OPEN = "teaching_open"  # in the session: the dialog that makes such a link is open
LONGEST = 300  # characters of a text
NAMED = 3  # names that a sentence repeats, each with so many characters:
SHORT = 40
_PLAIN = re.compile(r"([!-)+-/:-@\[-`{-~])")  # ASCII's marks, but for the star
_SPANS = re.compile(r"(`[^`]+`|\$(?! )[^$]+(?<! )\$(?!\d))")  # code, and formulas: no prices


@dataclass
class Rules:
    """What the link of one page says.

    `texts` has what it says of each control, `values` what those that it holds stand at, as soon
    as they were on screen; `said` what it asks for in vain.
    """

    hide: tuple[str, ...] = ()
    lock: tuple[str, ...] = ()
    text: str = ""
    texts: dict[str, list[str]] = field(default_factory=dict)
    values: dict[str, Any] = field(default_factory=dict)
    said: list[str] = field(default_factory=list)
    opening: bool = True  # no run of the page has come to its end since they were read

    @property
    def parameters(self) -> dict[str, str]:
        """What stands in the address for them."""
        texts = {HIDE: ",".join(self.hide), LOCK: ",".join(self.lock), TEXT: self.text}
        return {name: text for name, text in texts.items() if text}

    @property
    def named(self) -> set[str]:
        """The names in them, groups among them."""
        return {*self.hide, *self.lock}

    def holds(self, name: str, group: str = "") -> bool:
        """Whether a control stays at what the link says, hidden or locked."""
        return self.hides(name, group) or _among(self.lock, name, group)

    def hides(self, name: str, group: str = "") -> bool:
        """Whether a control is not on screen."""
        return _among(self.hide, name, group)


def _among(names: tuple[str, ...], name: str, group: str) -> bool:
    return bool({name, group or name, EVERYTHING} & {*names})


def token(name: str, group: str, whole: str) -> str:
    """What stands in the address for the group of a control, "" where it is in none of GROUPS.

    `name` is the control's own, `whole` the one with its page's prefix.
    """
    return whole.removesuffix(name) + group if group in GROUPS else ""


def rules() -> Rules:
    """Those of the page that is open."""
    state = st.session_state
    return state.get(RULES, {}).get(state.get(PAGE)) or Rules()


def restore(name: str) -> None:
    """Set a control to the value that it is held at, before its widget is made."""
    if name in rules().values:
        st.session_state[name] = rules().values[name]


def begin(page: str) -> None:
    """Read the rules of the page from its address, and keep them there.

    Those that the page has already stand, whatever the address says meanwhile.
    """
    state, address = st.session_state, st.query_params
    known: dict[str, Rules] = state.setdefault(RULES, {})
    if state.get(PAGE) != page:
        state.update({PAGE: page, OFFERED: {}, OPEN: False})
    if page not in known:  # opened for the first time: later nothing adds to it, nor takes away
        known[page] = _read()
    found = known[page]
    for name in PARAMETERS:
        wanted = found.parameters.get(name)
        if wanted is None and name in address:
            del address[name]
        elif wanted is not None and address.get_all(name) != [wanted]:
            address[name] = wanted
    for name in found.named & {*found.texts}:
        if name not in address and name not in found.values:
            address[name] = found.texts[name]


def tell() -> None:
    """The text of the page's link, above the page."""
    if text := rules().text:
        with st.container(key="teaching_text"):
            st.markdown(shown(text))


def _read() -> Rules:
    """The rules that the address gives."""
    address = st.query_params
    text = clean(" ".join(address.get_all(TEXT)))
    hide = _names(address.get_all(HIDE))
    lock = tuple(name for name in _names(address.get_all(LOCK)) if name not in hide)
    texts = {name: address.get_all(name) for name in address if name not in PARAMETERS}
    said = []
    if len(text) > LONGEST:
        said.append(f"The link's text has {len(text):,} characters: {LONGEST} are shown.")
        text = text[: LONGEST - 1].rstrip() + "…"
    return Rules(hide, lock, text, texts, said=said)


def _names(texts: list[str]) -> tuple[str, ...]:
    names = (name.strip() for text in texts for name in text.split(","))
    return tuple(dict.fromkeys(filter(None, names)))


def clean(text: str) -> str:
    """A text in one line, without what cannot be printed."""
    plain = "".join(sign if sign.isprintable() else " " for sign in text)
    return " ".join(plain.split())


def shown(text: str) -> str:
    """The Markdown of a text: stars, code and formulas count, any other mark stands as it is."""
    parts = _SPANS.split(text)
    parts[::2] = (_PLAIN.sub(r"\\\1", part) for part in parts[::2])
    return re.sub(r"^\* ", r"\\* ", "".join(parts))  # no list begins


def close(known: Callable[[str], bool], mark: Callable[[str], str]) -> None:
    """A run of the page has come to its end: what of the rules names no control of it is told.

    `known` tells a name of its controls and groups, `mark` sets text of a link as it stands.
    """
    found = rules()
    if not found.opening:
        return
    found.opening = False
    for verb, names in (("hides", found.hide), ("locks", found.lock)):
        unknown = [name for name in names if name != EVERYTHING and not known(name)]
        if unknown:
            asked = ", ".join(mark(name[:SHORT]) for name in unknown[:NAMED])
            more = f" and {len(unknown) - NAMED} more" if len(unknown) > NAMED else ""
            what = "no control" if len(unknown) == 1 else "no controls"
            be = "is" if len(unknown) == 1 else "are"
            found.said.append(f"The link {verb} {asked}{more}, which {be} {what} of this page.")


def take_away() -> None:
    """The page that is open is free again, for the rest of the visit."""
    state = st.session_state
    state.setdefault(RULES, {})[state.get(PAGE)] = Rules()


def of_workbench(page: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What the workbench of a page offers by itself: what of it is locked, and what is hidden."""
    found = rules()
    network, data = f"{page}_network", f"{page}_data"
    held = {
        "speed": found.holds(f"{page}_speed"),
        "view": found.holds(f"{page}_view"),
        "shape": found.holds(f"{page}_depth", network) or _holds_width(found, page),
        "inputs": found.holds(f"{page}_inputs", network),
        "points": found.holds(f"{page}_dataset", data),
    }
    hidden = (name for name in ("speed", "view") if found.hides(f"{page}_{name}"))
    return tuple(name for name, one in held.items() if one), tuple(hidden)


def _holds_width(found: Rules, page: str) -> bool:
    width = re.compile(rf"{page}_width\d+")
    return any(map(width.fullmatch, found.named))
