"""What a script is made of: one part, with what it is about and its lines."""

from typing import NamedTuple


class Section(NamedTuple):
    """One part of a script; a notebook has a cell for each, below what it is about."""

    title: str
    lines: list[str]
    about: str  # a sentence or two

    @property
    def code(self) -> str:
        """The lines as text."""
        return "\n".join(self.lines)
