"""Regions of one folded layer are counted as the table says that the browser reads too."""

import numpy as np
import pytest

from explorer.engine.folds import most_regions, regions
from tests import cases
from tests.dense import dense

CASES = cases("regions")


@dense("name", CASES)
def test_regions_are_counted_as_the_table_says_that_the_browser_reads_too(name):
    case = CASES[name]
    rows = np.array(case["lines"], dtype=float).reshape(-1, 3)
    assert regions(rows, case["extent"]) == (case["crossing"], case["regions"])


@pytest.mark.parametrize(("units", "most"), [(8, 37), (16, 137), (0, 1)])
def test_so_many_regions_are_possible_at_most(units, most):
    assert most_regions(units) == most
