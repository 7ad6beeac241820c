"""The glossary on a page: a search, and each term with its sentence and where it is seen."""

from html import escape

import streamlit as st

from explorer.config.controls import Choice
from explorer.glossary import GROUPS, TERMS, Term, find, sentence
from explorer.ui.shared import link
from explorer.ui.shared.shell import style

NAME = "lessons_term"  # in the link: the key of the term that is looked up
SEARCH = "lessons_term_words"  # in the session: what is searched for
TERM = Choice(
    name=NAME,
    label="Term",
    default=None,
    options=tuple(TERMS),
    label_of=lambda key: TERMS[key].label if key else "no term",
)
TITLES = {  # of the pages, by their paths
    "functions": "Functions",
    "gradients": "Vanishing gradients",
    "training": "Training",
    "race": "Race",
    "map": "Map",
    "outputs": "Outputs",
}
# A term's name stands left of its sentence, on a phone above it.
STYLE = """
.st-key-glossary { max-width: 76rem; gap: 0.3rem; }
.st-key-glossary [class*="st-key-glossary_"] {
  border-top: 1px solid color-mix(in srgb, currentColor 18%, transparent); padding-top: 0.3rem;
}
@media (min-width: 760px) {
  .st-key-glossary [class*="st-key-glossary_"] { flex-wrap: nowrap; }
  [class*="st-key-glossary_"] .stMarkdown p { padding-left: 13rem; text-indent: -13rem; }
  [class*="st-key-glossary_"] .stMarkdown strong {
    display: inline-block; width: 13rem; text-indent: 0;
  }
  [class*="st-key-glossary_"] .stMarkdown br { display: none; }
}
"""


def heading(name: str) -> str:
    """A column's heading in a table of HTML, which tells what its name means."""
    told = sentence(name)
    title = f' title="{escape(told)}"' if told else ""
    return f"<th{title}>{escape(name)}</th>"


@st.fragment
def show() -> None:
    """The search, and below it the terms it finds: all of them where nothing is searched for."""
    words = _searched()
    with st.container(key="glossary", gap="small"):
        style(STYLE)
        if not words:
            for group, terms in GROUPS.items():
                st.subheader(group, anchor=False)
                for term in terms:
                    _row(term)
            return
        found = matching(words)
        for term in found:
            _row(term)
        if not found:
            st.info(f"No term is called {link.quoted(words)}, or told with it.")


def matching(words: str) -> list[Term]:
    """The terms that these words find: by their whole name, by a part of it, by their sentence."""
    part, all_terms = words.casefold(), TERMS.values()
    exact = [term for term in (find(words),) if term]
    named = [one for one in all_terms if any(part in name.casefold() for name in one.names)]
    told = [one for one in all_terms if part in one.sentence.casefold()]
    return list(dict.fromkeys([*exact, *named, *told]))


def _searched() -> str:
    """The words in the search; the link holds the term that they name, and sets them."""
    state = st.session_state
    asked = st.query_params.get_all(NAME)
    if SEARCH not in state or (asked and asked != [state.get(NAME)]):
        state.pop(NAME, None)
        link.prepare(NAME, TERM)
        key = state.get(NAME)
        state[SEARCH] = TERMS[key].label if key else ""
    words = st.text_input(
        "Search the glossary",
        key=SEARCH,
        placeholder=f"Search {len(TERMS)} terms, such as epoch",
        icon=":material/search:",
        label_visibility="collapsed",
        width=420,
    ).strip()
    term = find(words)
    state[NAME] = term.key if term else None
    link.record(NAME, TERM, state[NAME])
    return words


def _row(term: Term) -> None:
    place = term.place
    row = st.container(key=f"glossary_{term.key}", horizontal=True, vertical_alignment="center")
    row.markdown(f"**{term.label}**  \n{term.sentence}", width="stretch")
    row.page_link(
        f"pages/{place.page}.py",
        label=f"{TITLES[place.page]}: {place.picture}",
        icon=":material/visibility:",
        query_params={
            name: list(v) if isinstance(v, tuple) else v for name, v in place.link.items()
        },
        width="content",
    )
