"""Names in a formula: which function, constant or parameter each is, or what is wrong with it."""

import keyword
import re
from collections.abc import Iterator
from difflib import get_close_matches

from explorer.formula.faults import FormulaError
from explorer.formula.library import known
from explorer.formula.reading.aliases import (
    ALIASES,
    CONSTANTS,
    ELSEWHERE,
    IN_LIBRARIES,
    LIBRARIES,
    PARAMETERS_TOO,
    SLOPE_IN_LIBRARIES,
)
from explorer.formula.reading.functions import (
    ARGUMENTS,
    OWN,
    SEVERAL,
    function,
)
from explorer.formula.reading.parts import Maker, Part
from explorer.formula.reading.signs import GREEK, INSTEAD

MOST_PARAMETERS = 4
LONGEST_NAME = 14
_NO_NAMES = {
    "nan": "take it out",
    "inf": "write a large number such as 1e30",
    "dx": "write the derivative out",
}
_SLOPES = ("alpha", "beta", "negative_slope", "slope", "a", "lambd", "leak", "leakyness")
_NATURAL = "the natural logarithm; write log10(x) for base 10, as spreadsheets have it"
_IGNORED = ("inplace", "out", "dim", "axis", "name", "dtype", "training")
# Names that are refused, and what they were meant to be.
_SLIPS = (
    (r"x_?([0-9]+)", r"x**\1"),
    (r"ex", "e^x"),
    (r"e([0-9]+)x", r"e^(\1*x)"),
    (r"(log[0-9]+)x", r"\1(x)"),
    (r"([fgh])x", r"\1*x"),
)
Named = dict[str, tuple[Part, int]]  # arguments with names, and where the names stand


class Names:
    """Gives every name its meaning, and gathers the parameters."""

    def __init__(self, maker: Maker, is_sheet: bool = False) -> None:
        self._maker, self.is_sheet = maker, is_sheet
        self.parameters: list[str] = []
        self.notes: list[str] = []

    def alone(self, name: str, start: int, end: int) -> Part:
        """A name that nothing in brackets follows: x, a constant or a parameter."""
        name = CONSTANTS.get(name, name)
        if name not in ("x", "pi", "e", *self.parameters):
            self._check_parameter(name, self._maker.typed(start, end), start)
            self.parameters.append(name)
        return self._maker.name(name, start, end)

    def _check_parameter(self, name: str, typed: str, start: int) -> None:
        def fault(reason: str) -> FormulaError:
            return FormulaError(start + 1, reason)

        if name.lower() in _NO_NAMES:
            raise fault(f"`{typed}` has no place in a formula; {_NO_NAMES[name.lower()]}")
        if keyword.iskeyword(name):
            raise fault(f"`{typed}` has no place in a formula; {INSTEAD.get(name, 'take it out')}")
        if name.startswith("__") or name[:2].strip("_").isdigit():
            raise fault(f"unknown name `{typed}`; a name starts with one letter")
        if intended := next(_intended(name), None):
            raise fault(f"unknown name `{typed}`; did you mean `{intended}`?")
        if len(name) > LONGEST_NAME:
            length = f"{len(name)} letters; at most {LONGEST_NAME} are read"
            raise fault(f"the name `{typed}` has {length}")
        if len(self.parameters) == MOST_PARAMETERS:
            number = f"parameter number {MOST_PARAMETERS + 1}; at most {MOST_PARAMETERS}"
            raise fault(f"`{typed}` would be {number} are possible")

    def called(
        self, name: str, parts: list[Part], named: Named, place: tuple[int, int], library: str = ""
    ) -> Part:
        """A function of these arguments; `library` is the module it was called from, if any."""
        start, end = place
        typed = self._maker.typed(start, end).split("(")[0]
        library = LIBRARIES.get(library, library)
        if name == "LOG" and len(parts) == 1:
            name = "log10" if self.is_sheet else "log"
            meant = "of base 10, as in spreadsheets" if self.is_sheet else _NATURAL
            self.notes.append(f"`LOG` is {meant}.")
        if name == "hard_sigmoid" and library in ("tf", "keras"):
            self.notes.append("`hard_sigmoid` is Keras 3's; Keras 2 had clip(0.2*x + 0.5, 0, 1).")
        other = IN_LIBRARIES.get((library, name))
        if other:
            self.notes.append(f"`{typed}(x)` is read as `{_of_x(other)}`.")
        key = other or function(name)
        if not key:
            raise FormulaError(start + 1, _unknown(name, typed, parts, self._maker))
        if key in ("gelu", "gelu_tanh") and "approximate" in named:
            key = "gelu_tanh" if named.pop("approximate")[0].tree.value else "gelu"
        if key == "relu" and named.keys() & {"alpha", "negative_slope"}:  # as Keras has it
            key = "leaky_relu"
        slope = SLOPE_IN_LIBRARIES.get((library, key))
        if slope is not None and len(parts) == 1 and not named:
            parts = [*parts, self._maker.number(slope, end, end)]
            self.notes.append(f"`{typed}` has the slope {slope} of its library.")
        for ignored in _IGNORED:
            named.pop(ignored, None)
        return self._resolved(key, parts, named, place)

    def _resolved(self, key: str, parts: list[Part], named: Named, place: tuple[int, int]) -> Part:
        start, end = place
        if key == "softplus":
            named.pop("threshold", None)  # from there on PyTorch's is the line that it nears
        if key in ("clip", "clamp", "clip_by_value") or (
            key == "hardtanh" and (len(parts) == 3 or named)
        ):
            return self._clipped(key, parts, named, place)
        if key == "log" and len(parts) == 2 and not named:
            return self._maker.template("log(u)/log(v)", _given(parts), start, end)
        if key == "heaviside" and len(parts) == 2:
            return self._maker.template("where(u == 0, v, u > 0)", _given(parts), start, end)
        if key not in OWN and key not in known() and key not in SEVERAL:
            if key in ALIASES and not ALIASES[key].isidentifier():
                template = ALIASES[key]
                wanted = len(set(re.findall(r"\b[uvw]\b", template)))
                self._check_number(key, len(parts), wanted, named, start)
                return self._maker.template(template, _given(parts), start, end)
            key = ALIASES.get(key, key)
        if not key.isidentifier():
            return self._maker.template(key, _given(parts), start, end)
        if key in SEVERAL:
            self._refuse_named(key, named)
            if len(parts) < 2:
                reason = f"{key} takes two or more values, not {_values(len(parts))}"
                raise FormulaError(start + 1, reason)
            return self._maker.called(key, parts, start, end)
        if key in known() and (key not in OWN or len(parts) > 1 or named):
            return self._entry(key, parts, named, place)
        wanted = ARGUMENTS.get(key, 1)
        self._check_number(key, len(parts), wanted, named, start)
        return self._maker.called(key, parts, start, end)

    def _check_number(self, key: str, given: int, wanted: int, named: Named, start: int) -> None:
        self._refuse_named(key, named)
        if key == "where" and given != 3:
            reason = f"where takes a condition and two values, not {_values(given)} in all"
            raise FormulaError(start + 1, reason)
        if given != wanted:
            takes = {1: "one value", 2: "two values"}.get(wanted, f"{wanted} values")
            raise FormulaError(start + 1, f"{key} takes {takes}, not {_values(given)}")

    @staticmethod
    def _refuse_named(key: str, named: Named) -> None:
        for name, (_, place) in named.items():
            raise FormulaError(place + 1, f"{key} takes nothing that is called `{name}`")

    def _clipped(self, key: str, parts: list[Part], named: Named, place: tuple[int, int]) -> Part:
        """`clip(x, low, high)`, either end by name or left out."""
        given: list[Part | None] = [*parts[1:3], None, None][:2]
        by_name = [
            next((named.pop(name)[0] for name in names if name in named), None)
            for names in (("min", "a_min", "low", "min_val"), ("max", "a_max", "high", "max_val"))
        ]
        twice = any(one and other for one, other in zip(given, by_name, strict=True))
        ends = [one or other for one, other in zip(given, by_name, strict=True)]
        if len(parts) not in (1, 2, 3) or twice or named or ends == [None, None]:
            reason = f"{key} takes a value and its ends; write clamp(x, min, max)"
            raise FormulaError(place[0] + 1, reason)
        result = parts[0]
        for op, part in zip(("max", "min"), ends, strict=True):
            if part is not None:
                result = self._maker.called(op, [result, part], *place)
        return result

    def _entry(self, key: str, parts: list[Part], named: Named, place: tuple[int, int]) -> Part:
        """An entry of the registry, its parameters in order or by name."""
        entry = known()[key]
        names = list(entry.parameters)
        given = dict(zip(names, parts[1:], strict=False))
        if not parts or len(parts) > 1 + len(names):
            takes = f"x and {', '.join(names)}" if names else "one value"
            raise FormulaError(place[0] + 1, f"{key} takes {takes}, not {_values(len(parts))}")
        for name, (part, start) in named.items():
            name = names[0] if len(names) == 1 and name in _SLOPES else name
            if name not in names or name in given:
                reason = f"{key} takes nothing that is called `{name}`"
                raise FormulaError(start + 1, reason)
            given[name] = part
        defaults = {n: v for n, v in entry.parameters.items() if n not in given}
        if defaults:
            listed = ", ".join(f"{name} = {value:g}" for name, value in defaults.items())
            self.notes.append(f"`{key}` is taken at {listed}.")
        order = [parts[0]]
        last = max((names.index(name) for name in given), default=-1)
        for name in names[: last + 1]:
            order.append(given.get(name) or self._maker.number(entry.parameters[name], *place))
        return self._maker.entry(entry, order, *place)


def _of_x(text: str) -> str:
    """A function of this language, or a text in u, with x in its place."""
    return f"{text}(x)" if text.isidentifier() else re.sub(r"\bu\b", "x", text)


def _given(parts: list[Part]) -> dict[str, Part]:
    return dict(zip("uvw", parts, strict=False))


def _values(given: int) -> str:
    return f"{given} values" if given != 1 else "1 value"


def _unknown(name: str, typed: str, parts: list[Part], maker: Maker) -> str:
    """Why a name cannot be called."""
    is_greek = name in GREEK.values() and not (name == typed and name in ELSEWHERE)
    if len(name) == 1 or is_greek:
        return f"`{typed}` is no function; write {typed}*(…) to multiply"
    if name.lower() in ELSEWHERE:
        advice = ELSEWHERE[name.lower()]
        if parts:
            advice = re.sub(r"\bu\b", maker.typed(parts[0].start, parts[0].end), advice)
        return f"`{typed}` is not known here" + (f"; {advice}" if advice else "")
    near = next(_intended(name, called=True), None)
    return f"unknown name `{typed}`" + (f"; did you mean `{near}`?" if near else "")


def _intended(name: str, called: bool = False) -> Iterator[str]:
    """What a name that is not known was probably meant to be: many functions, where it is called;
    what is not called is a parameter more often."""
    lower = name.lower()
    if lower in ELSEWHERE or name in GREEK.values() or name in PARAMETERS_TOO:
        return
    if name == "X":
        yield "x"
    for pattern, meant in _SLIPS:
        if slip := re.fullmatch(pattern, name):
            yield slip.expand(meant)
    if name.startswith("_"):
        plain = name.strip("_")
        if len(plain) <= 1 or function(plain):
            yield plain or "x"
        return
    if len(name) >= 3:
        groups = [(*OWN, *SEVERAL, "where")]
        groups += [tuple(known()), tuple(alias for alias in ALIASES if len(alias) > 4)] * called
        for names in groups:
            yield from (near for near in names if called and sorted(near) == sorted(lower))
            yield from get_close_matches(lower, names, n=1, cutoff=0.75 if called else 0.8)
