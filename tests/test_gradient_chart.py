"""The chart of gradients: its tables have the columns it reads, and the bound is the sigmoid's."""

import numpy as np
import pytest

pytest.importorskip("altair", reason="Altair is not installed")

from explorer import tables
from explorer.charts import gradients as charts
from explorer.gradients import GradientConfig, measure


def fields(node):
    """Every field that a chart's dictionary reads."""
    if isinstance(node, dict):
        if isinstance(node.get("field"), str):
            yield node["field"]
        for value in node.values():
            yield from fields(value)
    elif isinstance(node, list):
        for value in node:
            yield from fields(value)


def test_every_field_of_the_chart_is_a_column_of_its_tables():
    results = measure(GradientConfig(("sigmoid", "relu"), depth=6, width=8))
    columns = {*tables.gradients(results).columns, *tables.gradient_bound(6).columns}
    spec = charts.gradient_by_layer(["Sigmoid", "ReLU"], 6).to_dict()
    assert set(fields(spec)) <= columns


def test_the_table_holds_the_measured_numbers():
    results = measure(GradientConfig(("sigmoid", "relu"), depth=6, width=8))
    table = tables.gradients(results)
    assert len(table) == 12
    mine = table[table.activation == "ReLU"]
    np.testing.assert_array_equal(mine.norm, results[1].norm)
    np.testing.assert_array_equal(mine.relative, results[1].relative)
    assert mine.relative.iloc[-1] == 1


def test_a_gradient_of_zero_is_left_out_of_the_log_axis():
    table = tables.gradients(measure(GradientConfig(("heaviside",), depth=3, width=8)))
    assert table.relative.isna().all()


def test_the_bound_is_a_quarter_a_layer():
    bound = tables.gradient_bound(5)
    np.testing.assert_allclose(bound.relative, 0.25 ** np.arange(4, -1, -1))
    assert bound.name.tolist() == ["0.25^4", "", "", "", ""]
