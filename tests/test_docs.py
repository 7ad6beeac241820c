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
from tests import ROOT

README = (ROOT / "README.md").read_text()


REGISTRIES = (ACTIVATIONS, DATASETS, INITIALISERS, OPTIMISERS, LOSSES)


@pytest.mark.parametrize(
    "entry", [entry for one in REGISTRIES for entry in one.values()], ids=lambda entry: entry.key
)
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
