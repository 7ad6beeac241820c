"""How a chart's axis writes its numbers: as `explorer.words` does, in Vega's own language."""

import altair as alt

POWER = "round(log(datum.value) / LN10)"
WHOLE = f"abs(log(datum.value) / LN10 - {POWER}) < 1e-6"  # the value is a power of ten
SIGNED = "replace(format(datum.value, '~g'), '-', '−')"
PERCENT = "replace(format(100 * datum.value, '.3~f'), '-', '−') + ' %'"


def _digit(place: int) -> str:
    """The raised digit of |power| at a place, counted in powers of ten from the right."""
    at = f"floor(abs({POWER}) / {10**place}) % 10"
    digit = f"substring('⁰¹²³⁴⁵⁶⁷⁸⁹', {at}, {at} + 1)"
    return digit if place == 0 else f"(abs({POWER}) >= {10**place} ? {digit} : '')"


_RAISED = f"({POWER} < 0 ? '⁻' : '') + {_digit(2)} + {_digit(1)} + {_digit(0)}"
_TEN = f"{POWER} == 0 ? '1' : {POWER} == 1 ? '10' : '10' + {_RAISED}"
_MANTISSA = "round(10 * datum.value / pow(10, floor(log(datum.value) / LN10 + 1e-9)))"

# On an axis of powers of ten: 1, 10⁻⁸; nothing between two powers.
POWERS = f"!({WHOLE}) ? '' : {_TEN}"
# On one that spans a few of them: 0.2, 0.5, 1, 10⁻⁸.
STEPS = f"abs({POWER}) > 4 ? ({POWERS}) : indexof([10, 20, 50], {_MANTISSA}) < 0 ? '' : {SIGNED}"


def logarithmic(labels: str) -> alt.Axis:
    """An axis of powers of ten, whose lines between two powers are faint."""
    return alt.Axis(
        labelExpr=labels,
        tickCount=7,
        labelOverlap=False,
        gridOpacity=alt.condition(WHOLE, alt.value(0.6), alt.value(0.15)),
    )
