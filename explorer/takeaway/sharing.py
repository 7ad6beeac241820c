"""A run told to others: a card with its link as a QR code, and how it is cited."""

from datetime import date
from html import escape
from textwrap import shorten, wrap
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from explorer.choices.palette import DARK, INK, WHITE
from explorer.config import RunConfig, link
from explorer.config.form import caption
from explorer.words import listed

if TYPE_CHECKING:
    from segno import QRCode

NAME = "Activation-function explorer"
AUTHORS = "The activation-function explorer's authors"  # as the licence names them
LARGEST = 25  # of the sizes of QR codes, 1 to 40, that a phone reads from a wall
WIDTH, MARGIN = 320, 16  # of the card, in its own units
SIGNS, LINES = 40, 3  # in a line of words, and lines, at most
_TEXT = '<text x="{x}" y="{y}" font-size="{size}" fill="{fill}" text-anchor="middle">{words}</text>'


def address_of(config: RunConfig, page: str) -> str:
    """The link of a run, at this address of the page; ValueError where no form can make it."""
    parameters = link.write(config)
    return page + (f"?{urlencode(parameters, doseq=True)}" if parameters else "")


def code_of(address: str) -> "QRCode":
    """The QR code of a link; raises ValueError, a sentence, where the link is too long for one."""
    import segno  # only who wants one waits for it

    try:
        code = segno.make_qr(address, version=None, error="l")
        size = int(code.version)
    except segno.DataOverflowError:
        size = LARGEST + 1
    if size > LARGEST:
        said = f"This link has {len(address):,} characters, too many for a QR code to be read"
        raise ValueError(f"{said}: copy it instead.")
    return code


def card(config: RunConfig, address: str) -> str:
    """SVG of a card, dark on white: what the run is, and its link as a QR code.

    Raises ValueError, a sentence, where the link is too long for one.
    """
    code = code_of(address)
    lines = [(NAME, 13, INK), *((line, 15, DARK) for line in _title(config))]
    lines += [(line, 11, INK) for line in wrap(_told(config), 50)[:LINES]]
    words, y = list[str](), MARGIN
    for line, size, fill in lines:
        y += size + 5
        words.append(
            _TEXT.format(x=WIDTH // 2, y=y, size=size, fill=fill, words=escape(line, quote=True))
        )
    modules = code.symbol_size(border=4)[0]
    scale = WIDTH / modules
    height = y + WIDTH + MARGIN // 2
    return "".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" role="img" ',
            f'aria-label="{escape(alternative(config), quote=True)}" font-family="sans-serif">',
            f'<rect width="{WIDTH}" height="{height}" rx="8" fill="{WHITE}"/>',
            *words,
            f'<g transform="translate(0 {y}) scale({scale:.4f})">',
            code.svg_inline(border=4, dark=DARK, light=None, svgclass=None, lineclass=None),
            "</g></svg>",
        ]
    )


def _title(config: RunConfig) -> list[str]:
    """What its networks are, in a few lines."""
    return wrap(shorten(listed(list(config.titles)), SIGNS * LINES, placeholder=" …"), SIGNS)


def _told(config: RunConfig) -> str:
    return "; ".join(caption(group, config) for group in ("data", "network", "learning"))


def alternative(config: RunConfig) -> str:
    """What the card is, in words."""
    return f"QR code of the link of this run: {listed(list(config.titles))}"


def citation(version: str, address: str, day: date) -> tuple[str, str]:
    """How a run at this address, looked at on this day, is cited: a sentence, and BibTeX."""
    sentence = f"{NAME}, version {version}. {address} (retrieved {day:%Y-%m-%d})."
    fields = {
        "title": f"{{{NAME}}}",
        "author": f"{{{AUTHORS}}}",
        "version": version,
        "url": address,
        "urldate": f"{day:%Y-%m-%d}",
        "note": "MIT licence",
    }
    told = "\n".join(f"  {name} = {{{value}}}," for name, value in fields.items())
    return sentence, f"@software{{activation-function-explorer,\n{told}\n}}"
