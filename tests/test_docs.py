"""The README tells the truth: what is in the registries is in it, and its code runs."""

import ast
import re
import tomllib

import pytest

from explorer.activations import ACTIVATIONS
from explorer.choices.datasets import DATASETS
from explorer.choices.initialisers import INITIALISERS
from explorer.choices.losses import LOSSES
from explorer.choices.optimisers import OPTIMISERS
from explorer.choices.regularisers import REGULARISERS
from explorer.choices.schedules import SCHEDULES
from explorer.config.presets import PRESETS
from explorer.sweeps.map_presets import MAP_PRESETS
from explorer.ui.outputs.views import LABELS
from explorer.ui.shared.mount import VERSION
from tests import ROOT
from tests.dense import dense
from tests.test_layers import ROOMS

README = (ROOT / "README.md").read_text()


REGISTRIES = (
    ACTIVATIONS, DATASETS, INITIALISERS, OPTIMISERS, LOSSES, REGULARISERS, SCHEDULES, PRESETS,
    MAP_PRESETS,
)  # fmt: skip


@dense("entry", [entry for one in REGISTRIES for entry in one.values()])
def test_every_registry_entry_has_its_row(entry):
    assert f"| {entry.label} | `{entry.key}` |" in README


def test_every_page_has_its_row():
    tree = ast.parse((ROOT / "app.py").read_text())
    titles = [
        word.value.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "Page"
        for word in node.keywords
        if word.arg == "title"
    ]
    assert len(titles) == len(list((ROOT / "pages").glob("*.py")))
    for title in titles:
        assert f"| {title} |" in README


def test_every_tab_of_outputs_has_its_row():
    part = README.partition("On the page Outputs")[2].partition("\nOn the page ")[0]
    for label in LABELS.values():
        assert f"| {label} |" in part, label


def first_sentence(path):
    """Of a module's docstring, in one line."""
    said = ast.get_docstring(ast.parse(path.read_text("utf-8"))) or ""
    return " ".join(said.split("\n\n")[0].split())


def test_the_list_of_rooms_is_what_the_rooms_say_of_themselves():
    rows = ["| room | what it is |", "| --- | --- |"]
    for room in ROOMS:
        folder = ROOT / "explorer" / room
        path = folder / "__init__.py" if folder.is_dir() else folder.with_suffix(".py")
        rows.append(f"| `{room}` | {first_sentence(path)} |")
    wanted = "\n".join(rows)
    assert f"\n{wanted}\n" in README, f"README.md wants this list of rooms:\n\n{wanted}\n"


def test_every_path_that_is_named_under_how_the_code_is_cut_exists():
    part = README.partition("## How the code is cut")[2].partition("\n## ")[0]
    named = [path for path in re.findall(r"`([\w./<>-]+/[\w./<>-]*)`", part) if "*" not in path]
    assert named
    for path in named:
        assert (ROOT / path.replace("<version>", VERSION)).exists(), path


@pytest.mark.parametrize("block", re.findall(r"```python\n(.*?)```", README, re.DOTALL))
def test_a_python_block_of_the_readme_runs(block, capsys):
    exec(compile(block, "README.md", "exec"), {})
    assert capsys.readouterr().out


def test_pictures_in_the_readme_exist():
    for path in re.findall(r"!\[[^\]]*\]\(([^)]+)\)", README):
        assert (ROOT / path).is_file()


def test_the_changelogs_top_version_is_the_projects():
    version = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"]
    first = re.search(r"^## (\S+)", (ROOT / "CHANGELOG.md").read_text(), re.MULTILINE)
    assert first is not None
    assert first[1] == version


def test_the_browser_s_modules_bear_the_project_s_version():
    # A browser may have kept those of another version: the folder's name tells them apart.
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    assert project["version"] == VERSION


LONGEST = 300  # lines
WRITTEN = ("app.py", "explorer", "pages", "benchmarks", "static", "tests")


def test_no_file_is_longer_than_one_reads_in_a_sitting():
    """Python and JavaScript; style sheets and types are lists."""
    files = [
        path
        for name in WRITTEN
        for path in ([ROOT / name] if (ROOT / name).is_file() else (ROOT / name).rglob("*"))
        if path.suffix in (".py", ".js")
    ]
    lengths = {str(path.relative_to(ROOT)): len(path.read_text().splitlines()) for path in files}
    assert lengths
    assert {path: lines for path, lines in lengths.items() if lines > LONGEST} == {}
