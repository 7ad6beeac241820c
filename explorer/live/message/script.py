"""Scripts for the browser: written in parts for the reader, sent as one."""

import re
from pathlib import Path


def joined(*parts: Path) -> str:
    """These files as one module without comments and indents: it travels with every message."""
    lines = (line for part in parts for line in part.read_text("utf-8").splitlines())
    bare = (re.sub(r"(^|\s)// .*", "", line).strip() for line in lines)
    return "\n".join(line for line in bare if line)
