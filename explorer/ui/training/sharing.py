"""A run told to others: a card with its link for a lecture, and how it is cited."""

from base64 import b64encode
from datetime import date
from html import escape

import streamlit as st

from explorer.config import RunConfig
from explorer.config.link import PREFIX
from explorer.takeaway import sharing
from explorer.ui.shared.live import Live
from explorer.ui.shared.mount import VERSION

STYLE = "display: block; width: 13rem; margin: 0 auto 1rem"  # of the card on the page
MOST_CARDS = 64  # of all visitors, that are kept


def show_card(live: Live) -> None:
    """The card of the run, to be kept as a file, or why there is none."""
    config = live.stage.run.config
    try:
        address = _address(live)
        svg = _card(config, address)
    except ValueError as error:
        st.info(str(error), icon=":material/qr_code:")
        return
    _picture(svg, sharing.alternative(config))
    st.download_button(
        "Card",
        svg,
        "card.svg",
        "image/svg+xml",
        key=f"{PREFIX}home_card",
        icon=":material/qr_code:",
        on_click="ignore",
        help="For a slide: whoever scans it opens this run",
        width="stretch",
    )


def show_citation(live: Live) -> None:
    """A sentence and an entry of BibTeX, to be copied."""
    sentence, entry = sharing.citation(VERSION, _address(live), date.today())
    st.code(sentence, language=None, wrap_lines=True)
    st.code(entry, language="latex", wrap_lines=True)


def _address(live: Live) -> str:
    """The link of the run, on this page as the visitor's browser calls it."""
    page = (st.context.url or "").partition("?")[0]
    return sharing.address_of(live.stage.run.config, page)


def _picture(svg: str, words: str) -> None:
    """The card, with these words in its place for who cannot see it."""
    source = f"data:image/svg+xml;base64,{b64encode(svg.encode()).decode()}"
    image = f'<img src="{source}" alt="{escape(words)}" style="{STYLE}">'
    st.markdown(image, unsafe_allow_html=True)


@st.cache_data(max_entries=MOST_CARDS, show_spinner=False)
def _card(config: RunConfig, address: str) -> str:
    return sharing.card(config, address)
