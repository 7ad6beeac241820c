"""One activation, at the parameters chosen, as files to take away: PyTorch, CSV and JSON."""

import ast
import json
import math
import re
from collections.abc import Mapping
from dataclasses import asdict
from textwrap import wrap
from typing import TYPE_CHECKING, Any

import torch

from explorer.activations import Activation
from explorer.formula.keys import split

if TYPE_CHECKING:
    from explorer.properties import Property

_RANDOM = (
    "Random in training: there each negative input meets a slope of its own, drawn anew for every "
    "pass. After .eval() it is the curve with the mean slope, the same for every pass."
)


def module(activation: Activation, /, **parameters: float) -> str:
    """The source of an `nn.Module` that computes this activation; those left out take defaults.

    It needs PyTorch and nothing else. Where torch has a module, that does the work; a parameter
    that training learns is an `nn.Parameter`. f and its gradient agree with the activation's to
    3e-8 in float64 (softplus and CELU are torch's own). Raises ValueError naming a parameter the
    activation does not have, or a value that is no finite number.
    """
    values = _checked(activation, parameters)
    notes = [activation.remark, *([_RANDOM] if activation.training_parameters else [])]
    definition = definition_lines(class_name(activation), activation.code(**values), notes)
    chosen = ", ".join(f"{name} = {value:.12g}" for name, value in values.items())
    title = activation.label + (f" with {chosen}" if chosen else "")
    lines = [*docstring([f"{title}."], ""), "", "import torch"]
    if "F." in definition[-1]:
        lines.append("import torch.nn.functional as F")
    return "\n".join([*lines, "from torch import nn", "", "", *definition]) + "\n"


def definition_lines(name: str, code: str, notes: list[str]) -> list[str]:
    """The lines of an `nn.Module` of this name that computes a PyTorch expression for f.

    The last line is what it returns; `notes` are the paragraphs of its docstring.
    """
    parts: list[str] = []
    body = ast.unparse(_inlined(ast.parse(code, mode="eval").body, parts))
    lines = [f"class {name}(nn.Module):", *docstring(notes, "    "), ""]
    if parts:
        lines += ["    def __init__(self) -> None:", "        super().__init__()"]
        lines += [f"        self.part{i} = {part}" for i, part in enumerate(parts)]
        lines.append("")
    return [
        *lines,
        "    def forward(self, x: torch.Tensor) -> torch.Tensor:",
        f"        return {body}",
    ]


def class_name(activation: Activation) -> str:
    """The label in CamelCase: "Leaky ReLU" is LeakyReLU; a formula of one's own is OwnFormula."""
    key = split(activation.key)
    if key.typed:
        return "OwnFormula" + "Dialled" * key.dialled
    words = re.findall(r"[A-Za-z0-9]+", activation.label)
    return "".join(word[0].upper() + word[1:] for word in words)


def curve_csv(activation: Activation, limit: int, per_unit: int, /, **parameters: float) -> str:
    """f and f′ on [−limit, limit], `per_unit` points a unit, as CSV with a header line.

    Columns: x, value f(x), slope f′(x). A number that does not exist is left empty.
    """
    chosen = _checked(activation, parameters)
    x = torch.arange(-limit * per_unit, limit * per_unit + 1, dtype=torch.float64) / per_unit
    columns = (x, activation.f(x, **chosen), activation.df(x, **chosen))
    rows = zip(*(column.tolist() for column in columns), strict=True)
    lines = [",".join("" if y != y else repr(y) for y in row) for row in rows]
    return "\n".join(["x,value,slope", *lines]) + "\n"


def card_json(
    activation: Activation, card: "Mapping[str, Property]", parameters: Mapping[str, float]
) -> str:
    """The property card as strict JSON: what is infinite or no number is "inf", "-inf", "nan".

    Keys: key, label, parameters (all of them), properties (each with the fields of `Property`).
    """
    content = {
        "key": activation.key,
        "label": activation.label,
        "parameters": _checked(activation, parameters),
        "properties": {key: asdict(one) for key, one in card.items()},
    }
    return json.dumps(_strict(content), ensure_ascii=False, allow_nan=False, indent=2) + "\n"


def _checked(activation: Activation, parameters: Mapping[str, float]) -> dict[str, float]:
    """All parameters of the activation, those given first checked."""
    for name, value in parameters.items():
        if name not in activation.defaults:
            known = ", ".join(activation.defaults) or "none"
            raise ValueError(f"unknown parameter {name!r} of {activation.label}; it has {known}")
        if not math.isfinite(value):
            raise ValueError(f"{name} is {value!r}; expected a finite number")
    return activation.defaults | dict(parameters)


def docstring(paragraphs: list[str], indent: str) -> list[str]:
    """The lines of a docstring, none of whose text can end or change it."""
    plain = [text.replace("\\", "").replace('"', "'") for text in paragraphs]
    lines = [line for text in plain for line in ["", *wrap(text, 88 - len(indent))]][1:]
    lines[0] = '"""' + lines[0]
    if len(lines) > 1:
        lines.append("")
    lines[-1] += '"""'
    return [indent + line if line else "" for line in lines]


class _Inline(ast.NodeTransformer):
    """Moves each `nn.Something(...)` into the parts that __init__ makes."""

    def __init__(self, parts: list[str]) -> None:
        self.parts = parts

    def visit_Call(self, node: ast.Call) -> ast.AST:
        if isinstance(node.func, ast.Attribute) and ast.unparse(node.func.value) == "nn":
            self.parts.append(ast.unparse(node))
            return ast.Name(f"self.part{len(self.parts) - 1}")
        return self.generic_visit(node)


def _inlined(expression: ast.expr, parts: list[str]) -> ast.expr:
    """What forward returns for the expression of a function of x."""
    moved: Any = _Inline(parts).visit(expression)
    return moved.body if isinstance(moved, ast.Lambda) else ast.Call(moved, [ast.Name("x")], [])


def _strict(value: Any) -> Any:
    """The value in what JSON knows."""
    if isinstance(value, Mapping):
        return {str(key): _strict(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [_strict(part) for part in value]
    if isinstance(value, float) and not math.isfinite(value):
        return str(value)
    return value
