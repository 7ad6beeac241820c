"""The player's JavaScript run under node, for the tests that compare it with Python."""

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from explorer.live.message.script import joined

NODE = shutil.which("node")
PLAYER = Path(__file__).parents[1] / "explorer" / "live" / "message"
needs_node = pytest.mark.skipif(NODE is None, reason="NO NODE HERE: the player is NOT TESTED")


def source(*parts: str) -> str:
    """These parts of the player as a browser gets them: ("net", "folds")."""
    return joined(*(PLAYER / f"{part}.js" for part in parts))


def script(parts: str, body: str, data: Any = None) -> Any:
    """What the body returns beside this source, with the data as `d`."""
    read = "const d = JSON.parse(require('fs').readFileSync(0, 'utf8'));"
    run = f"console.log(JSON.stringify((() => {{ {body} }})()));"
    done = subprocess.run(
        [NODE or "node", "-e", "\n".join([parts, read, run])],
        input=json.dumps(data),
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)
