"""The browser writes a number as the table of cases says."""

from tests import cases, node

CASES = [
    (writer, values, text) for writer, table in cases("numbers").items() for values, text in table
]


@node.needs_node
def test_the_browser_writes_a_number_as_the_table_says():
    body = """
        const ends = { inf: Infinity, "-inf": -Infinity, nan: NaN };
        const value = ([first, ...rest]) => [ends[first] ?? first, ...rest];
        return d.map(([writer, values]) => globalThis[writer](...value(values)));"""
    found = node.script(("shared/numbers.js",), body, [case[:2] for case in CASES])
    assert found == [text for _, _, text in CASES]


@node.needs_node
def test_what_moves_keeps_its_width():
    body = "return [d.map((x) => percentFixed(x)), d.map(loss), d.map(whole)];"
    values = [0, 0.0004, 0.9876, 12.3456, 1234567]
    shares, losses, counts = node.script(("shared/numbers.js",), body, values)
    assert shares == ["0.0 %", "0.0 %", "98.8 %", "1234.6 %", "1.23 × 10⁸ %"]
    assert losses == ["0.000", "<0.001", "0.988", "12.346", "1.2 × 10⁶"]
    assert counts == ["0", "0", "0", "12", "1,234,567"]
