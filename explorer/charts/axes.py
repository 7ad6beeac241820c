"""How a chart's axis writes its numbers: as `explorer.words` does, in Vega's own language."""

POWER = "round(log(datum.value) / LN10)"


def _digit(place: int) -> str:
    """The raised digit of |power| at a place, counted in powers of ten from the right."""
    at = f"floor(abs({POWER}) / {10**place}) % 10"
    digit = f"substring('⁰¹²³⁴⁵⁶⁷⁸⁹', {at}, {at} + 1)"
    return digit if place == 0 else f"(abs({POWER}) >= {10**place} ? {digit} : '')"


_RAISED = f"({POWER} < 0 ? '⁻' : '') + {_digit(2)} + {_digit(1)} + {_digit(0)}"
SIGNED = "replace(format(datum.value, '~g'), '-', '−')"

# 1, 10⁻⁸ on an axis of powers of ten; between two powers the number itself.
POWERS = (
    f"abs(log(datum.value) / LN10 - {POWER}) > 1e-6 ? {SIGNED}"
    f" : {POWER} == 0 ? '1' : '10' + {_RAISED}"
)

# 0.25, 2, 10⁻⁸: small powers written out.
SMALL = f"abs({POWER}) <= 4 ? {SIGNED} : {POWERS}"
PERCENT = "replace(format(100 * datum.value, '.3~f'), '-', '−')"
