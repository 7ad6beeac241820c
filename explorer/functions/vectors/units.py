"""Units fed by several inputs each: maxout, and the linear units with a gate."""

from functools import partial

import torch

from explorer.activations import Activation, Parameter, get
from explorer.functions.vectors.base import Names, VectorFunction, numbered, shares
from explorer.words import lowered

SHAZEER = "Shazeer, GLU Variants Improve Transformer, 2020"


def by_unit(inputs: int, pieces: float) -> Names:
    """xᵢⱼ for piece j of unit i, a row a unit, and y₁ … for the units."""
    units = inputs // int(pieces)
    rows = [numbered(f"x{lowered(i + 1)}", int(pieces)) for i in range(units)]
    return rows, numbered("y", units)


def by_half(inputs: int) -> Names:
    """a₁ … for the half let through, b₁ … for the half that decides, and y₁ …"""
    half = inputs // 2
    return [numbered("a", half), numbered("b", half)], numbered("y", half)


def maxout(x: torch.Tensor, pieces: float) -> torch.Tensor:
    return _pieces(x, int(pieces)).amax(dim=-1)


def maxout_jacobian(x: torch.Tensor, pieces: float) -> torch.Tensor:
    """(units, n): 1 for the piece that wins; pieces that tie share it equally, as in amax."""
    units = _pieces(x, int(pieces))
    wins = (units == units.amax(dim=-1, keepdim=True)).to(x.dtype)
    return torch.block_diag(*(wins / wins.sum(dim=-1, keepdim=True)))


def gated(x: torch.Tensor, gate: Activation) -> torch.Tensor:
    """The first half times the gate of the second half, the order of `F.glu`."""
    a, b = x.split(shares(x, 2), dim=-1)
    return a * gate.f(b)


def gated_jacobian(x: torch.Tensor, gate: Activation) -> torch.Tensor:
    a, b = x.split(shares(x, 2), dim=-1)
    return torch.cat([gate.f(b).diag(), (a * gate.df(b)).diag()], dim=-1)


def _pieces(x: torch.Tensor, pieces: int) -> torch.Tensor:
    return x.unflatten(-1, (shares(x, pieces), pieces))


def _glu(
    key: str, label: str, gate: str, sign: str, slope: str, torch: str, remark: str, source: str
) -> VectorFunction:
    return VectorFunction(
        key=key,
        label=label,
        formula=rf"y_i = a_i \, {sign}(b_i)",
        jacobian_formula=rf"\frac{{\partial y_i}}{{\partial a_i}} = {sign}(b_i), \quad "
        rf"\frac{{\partial y_i}}{{\partial b_i}} = a_i \, {slope}",
        f=partial(gated, gate=get(gate)),
        jacobian=partial(gated_jacobian, gate=get(gate)),
        remark=remark,
        source=source,
        torch=torch,
        inputs=(4, 6),
        names=by_half,
    )


UNITS: tuple[VectorFunction, ...] = (
    VectorFunction(
        key="maxout",
        label="Maxout",
        formula=r"y_i = \max_{j \le k} x_{ij}",
        jacobian_formula=r"\frac{\partial y_i}{\partial x_{ij}} = \begin{cases} 1 & "
        r"x_{ij} \text{ is the largest} \\ 0 & \text{otherwise} \end{cases}",
        f=maxout,
        jacobian=maxout_jacobian,
        remark="Each unit answers the largest of its k pieces; pieces that tie share the slope "
        "equally. With linear pieces a unit can learn any convex shape.",
        source="Goodfellow, Warde-Farley, Mirza, Courville and Bengio, Maxout Networks, 2013",
        torch="y = x.unflatten(-1, (-1, {pieces})).amax(dim=-1)",
        inputs=(6,),
        names=by_unit,
        parameters=(Parameter("pieces", "k", 2, 2, 3, 1),),
        row_sum=1,
    ),
    _glu(
        "glu",
        "GLU",
        "sigmoid",
        r"\sigma",
        r"\sigma(b_i) (1 - \sigma(b_i))",
        "y = F.glu(x, dim=-1)",
        "Half of the inputs, a, is let through as far as the other half, b, opens the gate.",
        "Dauphin, Fan, Auli and Grangier, Language Modeling with Gated Convolutional Networks, "
        "2016",
    ),
    _glu(
        "geglu",
        "GEGLU",
        "gelu",
        r"\operatorname{GELU}",
        r"\operatorname{GELU}'(b_i)",
        "a, b = x.chunk(2, dim=-1)\ny = a * F.gelu(b)",
        "GLU with GELU for the gate, in the feed-forward blocks of many transformers. The halves "
        "stand in the order of F.glu; the paper writes the gate first.",
        SHAZEER,
    ),
    _glu(
        "swiglu",
        "SwiGLU",
        "silu",
        r"\operatorname{SiLU}",
        r"\operatorname{SiLU}'(b_i)",
        "a, b = x.chunk(2, dim=-1)\ny = a * F.silu(b)",
        "GLU with SiLU for the gate, in the feed-forward blocks of many large language models. "
        "The halves stand in the order of F.glu; the paper writes the gate first.",
        SHAZEER,
    ),
)
