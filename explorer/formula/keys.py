"""The key of an activation: an entry's own, "=" and a formula, or "~" and what is dialled."""

from dataclasses import dataclass

_TYPED, _DIALLED = "=", "~"


@dataclass(frozen=True)
class Key:
    """A key taken apart: `text` is an entry's key, or the formula where it is `typed`."""

    text: str
    typed: bool
    dialled: bool

    @property
    def undialled(self) -> str:
        """The key without the dial."""
        return typed(self.text) if self.typed else self.text


def split(key: str) -> Key:
    """The parts of any key; what follows one dial is not looked at for a second."""
    rest = key.removeprefix(_DIALLED)
    text = rest.removeprefix(_TYPED)
    return Key(text, typed=text != rest, dialled=rest != key)


def typed(text: str) -> str:
    """The key of a formula."""
    return _TYPED + text


def dialled(key: str) -> str:
    """The key of the family between the identity and the activation of this key."""
    return _DIALLED + key
