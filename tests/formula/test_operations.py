"""Each operation has, in each way to compute it, the values that the table of cases tells."""

import math

import torch

from explorer.formula import evaluation
from explorer.formula.browser import steps
from explorer.formula.operations import OPERATIONS
from explorer.formula.tree import name, node
from tests import cases
from tests import node as browser

# Operands, then the value: worked out to 50 digits, but where one of them is not finite.
CASES: dict[str, list[list[float]]] = {
    key: [[float(value) for value in case] for case in rows]
    for key, rows in cases("operations").items()
}
NEAR = 3e-13  # relative: Φ far to the left multiplies the rounding of its argument by 1,500


def wrong(found: float, wanted: float) -> bool:
    if math.isfinite(found) and math.isfinite(wanted):
        return abs(found - wanted) > NEAR * abs(wanted) + 1e-300
    return str(found) != str(wanted)


def test_every_operation_has_cases():
    assert list(CASES) == list(OPERATIONS)


@browser.needs_node
def test_the_browser_computes_the_same_operations():
    body = "return Object.keys(OPERATIONS);"
    assert sorted(browser.script(("shared/operations.js",), body)) == sorted(OPERATIONS)


def places(case: list[float]) -> list[str]:
    return ["x", "b", "c"][: len(case) - 1]


@browser.needs_node
def test_the_browsers_operations_are_right():
    formulas = {
        key: {
            "steps": steps(node(key, *map(name, places(rows[0])))),
            "cases": [[str(v) for v in case] for case in rows],
        }
        for key, rows in CASES.items()
    }
    found = browser.script(
        ("shared/formula.js",),
        """const read = (v) => Number(v.replace("inf", "Infinity"));
           return Object.fromEntries(Object.entries(d).map(([key, { steps, cases }]) => [key,
             cases.map((words) => {
               const [x, b, c] = words.slice(0, -1).map(read);
               const formula = new Formula(steps, { b, c });
               return [formula.at(x), formula.over([x, x], new Float64Array(2))[1]].map(String);
             })]));""",
        formulas,
    )
    bad = [
        (key, case, said)
        for key, rows in CASES.items()
        for case, values in zip(rows, found[key], strict=True)
        for said in values
        if wrong(float(said.replace("Infinity", "inf")), case[-1])
    ]
    assert not bad


@browser.needs_node
def test_the_browsers_numbers_that_cannot_overflow_are_the_same_numbers():
    """To 1e-10 up to ±100: a number has some digits less than its logarithm."""
    plain = {
        key: [case for case in rows if all(abs(value) <= 100 for value in case)]
        for key, rows in CASES.items()
    }
    found = browser.script(
        ("shared/overflow.js",),
        """return Object.fromEntries(Object.entries(d).map(([key, rows]) => [key, rows.map((row) =>
             plain(careful(key, row.slice(0, -1).map(large))))]));""",
        plain,
    )
    bad = [
        (key, case, said)
        for key, rows in plain.items()
        for case, said in zip(rows, found[key], strict=True)
        if said is None or abs(said - case[-1]) > 1e-10 * abs(case[-1]) + 1e-300
    ]
    assert not bad


def test_pytorchs_operations_are_right():
    bad = []
    for key, rows in CASES.items():
        for *given, wanted in rows:
            root = node(key, *map(name, places([*given, wanted])))
            parameters = places([*given, wanted])[1:]
            function = evaluation.OnTensors(root, dict.fromkeys(parameters, 1.0))
            x, *others = (torch.tensor([v], dtype=torch.float64) for v in given)
            found = function(x, **dict(zip(parameters, others, strict=True))).item()
            if wrong(found, wanted):
                bad.append((key, given, found, wanted))
    assert not bad
