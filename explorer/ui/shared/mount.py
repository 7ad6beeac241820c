"""Our pictures on a page: each component is a module under static/, registered once, here."""

import json
import mimetypes
import re
from os.path import normpath
from pathlib import Path
from typing import Any

import streamlit as st
from streamlit.components.v2 import component

STATIC = Path(__file__).parents[3] / "static"

# Where a machine's own table says otherwise, browsers refuse to run what is sent as plain text.
mimetypes.add_type("text/javascript", ".js")


def version(static: Path) -> str:
    """The name of the one folder in there. Raises RuntimeError where there is none, or are more.

    The folder bears the version, so that a browser never mixes the modules of two.
    """
    folders = sorted(folder.name for folder in static.iterdir() if folder.is_dir())
    if len(folders) != 1:
        found = ", ".join(folders) or "none"
        raise RuntimeError(f"{static} must hold one folder, named by the version; found {found}")
    return folders[0]


VERSION = version(STATIC)

# Streamlit sends this text with every message, so it only fetches the module, once a visit. The
# first line break tells Streamlit that it is not a path.
STUB = """const address = new URL(%s, document.baseURI);
let draw;
try {
  draw = (await import(address)).default;
} catch (error) {
  console.warn(error);
  draw = ({ parentElement }) => {
    const place = parentElement.querySelector("div");
    place.role = "alert";
    place.textContent =
      "This picture cannot be drawn: its module could not be loaded. Reload the page to try again.";
  };
}
export default draw;
"""


# Modules that another component will need: fetched while the page is still being built.
AHEAD = """for (const path of %s) {
  const href = new URL(path, document.baseURI);
  const link = { rel: "modulepreload", fetchPriority: "low", href };
  document.head.append(Object.assign(document.createElement("link"), link));
}
"""


def imports(path: str) -> list[str]:
    """The module at `path` within static/<version>/ and those that it imports, as such paths."""
    text = (STATIC / VERSION / path).read_text("utf-8")
    found = re.findall(r'^import [^"]*"(\.[^"]+\.js)"', text, re.MULTILINE)
    return [path, *(normpath(Path(path).parent / one) for one in found)]


def module(name: str, path: str, html: str, ahead: str = "") -> Any:
    """A component drawn by the default export of the module at `path` within static/<version>/.

    The module at `ahead` and its imports are fetched beside it, for a component that follows.
    Raises FileNotFoundError where there is no such module.
    """
    if not (STATIC / VERSION / path).is_file():
        raise FileNotFoundError(f"no module {path} in {STATIC / VERSION}")
    served = f"app/static/{VERSION}"
    stub = STUB % json.dumps(f"{served}/{path}")
    if ahead:
        stub = AHEAD % json.dumps([f"{served}/{one}" for one in imports(ahead)]) + stub
    return component(f"activation_function_{name}", html=html, js=stub)


def heard(key: str, name: str) -> Any:
    """What the component of this key says by a name; None where it has left the page meanwhile."""
    said = st.session_state.get(key)
    return getattr(said, name, None)


WORKBENCH = "workbench/workbench.js"
_workbench = module("workbench", WORKBENCH, '<div class="player"></div>')


def player(message: bytes, *, key: str, **events: Any) -> None:
    """Show a message of `explorer.live.message.pack`; the same key keeps the same canvas.

    `on_orders_change` is called, without arguments, where the workbench asks for something:
    `st.session_state[key]` then says under "orders" what.
    """
    _workbench(key=key, data=message, width="stretch", height="content", **events)
