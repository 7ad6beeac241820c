"""Controls of a form as plain data: what is asked, what is offered, and its text in a link."""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from explorer.activations import get
from explorer.formula.keys import split, typed
from explorer.formula.reading import from_link
from explorer.glossary import sentence

LONGEST = 40  # characters of a link that a sentence repeats


class Unreadable(ValueError):
    """What a link asks for is not offered; `instead` is used, `reason` says what is offered."""

    def __init__(self, asked: str, reason: str, instead: Any = None) -> None:
        super().__init__(f"{asked!r}: {reason}")
        self.asked, self.reason, self.instead = asked, reason, instead


@dataclass(frozen=True, kw_only=True)
class Control:
    """One question of a form; `name` stands in the link, after the page's own prefix."""

    name: str
    label: str
    default: Any
    group: str = ""  # the part of the form it stands in
    help: str | None = None  # what it causes; what its label means the glossary says
    disabled: bool = False
    in_row: bool = False  # beside its neighbours rather than below them
    what: str = ""  # what a sentence calls it, where that is not its label

    @property
    def hint(self) -> str | None:
        """What is told where it is pointed at: what its label means, then its own help."""
        return sentence(self.label, self.help)

    def write(self, value: Any) -> list[str]:
        """The texts that stand for a value in a link."""
        raise NotImplementedError

    def read(self, texts: Sequence[str], more: Sequence[str] = ()) -> Any:
        """The value of such texts; raises Unreadable. `more`: options beside the control's own."""
        raise NotImplementedError

    def say(self, value: Any) -> str:
        """The value in words."""
        return str(value)


@dataclass(frozen=True, kw_only=True)
class Number(Control):
    """A number from low to high; `seed` adds a button that draws one.

    `empty` is what None is called, where it is allowed. `draws` is on the button of a seed that is
    drawn alone and never typed.
    """

    low: float
    high: float
    step: float | None = None
    style: Literal["slider", "box", "seed"] = "slider"
    format: str | None = None
    empty: str = ""
    draws: str = ""

    @property
    def whole(self) -> bool:
        """Whether only whole numbers are meant."""
        return isinstance(self.default, int) or self.style == "seed"

    def write(self, value: Any) -> list[str]:
        """Enough digits to give the same number back."""
        if value is None:
            return [""]
        return [repr(int(value) if value == int(value) else value)]

    def read(self, texts: Sequence[str], more: Sequence[str] = ()) -> Any:
        """A number in the range; the last of several."""
        text = texts[-1]
        if self.empty and not text:
            return None
        try:
            value = float(text)
        except ValueError:
            raise Unreadable(text, "which is not a number") from None
        if not self.low <= value <= self.high:
            offered = f"which is not offered ({self.say(self.low)} to {self.say(self.high)})"
            raise Unreadable(text, offered)
        if not self.whole:
            return value
        if value != int(value):
            raise Unreadable(text, "which is not a whole number")
        return int(value)

    def say(self, value: Any) -> str:
        """The number, short."""
        if value is None:
            return self.empty
        return f"{value:,}" if isinstance(value, int) else f"{value:g}"


@dataclass(frozen=True, kw_only=True)
class Switch(Control):
    """On or off."""

    def write(self, value: Any) -> list[str]:
        """As the widget itself writes it."""
        return ["true" if value else "false"]

    def read(self, texts: Sequence[str], more: Sequence[str] = ()) -> bool:
        """True or false, in any case of letters."""
        known = {"true": True, "false": False}
        try:
            return known[texts[-1].lower()]
        except KeyError:
            raise Unreadable(texts[-1], "which is neither true nor false") from None

    def say(self, value: Any) -> str:
        """On or off."""
        return "on" if value else "off"


def plain(option: Any) -> str:
    """The key of an option that is a number or a key already; None is "none"."""
    if isinstance(option, float):
        return f"{option:g}"
    return "none" if option is None else str(option)


def exact(option: Any) -> str:
    """The key of an option, with as many digits as a number needs to be read again."""
    if isinstance(option, float) and float(plain(option)) != option:
        return repr(option)
    return plain(option)


@dataclass(frozen=True, kw_only=True)
class Offer(Control):
    """Options, written in a link by their keys, and for people by their labels."""

    options: tuple[Any, ...]
    label_of: Callable[[Any], str] = plain
    key_of: Callable[[Any], str] = plain
    activations: bool = False  # typed formulas are options too
    own: Callable[[str], Any] | None = None  # reads an option beside them, or raises ValueError
    placeholder: str | None = None  # shown where nothing is chosen
    former: Mapping[str, Any] = field(
        default_factory=dict, hash=False
    )  # older links' text → option


def match(control: Offer, text: str, more: Sequence[str] = ()) -> Any:
    """The option a text names: by its key, as links of today do, or by its label, as older ones.

    Raises Unreadable where there is none.
    """
    options = (*control.options, *more)
    for name in (control.key_of, control.label_of, plain):
        for option in options:
            if name(option) == text:
                return option
    if control.activations and (key := _formula(text)) in options:
        return key
    if text in control.former and control.former[text] in control.options:
        return control.former[text]
    numbers = [o for o in options if isinstance(o, int | float) and not isinstance(o, bool)]
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if value in numbers:
        return numbers[numbers.index(value)]
    reason = "which is unknown"
    if control.own is not None:
        try:
            return control.own(text)
        except Unreadable:
            raise
        except ValueError as error:
            reason = f"which cannot be had: {error}" if ":" in text else reason
    if numbers and not math.isnan(value):
        between = value > min(numbers) and value < max(numbers)
        reason = f"which is not offered ({min(numbers):g} to {max(numbers):g}"
        reason += f", in {len(numbers)} places)" if between else ")"
    raise Unreadable(text, reason)


def _formula(text: str) -> str:
    """The key of a formula that somebody wrote into a link in a way of their own."""
    try:
        return get(typed(from_link(split(text).text))).key
    except ValueError:
        return ""


@dataclass(frozen=True, kw_only=True)
class Choice(Offer):
    """One of some options."""

    remark_of: Callable[[Any], str] | None = None  # a line below it
    picture_of: Callable[[Any], str] | None = None  # SVG that stands for an option
    heading_of: Callable[[Any], str] | None = None  # over the first of some pictures in a row
    style: Literal["menu", "buttons", "scale"] = "menu"

    def write(self, value: Any) -> list[str]:
        """The option's key."""
        return [self.key_of(value)]

    def read(self, texts: Sequence[str], more: Sequence[str] = ()) -> Any:
        """The option of a key, or of an old link's label; the last of several."""
        return match(self, texts[-1], more)

    def say(self, value: Any) -> str:
        """The option's label."""
        return self.label_of(value)


@dataclass(frozen=True, kw_only=True)
class Several(Offer):
    """Up to `most` of some options, each once."""

    most: int | None = None

    def write(self, value: Any) -> list[str]:
        """The options' keys; one empty text where none is chosen."""
        return [self.key_of(option) for option in value] or [""]

    def read(self, texts: Sequence[str], more: Sequence[str] = ()) -> list[Any]:
        """The options named, each once; Unreadable gives those that could be read instead."""
        found, unknown = [], []
        for text in filter(None, texts):
            try:
                option = match(self, text, more)
            except Unreadable:
                unknown.append(text)
                continue
            if option not in found:
                found.append(option)
        kept = found[: self.most]
        if unknown:
            raise Unreadable(", ".join(unknown), "which is unknown", kept or None)
        if len(kept) < len(found):
            asked = ", ".join(self.key_of(option) for option in found[len(kept) :])
            raise Unreadable(asked, f"but {self.most} at most are possible", kept)
        return kept

    def say(self, value: Any) -> str:
        """The options' labels."""
        return ", ".join(self.label_of(option) for option in value) or "none"


@dataclass(frozen=True)
class Fault:
    """A value of a link that is not used, and what is used instead."""

    name: str
    what: str
    asked: str
    reason: str
    used: str

    def sentence(self, mark: Callable[[str], str] = str) -> str:
        """One sentence that names it; `mark` is applied to what the link says."""
        asked = self.asked if len(self.asked) <= LONGEST else self.asked[: LONGEST - 1] + "…"
        if not asked.strip():
            return f"The link gives no value for {self.what}: {self.used} is used."
        return f"The link asks for {self.what} {mark(asked)}, {self.reason}: {self.used} is used."


def consult(
    control: Control, texts: Sequence[str], default: Any, more: Sequence[str] = ()
) -> tuple[Any, Fault | None]:
    """What a link's texts give a control, and what is wrong with them; else the default."""
    try:
        return control.read(texts, more), None
    except Unreadable as fault:
        value = default if fault.instead is None else fault.instead
        words = control.say(value)
        what = control.what or control.label[:1].lower() + control.label[1:]
        return value, Fault(control.name, what, fault.asked, fault.reason, words)
