"""A picture that Streamlit draws is marked with the name it goes by in the page: data-part."""

from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

# The mark lies over the picture, as large as it, and lets every touch through.
STYLE = """
[class*="st-key-part_"] { position: relative; }
.stElementContainer:has(> .stHtml > .part) {
  position: absolute; inset: 0; height: auto !important; width: auto !important;
  pointer-events: none; z-index: -1;
}
.stHtml:has(> .part) { position: static; }
.part { position: absolute; inset: 0; }
"""


@contextmanager
def part(name: str, key: str) -> Iterator[None]:
    """What is drawn inside is the picture of this name; `key` names it in the session."""
    with st.container(key=f"part_{key}"):
        st.html(f'<div class="part" data-part="{name}"></div><style>{STYLE}</style>')
        yield
