"""Tests: a folder a room of `explorer/`, `workbench/` for the browser's code, `browser/`."""

import json
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]


def cases(name: str) -> Any:
    """A table of cases that the tests of both languages read: what is true wherever computed."""
    return json.loads((ROOT / f"tests/cases/{name}.json").read_text("utf-8"))
