"""What the pages call their controls, and the few names that need no term of the glossary."""

import ast
import re

from tests import ROOT

MAKERS = ("Choice", "Number", "Switch", "Several", "Networks", "Edges", "Entry")
BY_PLACE = {"entry": 0, "_slider": 0, "_select": 0}  # of their label among the arguments

# A name, or a pattern of names, and why it is told no meaning.
WITHOUT_TERM = {
    "Across|Up|Window|Range of x": "an axis of the picture beside it",
    "Beside it|Compare|First|Second|Pair|from": "a second one of what stands before it",
    "Like|but with another|Like another, but …": "another network, in plain words",
    "Computed on": "the processor of the machine, by its own name",
    "Factor": "a size of the figure, which its help tells",
    "Graph|Picture|Show|View|view|The sentence tells of": "what the page shows, by its name",
    "Keep only functions that …|Largest first by": "a filter and an order, in plain words",
    "Minutes of the class": "the length of a lesson at school",
    "Network|Networks": "its widths, or how many there are",
    "Race over|and over": "the names of settings, each a control of its own",
    "Start with|Presets": "whole pages, each with its story",
    "Start .or drag the ball.": "a place in the picture beside it",
    "What is trained": "weights, as the options say",
    "Judged by": "shares of the points, as the options say",
    "A formula of your own": "text, with its own help",
    "Parameters|Settings of its own|Output bias|Plane shown": "is not asked for",
    r"[abtx]|[wbr]\d+|[xyz][₁-₉]": "a letter of the formula that stands beside it",
    r"(All thresholds|Every class|\w+ points) .*": "a sentence that names what it chooses",
    r"Cures for .*": "a sentence that names what it chooses",
    r"Raise by .*": "an experiment, in plain words",
    "Search the glossary|Term": "the glossary itself",
}


def needs_none(name: str) -> bool:
    """Whether a name is among those that need no term."""
    return any(re.fullmatch(pattern, name) for pattern in WITHOUT_TERM)


def literal_labels() -> dict[str, str]:
    """The labels of controls that stand in the source as plain text, each with its file."""
    found: dict[str, str] = {}
    for path in sorted(ROOT.glob("explorer/**/*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call):
                for label in _labels(node):
                    if isinstance(label, ast.Constant) and isinstance(label.value, str):
                        found[label.value] = path.name
    return found


def _labels(call: ast.Call) -> list[ast.expr]:
    name = getattr(call.func, "id", "")
    if name in BY_PLACE:
        return call.args[:1]
    wanted = name in MAKERS or name == "replace"
    return [one.value for one in call.keywords if wanted and one.arg == "label"]
