"""Scripts for the browser: written in parts for the reader, sent as one."""

from pathlib import Path


def joined(*parts: Path) -> str:
    """These files as one module without comments and indents: it travels with every message."""
    lines = (line.strip() for part in parts for line in part.read_text("utf-8").splitlines())
    return "\n".join(line for line in lines if line and not line.startswith("//"))
