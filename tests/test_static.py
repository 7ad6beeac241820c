"""The browser's modules as files: what they import is there, and only goes down."""

import os
import re
import tomllib
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

from explorer.ui.shared import mount
from tests import ROOT

FOLDER = mount.STATIC / mount.VERSION
MODULES = sorted(FOLDER.rglob("*.js"))
SHEETS = sorted(FOLDER.rglob("*.css"))
NAMES = [path.relative_to(FOLDER).as_posix() for path in MODULES]
# `import … from "x"`, `export … from "x"`, `import "x"` and `import("x")`.
IMPORT = re.compile(r"""(?:\bfrom|\bimport)\s*\(?\s*(["'])(?P<path>[^"'\n]+)\1""")
COMMENT = re.compile(r"/\*.*?\*/|(?<![:\"'`])//[^\n]*", re.DOTALL)
COLOUR = re.compile(r"#(?:[0-9a-fA-F]{3,4}){1,2}\b")


def code(path: Path) -> str:
    """The file without its comments."""
    return COMMENT.sub("", path.read_text("utf-8"))


def imported(path: Path) -> list[str]:
    return [match["path"] for match in IMPORT.finditer(code(path))]


@pytest.mark.parametrize("module", MODULES, ids=NAMES)
def test_every_import_is_relative_and_there(module):
    for path in imported(module):
        assert path.startswith(("./", "../")), path
        assert (module.parent / path).resolve() in MODULES, path


def test_no_module_imports_itself_by_a_detour():
    graph = {
        module: [(module.parent / path).resolve() for path in imported(module)]
        for module in MODULES
    }
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        pytest.fail(" → ".join(path.name for path in error.args[1]))


def test_what_all_pictures_share_needs_none_of_them():
    for module in (FOLDER / "shared").glob("*.js"):
        assert all(path.startswith("./") for path in imported(module)), module.name


@pytest.mark.parametrize("module", MODULES, ids=NAMES)
def test_no_text_is_run_as_code(module):
    assert not re.search(
        r"\beval\s*\(|new Function\b|set(Timeout|Interval)\(\s*[\"'`]", code(module)
    )


@pytest.mark.parametrize("file", MODULES + SHEETS, ids=[path.name for path in MODULES + SHEETS])
def test_colours_come_from_the_palette(file):
    assert COLOUR.findall(code(file)) == []


def test_the_folder_bears_the_version_so_that_a_cache_never_mixes_two():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert project["version"] == mount.VERSION


@pytest.mark.parametrize("folders", [[], ["0.4.0", "0.5.0"]], ids=["none", "two"])
def test_a_folder_too_few_or_too_many_is_named(tmp_path, folders):
    for name in folders:
        (tmp_path / name).mkdir()
    with pytest.raises(RuntimeError, match=r"one folder") as caught:
        mount.version(tmp_path)
    assert all(name in str(caught.value) for name in folders)


def test_a_module_that_is_not_there_is_named():
    with pytest.raises(FileNotFoundError, match=r"lens/nothing\.js"):
        mount.module("nothing", "lens/nothing.js", "<div></div>")


def test_the_tools_of_a_page_have_its_workbench_fetched_while_it_is_built():
    paths = mount.imports(mount.WORKBENCH)
    assert len(paths) > 10
    assert all((FOLDER / path).is_file() for path in paths)
    assert {(FOLDER / path).resolve() for path in paths[1:]} == {
        ((FOLDER / mount.WORKBENCH).parent / path).resolve()
        for path in imported(FOLDER / mount.WORKBENCH)
    }


ENTRIES = [
    FOLDER / entry
    for entry in (
        "lens/lens.js",
        "gallery/gallery.js",
        "descent/ball.js",
        "descent/slow.js",
        "descent/surface.js",
        "generalisation/course.js",
        "generalisation/cures.js",
        "generalisation/spread.js",
        "dial/dial.js",
        "race/race.js",
        "map/map.js",
        "kept/kept.js",
        "workbench/workbench.js",
        "shell/shell.js",
    )
]


@pytest.mark.parametrize("entry", ENTRIES, ids=[path.name for path in ENTRIES])
def test_an_entry_names_all_it_needs_so_that_one_round_trip_fetches_it(entry):
    direct = {(entry.parent / path).resolve() for path in imported(entry)}
    needed, waiting = set(direct), list(direct)
    while waiting:
        module = waiting.pop()
        found = {(module.parent / path).resolve() for path in imported(module)} - needed
        needed |= found
        waiting += found
    missing = [os.path.relpath(module, entry.parent) for module in sorted(needed - direct)]
    missing = [path if path.startswith(".") else f"./{path}" for path in missing]
    assert "".join(f'import "{path}";\n' for path in missing) == ""
