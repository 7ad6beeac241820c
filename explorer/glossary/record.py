"""What is known of one term: its name, its sentence, where it is seen, and its other names."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Place:
    """A picture of a page: the page's path, a few words that name the picture, and its link."""

    page: str
    picture: str
    link: Mapping[str, str | tuple[str, ...]] = field(default_factory=dict, hash=False)


@dataclass(frozen=True)
class Term:
    """A word of the field: what it means, in one sentence, and a picture where it is seen.

    `also` are other spellings under which the pages use it: plurals, short forms, and the labels
    of the controls, rows and columns that ask for it or show it.
    """

    key: str
    label: str
    sentence: str
    place: Place
    also: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """All that it is called."""
        return (self.label, *self.also)
