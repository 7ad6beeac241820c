"""A notebook that is taken home is valid, prints the numbers on screen, and draws what fits."""

import ast
import json
import subprocess
import sys
from dataclasses import replace

import nbformat
import pytest

from explorer.choices.datasets import DATASETS
from explorer.config import Member
from explorer.engine import Trainer
from explorer.engine.data import SHARES
from explorer.takeaway import notebook, script
from tests.dense import dense
from tests.takeaway.test_script import PLAIN, RUNNER, RUNS, numbers, run

STEPS = 40
SOME = {
    "a map of two classes": run(),
    "two logits": run(loss="cross_entropy", inputs=("x1", "x2", "product")),
    "five classes": run(dataset="blobs", member={"norm": "batch"}),
    "labels": run(dataset="two_areas"),
    "a surface": run(dataset="hills"),
    "a curve": run(dataset="wave", optimizer="momentum", regulariser="l2"),
    "a share": run(dataset="admission", inputs=("x1", "x1_squared")),
    "one input of two": run(inputs=("x2",)),
    "a formula": run("=x*sigmoid(2*x)", patience=8, learning_rate=0.05),
}
# What a cell that draws needs of Matplotlib, which tests do without: it counts what is drawn.
DRAWS = """
import sys, types
drawn = []
class Axes:
    def __getattr__(self, name):
        return lambda *given, **more: drawn.append((name, [getattr(a, "shape", ()) for a in given]))
for name in ("matplotlib", "matplotlib.pyplot", "matplotlib.colors"):
    sys.modules[name] = types.ModuleType(name)
plt, colours = sys.modules["matplotlib.pyplot"], sys.modules["matplotlib.colors"]
sys.modules["matplotlib"].pyplot = plt
plt.subplots, plt.show = lambda **how: (Axes(), Axes()), lambda: print(drawn)
colours.ListedColormap = list
colours.LinearSegmentedColormap = types.SimpleNamespace(from_list=lambda name, of: of)
"""


def cells(config, kind, **how):
    return [one["source"] for one in notebook(config, **how)["cells"] if one["cell_type"] == kind]


def printed(sources):
    """What each of these programs prints in another process."""
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", RUNNER],
        input=json.dumps(sources),
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def draws(code):
    return "matplotlib" in code


def test_the_cells_print_the_losses_and_scores_of_the_run_to_four_digits(monkeypatch):
    monkeypatch.setenv("EXPLORER_ENGINE", "torch")
    sources = [
        "\n".join(code for code in cells(config, "code", steps=STEPS) if not draws(code))
        for config in SOME.values()
    ]
    for config, text in zip(SOME.values(), printed(sources), strict=True):
        snapshot, found = Trainer(config).advance(STEPS, set()), numbers(text)
        for share in SHARES:
            loss, score = (getattr(snapshot, f"{share}_{one}")[0] for one in ("loss", "accuracy"))
            wanted = pytest.approx(loss, rel=5e-5, abs=1e-7), pytest.approx(score, abs=5e-5)
            assert found[share] == wanted, config


def test_the_last_cell_draws_a_map_a_curve_or_nothing():
    sources = [DRAWS + "\n".join(cells(config, "code", steps=2)) for config in SOME.values()]
    drawn = {}
    for name, text in zip(SOME, printed(sources), strict=True):
        last = text.splitlines()[-1]
        drawn[name] = dict(ast.literal_eval(last)) if last.startswith("[") else None
    assert drawn.pop("one input of two") is None
    for name in ("a curve", "a share"):
        assert drawn.pop(name)["plot"] == [(400, 1), (400, 1)]
    assert drawn.pop("labels")["contourf"] == [(200, 200)] * 3
    for one in drawn.values():
        assert one["imshow"] == [(200, 200)]
        assert one["scatter"][0] == one["scatter"][1]
        assert one["set"] == []


@dense("config", [*SOME.values(), *(group[-1] for group in RUNS.values())])
def test_a_notebook_is_valid_and_each_cell_of_code_stands_below_what_it_is_about(config):
    made = notebook(config)
    nbformat.validate(json.loads(json.dumps(made)))
    kinds = [one["cell_type"] for one in made["cells"]]
    assert kinds == ["markdown", "code"] * (len(kinds) // 2)
    assert all(one["source"].strip() for one in made["cells"])
    for code in cells(config, "code"):
        ast.parse(code)
        assert [
            line for line in code.splitlines() if len(line) > 115 and "return" not in line
        ] == []


def test_a_notebook_holds_the_lines_of_the_script_and_is_the_same_each_time():
    config = replace(PLAIN, members=(Member("relu"), Member("sine", changes=(("clip", 1.0),))))
    source = script(config, 1, 30)
    for code in cells(config, "code", member=1, steps=30):
        assert draws(code) or code in source
    assert notebook(config, 1, 30) == notebook(config, 1, 30)
    assert "after 30 steps" in cells(config, "markdown", member=1, steps=30)[0]


def test_matplotlib_is_needed_by_the_last_cell_alone():
    for dataset in DATASETS:
        code = cells(run(dataset=dataset), "code")
        assert not any(map(draws, code[:-1])), dataset
        assert draws(code[-1]) == (DATASETS[dataset].axes <= 2), dataset
