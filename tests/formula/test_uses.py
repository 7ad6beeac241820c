"""A formula is written as mathematics and as PyTorch, and is trained like any activation."""

import subprocess
import sys
from dataclasses import replace

import numpy as np
import pytest

from explorer.activations import get
from explorer.config import Member, RunConfig
from explorer.engine import Trainer
from explorer.formula import FormulaError, parse
from explorer.gradients import ledger
from explorer.live import evidence
from explorer.live.run import LiveRun
from tests import ROOT

# ---- LaTeX and PyTorch ----

LATEX = {
    "x*sigmoid(b*x)": r"x \, \sigma \left( b \, x \right)",
    "2*x**2/(1 + x)": r"\frac{2 \, x^{2}}{1 + x}",
    "2*3*x": r"2 \cdot 3 \, x",
    "sqrt(2/pi)*(x + 1)": r"\sqrt{\frac{2}{\pi}} \, \left( x + 1 \right)",
    "-x**2": r"-x^{2}",
    "(-x)**2": r"\left( -x \right)^{2}",
    "x - (x - 1)": r"x - \left( x - 1 \right)",
    "x*-2": r"x \, \left( -2 \right)",
    "exp(-x)**2": r"\left( e^{-x} \right)^{2}",
    "(x/2)**2": r"\left( \frac{x}{2} \right)^{2}",
    "1e-5*x": r"10^{-5} \, x",
    "abs(x) + (x > 0)": r"\left| x \right| + \left[ x > 0 \right]",
    "where(x > 0, x, b*x)": r"\begin{cases} x & x > 0 \\ b \, x & x \le 0 \end{cases}",
    "1 + where(0 < x < 1, 1, 0)": r"1 + \left( \begin{cases} 1 & 0 < x < 1 \\ "
    r"0 & \text{otherwise} \end{cases} \right)",
    "max(0, x)": r"\max(0, x)",
    "lambd*x": r"\lambda \, x",
}


@pytest.mark.parametrize("text", LATEX)
def test_a_formula_is_set_as_mathematics(text):
    assert parse(text).formula == LATEX[text]


EXPRESSIONS = {
    "x*sigmoid(b*x)": "lambda x: x * torch.sigmoid(0.5 * x)",
    "b**x": "lambda x: (0.5) ** x",
    "exp(b)*x": "lambda x: torch.exp(x.new_tensor(0.5)) * x",
    "max(0, x)": "lambda x: torch.relu(x)",
    "where(x > 0, x, b*x)": "lambda x: torch.where(x > 0, x, 0.5 * x)",
    "b": "lambda x: torch.full_like(x, 0.5)",
    "min(max(x, -1), 1)": "lambda x: F.hardtanh(x, -1, 1)",
    "min(max(x, 2), 1)": "lambda x: F.hardtanh(F.hardtanh(x, 2, torch.inf), -torch.inf, 1)",
    "softplus(x)": "lambda x: -F.logsigmoid(-x)",
}


@pytest.mark.parametrize("text", EXPRESSIONS)
def test_a_formula_is_written_in_pytorch(text):
    assert parse(text).code(b=0.5) == EXPRESSIONS[text]


# ---- in the rest of the program ----


@pytest.mark.parametrize("module", ["explorer.formula", "explorer.activations"])
def test_formulas_and_activations_load_in_either_order(module):
    code = f"import {module}\nfrom explorer.activations import get\nprint(get('=x*2').key)"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
    assert done.stdout.strip() == "=x * 2", done.stderr


def test_get_passes_a_formula_s_fault_on():
    with pytest.raises(FormulaError, match="Column 5: "):
        get("=x + foo(x)")
    with pytest.raises(ValueError, match="Column 5: "):
        Member("=x + foo(x)")


RUN = RunConfig(samples=200, members=(Member("=x*sigmoid(b*x)", parameters=(("b", 1.5),)),))


def test_a_formula_trains_as_the_entry_of_the_same_function_does():
    """To 2e-3 in the loss after 300 steps of float32; the loss falls below a third."""
    config = replace(RUN, members=(*RUN.members, Member("swish")))
    trainer = Trainer(config)
    before, after = trainer.advance(0).train_loss, trainer.advance(300).train_loss
    assert (after < before / 3).all()
    assert after[0] == pytest.approx(after[1], abs=2e-3)


def test_a_formula_can_be_watched_while_it_trains():
    run = LiveRun(RUN, "own")
    assert run.message(run.finish(0.05), playing=False)
    assert run.sentences


def test_a_formula_s_gradients_are_those_of_the_entry_of_the_same_function():
    """To 1e-9, relative."""
    keys = ("=x*sigmoid(x)", "silu")
    config = ledger.LedgerConfig(keys, depth=5, width=8, number_format="float64")
    measured = ledger.measure(config)
    own, entry = (measured[key].gradients for key in keys)
    np.testing.assert_allclose(own.weights, entry.weights, rtol=1e-9)
    assert (own.weights > 0).all()


def test_a_formula_that_is_not_a_number_everywhere_stops_its_member_and_no_other():
    trainer = Trainer(replace(RUN, members=(Member("=log(x)"), Member("tanh"))))
    seen = trainer.advance(20)
    assert seen.diverged_at[1] is None
    assert seen.diverged_at[0] is not None or not np.isfinite(seen.train_loss[0])
    assert evidence.sentences(trainer, seen, 1, evidence.Watch())
