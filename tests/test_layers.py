"""Imports only go down, and the core works where Streamlit and Altair are not installed."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

# From the bottom up: a module imports only from those before it, or from its own package.
LAYERS = (
    "explorer.palette",
    "explorer.randomness",
    "explorer.device",
    "explorer.activations.base",
    "explorer.formula",
    "explorer.activations",
    "explorer.identities",
    "explorer.vectors",
    "explorer.chain",
    "explorer.meanfield",
    "explorer.properties",
    "explorer.datasets",
    "explorer.initialisers",
    "explorer.losses",
    "explorer.optimisers",
    "explorer.config",
    "explorer.engine",
    "explorer.evidence",
    "explorer.stopping",
    "explorer.ledger",
    "explorer.cures",
    "explorer.chaos",
    "explorer.player",
    "explorer.lens",
    "explorer.live",
    "explorer.dial",
    "explorer.differences",
    "explorer.recording",
    "explorer.export",
    "explorer.tables",
    "explorer.charts",
    "explorer.ui",
    "pages",
    "app",
)
FILES = sorted(ROOT.glob("explorer/**/*.py")) + sorted(ROOT.glob("pages/*.py")) + [ROOT / "app.py"]


def layer(module: str) -> str | None:
    """The layer a module belongs to."""
    parts = module.split(".")
    names = (".".join(parts[:length]) for length in range(len(parts), 0, -1))
    return next((name for name in names if name in LAYERS), None)


def imported(path: Path):
    """The modules that a file imports, anywhere in it."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module == "explorer":
            yield from (f"explorer.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_imports_only_go_down(path):
    name = ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
    mine = layer(name)
    if mine is None:
        assert name == "explorer", f"{name} has no layer"
        return
    for module in imported(path):
        other = layer(module)
        if other is not None and other != mine:
            assert LAYERS.index(other) < LAYERS.index(mine), f"{name} imports {module}"


CORE = (
    "activations",
    "chain",
    "chaos",
    "cures",
    "dial",
    "config",
    "datasets",
    "engine",
    "evidence",
    "export",
    "formula",
    "ledger",
    "live",
    "losses",
    "meanfield",
    "player",
    "properties",
    "recording",
    "stopping",
    "vectors",
)


def test_the_core_loads_without_streamlit_altair_or_pandas():
    code = (
        "import sys\n"
        "for name in ('streamlit', 'altair', 'pandas'): sys.modules[name] = None\n"
        + "".join(f"import explorer.{name}\n" for name in CORE)
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_the_start_page_loads_nothing_heavy_before_it_is_shown():
    code = (
        "import sys\n"
        "import explorer.player, explorer.recording\n"
        "explorer.recording.start()\n"
        "print([name for name in ('torch', 'altair', 'sklearn', 'pandas') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
    assert done.stdout.strip() == "[]", done.stderr
