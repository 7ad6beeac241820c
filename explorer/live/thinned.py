"""A long sequence of which a bounded number of items is kept, evenly spread."""

from typing import Generic, TypeVar

T = TypeVar("T")


class Thinned(Generic[T]):
    """The first and every k-th item of a long sequence, at most `limit`; k doubles as it grows."""

    def __init__(self, limit: int) -> None:
        self.items: list[T] = []
        self.every = 1  # k
        self._limit, self._seen = max(limit, 2), 0

    def add(self, item: T) -> None:
        """Keep the item if its turn has come."""
        if self._seen % self.every == 0:
            self.items.append(item)
        self._seen += 1
        if len(self.items) > self._limit:
            self.items, self.every = self.items[::2], 2 * self.every

    def and_latest(self, item: T) -> list[T]:
        """All that was kept, ending with this latest item."""
        items = self.items.copy()
        return items if items[-1] is item else [*items, item]
