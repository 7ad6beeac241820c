"""One way to write a number and a list, and the thresholds that sentences name."""

import math
from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Context, Decimal

FLAT = 0.05  # |f′| below which next to no gradient passes: there a function is saturated
MOSTLY = 0.6  # share of flat pairs of point and unit from which a layer is called flat
CENTRED = 1e-9  # |E f(z)| below which a function is zero-centred: the quadrature is right to that
LEARNT, WORSE = 0.97, 1.1  # of the class prior's loss: below it, something is learnt; above, worse
BY_CHANCE = 0.15  # of the points, by which a guess may beat the share of the commonest class
# Of the class prior's loss, by which a validation loss must have risen, and passed training.
OVERFIT = 0.1
GAP = 0.05  # between the shares of training and validation points right, where it overfits
SURE = 2.0  # standard errors of a share of points, beyond which it is not by chance
PROGRESS = 0.01  # share of the best validation loss so far by which it must fall
ON_THE_EDGE = 1e-3  # |χ₁ − 1| below which a thousand layers change a gradient's square e-fold
UNCHANGED = 0.005  # |factor − 1| below which a factor changes nothing

LEAST, MOST = -4, 5  # powers of ten from which, and up to which, a number is written out
MINUTE, HOUR = 60.0, 3600.0  # seconds
COUNTED = 1e12  # below which a whole number in a fraction is written out

_RAISED = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
_LOWERED = str.maketrans("-0123456789", "₋₀₁₂₃₄₅₆₇₈₉")


def number(value: float, digits: int = 3) -> str:
    """A number to so many digits: 0.0412, −0.17, 12345, 2.8 × 10⁻⁸, 10⁶, ∞, no number.

    Whole numbers below 10⁵ keep all their digits.
    """
    if not math.isfinite(value):
        return _endless(value)
    if value == 0:
        return "0"
    mantissa, _, power = _to_digits(value, digits).partition("e")
    if LEAST <= int(power) < MOST:
        return _signed(_short(_to_places(value, max(0, digits - 1 - int(power)))))
    mantissa = _short(mantissa)
    sign, size = ("-", mantissa[1:]) if mantissa.startswith("-") else ("", mantissa)
    return _signed(sign + (ten(int(power)) if size == "1" else f"{size} × {ten(int(power))}"))


def brief(value: float, most: int) -> str:
    """A number where there is room for `most` signs: 1.2×10⁶, not 1.23 × 10⁶, if need be.

    The one place in the program where a number is set without spaces.
    """
    text = number(value)
    return text if len(text) <= most else number(value, 2).replace(" ", "")


def factor(value: float, digits: int = 2) -> str:
    """What something is multiplied by: beside 1, where the difference counts, with more digits."""
    if abs(value - 1) < 10 ** (1 - digits):
        return _short(_to_places(value, digits + 1))
    return number(value, digits)


def fixed(value: float, places: int) -> str:
    """A number with so many digits after the point, so that they stand below each other."""
    if not abs(value) < 10**MOST:
        return number(value)
    text = _to_places(value, places)
    return _signed(text if float(text) else text.removeprefix("-"))


def percent(share: float, digits: int = 3) -> str:
    """A share of 1 in percent: 97.5 %."""
    return f"{number(100 * share, digits)} %"


def count(value: float) -> str:
    """How many of something, to two digits: 3.2, 36, 36,000,000, 3.6 × 10¹⁵."""
    near = float(_to_digits(value, 2)) if math.isfinite(value) else value
    return f"{near:,.0f}" if 10 <= near < COUNTED else number(value, 2)


def duration(seconds: float) -> str:
    """A time to two digits, 1 s at least: 12 s, 2.5 min, 33 h."""
    if seconds < MINUTE:
        return f"{max(1, round(seconds))} s"
    if seconds < HOUR:
        return f"{number(seconds / MINUTE, 2)} min"
    return f"{number(seconds / HOUR, 2)} h"


def fraction(share: float) -> str:
    """A share between 0 and 1, to two digits: 1/36,000,000, 1/3, 45 %, 1/(3.6 × 10¹⁵)."""
    if not 1e-300 < share < 1:
        return number(share, 2)
    parts = float(_to_digits(1 / share, 2))
    if parts < 10 and (parts < 2 or parts % 1):
        return percent(share, 2)
    text = count(parts)
    return f"1/({text})" if " " in text else f"1/{text}"


def ten(power: int) -> str:
    """A power of ten: 10⁻⁸."""
    return f"10{raised(power)}"


def raised(whole: int) -> str:
    """A whole number as an exponent: ⁻⁸."""
    return str(whole).translate(_RAISED)


def lowered(whole: int) -> str:
    """A whole number as an index: ₁₂."""
    return str(whole).translate(_LOWERED)


def listed(words: Iterable[str]) -> str:
    """A list in a sentence: "a", "a and b", "a, b and c"."""
    *others, last = words
    return f"{', '.join(others)} and {last}" if others else last


def _to_digits(value: float, digits: int) -> str:
    """A finite number to so many digits, in scientific notation; a tie goes away from zero.

    So does a tie in the browser, and by hand; Python's own formats take it to the even digit.
    """
    context = Context(prec=digits, rounding=ROUND_HALF_UP)
    return f"{context.create_decimal_from_float(float(value)):.{digits - 1}e}"


def _to_places(value: float, places: int) -> str:
    """A number below 10⁵ with so many digits after the point; a tie goes away from zero."""
    return f"{Decimal(float(value)).quantize(Decimal((0, (1,), -places)), ROUND_HALF_UP):f}"


def _endless(value: float) -> str:
    if math.isnan(value):
        return "no number"
    return "∞" if value > 0 else "−∞"


def _short(text: str) -> str:
    """Decimals without zeros at their end."""
    return text.rstrip("0").rstrip(".") if "." in text else text


def _signed(text: str) -> str:
    return text.replace("-", "−")
