"""Tests: a folder a room of `explorer/`, `workbench/` for the browser's code, `browser/`."""

from pathlib import Path

ROOT = Path(__file__).parents[1]
