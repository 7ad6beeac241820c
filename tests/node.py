"""The browser's modules run under node, for the tests that compare them with Python."""

import json
import os
import shutil
import subprocess
from typing import Any

import pytest

from explorer.ui.shared.mount import STATIC, VERSION

NODE = shutil.which("node")
MODULES = STATIC / VERSION
# In CI a missing node is a failure: there these tests run, and fail.
needs_node = pytest.mark.skipif(
    NODE is None and os.environ.get("CI") != "true",
    reason="NO NODE HERE: the modules are NOT TESTED",
)


def script(modules: tuple[str, ...], body: str, data: Any = None, before: str = "") -> Any:
    """What the body returns, with what these modules export and the data as `d`.

    `modules` are paths within static/<version>/; `before` runs before they are loaded.
    """
    imports = "".join(
        f"Object.assign(globalThis, await import({json.dumps((MODULES / path).as_uri())}));"
        for path in modules
    )
    read = "const d = JSON.parse((await import('node:fs')).readFileSync(0, 'utf8'));"
    run = f"console.log(JSON.stringify(await (async () => {{ {body} }})()));"
    done = subprocess.run(
        [NODE or "node", "--input-type=module", "-e", "\n".join([before, imports, read, run])],
        input=json.dumps(data),
        capture_output=True,
        text=True,
        timeout=180,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def text(folder: str = "") -> str:
    """All that the browser runs from this folder, comments included."""
    return "\n".join(path.read_text("utf-8") for path in sorted((MODULES / folder).rglob("*.js")))
