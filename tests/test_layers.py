"""Imports only go down, and the core works where Streamlit and Altair are not installed."""

import ast
import subprocess
import sys
from pathlib import Path

from tests import ROOT
from tests.dense import dense

# The rooms under explorer/ from the bottom up; a module imports only from its own room and from
# what stands before it. With some rooms stand parts of rooms further up, which come just before.
ROOMS = {
    "words": (),
    "glossary": (),
    "limits": (),
    "numerics": (),
    "formula": ("choices.palette", "choices.randomness", "choices.device"),
    "activations": (),
    "meanfield": ("functions.identities", "functions.vectors", "gradients.chain"),
    "properties": (),
    "choices": (),
    "datasets": (),
    "config": (),
    "engine": (),
    "sweeps": (),
    "gradients": ("live.outcome", "live.evidence", "live.stopping"),
    "outputs": (),
    "live": ("live.message", "functions.lens"),
    "functions": (),
    "takeaway": (),
    "lessons": (),
    "tables": (),
    "charts": (),
    "ui": ("ui.shared",),
}
MOST_ROOMS = 22
LAYERS = [
    *(f"explorer.{part}" for room, parts in ROOMS.items() for part in (*parts, room)),
    "pages",
    "app",
]
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


def test_every_room_has_its_place_and_there_are_not_too_many():
    found = {path.stem for path in (ROOT / "explorer").glob("[a-z]*")}
    assert found == set(ROOMS)
    assert len(found) <= MOST_ROOMS


@dense("path", FILES)
def test_imports_only_go_down(path):
    name = ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
    mine = layer(name)
    if mine is None:
        assert name in ("explorer", "explorer.ui"), f"{name} has no layer"
        return
    for module in imported(path):
        other = layer(module)
        if other is not None and other != mine:
            assert LAYERS.index(other) < LAYERS.index(mine), f"{name} imports {module}"


CORE = (
    "activations",
    "choices",
    "choices.tables",
    "config",
    "datasets",
    "engine",
    "formula",
    "functions",
    "functions.dial",
    "functions.export",
    "functions.lens",
    "functions.vectors",
    "glossary",
    "gradients.chain",
    "gradients.chaos",
    "gradients.cures",
    "gradients.ledger",
    "lessons",
    "live.evidence",
    "live.message",
    "live.recording",
    "live.run",
    "live.stopping",
    "meanfield",
    "outputs",
    "outputs.chain",
    "outputs.descent",
    "outputs.films",
    "outputs.slopes",
    "outputs.surfaces",
    "outputs.thresholds",
    "outputs.watched",
    "outputs.wrong_pairs",
    "properties",
    "sweeps",
    "takeaway",
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
        "import explorer.live.message, explorer.live.recording\n"
        "explorer.live.recording.start()\n"
        "print([name for name in ('torch', 'altair', 'sklearn', 'pandas') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
    assert done.stdout.strip() == "[]", done.stderr
