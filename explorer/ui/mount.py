"""The player on a page: its component is registered once, here."""

from streamlit.components.v2 import component

from explorer.player import SCRIPT, STYLE

_component = component(
    "activation_function_player", html='<div class="player"></div>', css=STYLE, js=SCRIPT
)


def player(message: bytes, *, key: str) -> None:
    """Show a message of `explorer.player.pack`; the same key keeps the same canvas."""
    _component(key=key, data=message, width="stretch", height="content")
