"""The player on a page: its component is registered once, here."""

from typing import Any

from streamlit.components.v2 import component

from explorer.live.message import DEEP_SCRIPT, SCRIPT, STYLE

_component = component(
    "activation_function_player", html='<div class="player"></div>', css=STYLE, js=SCRIPT
)
_deep = component(
    "activation_function_deep_player", html='<div class="player"></div>', css=STYLE, js=DEEP_SCRIPT
)


def player(message: bytes, *, key: str, deep: bool = False, **events: Any) -> None:
    """Show a message of `explorer.live.message.pack`; the same key keeps the same canvas.

    `deep`: the one that knows the view "ledger" and no other.

    `events` are functions without arguments. `on_pause_change` is called where somebody takes hold
    of the time line while the run plays; `on_edit_change` and `on_freeze_change` where a weight is
    typed or a unit is frozen: `st.session_state[key]` then says under "edit" or "freeze" which.
    """
    mount = _deep if deep else _component
    mount(key=key, data=message, width="stretch", height="content", **events)
