"""What a value may be: each check raises ValueError with the value in the sentence."""


def check_choice(what: str, value: object, choices: tuple[str, ...] | dict) -> None:
    """Raise ValueError naming the value and the choices where it is not one of them."""
    if value not in tuple(choices):
        raise ValueError(f"unknown {what} {value!r}; expected one of {', '.join(choices)}")


def check_range(what: str, value: float, low: float, high: float) -> None:
    """Raise ValueError naming the value and the range where it lies outside, or is no number."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not low <= value <= high:
        raise ValueError(f"{what} is {value!r}; expected a number from {low:g} to {high:g}")


def check_whole(what: str, value: int, low: int, high: int) -> None:
    """As `check_range`, for whole numbers."""
    if not isinstance(value, int):
        raise ValueError(f"{what} is {value!r}; expected a whole number from {low} to {high}")
    check_range(what, value, low, high)
