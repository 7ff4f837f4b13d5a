"""Answers kept for the next one who asks the same, within a bound."""

from __future__ import annotations

from typing import Any


class Memory:
    """Several tables of answers that together hold at most ``most``; then they are emptied together.

    A pack owns one: what is remembered by its rules goes when the pack does.
    """

    def __init__(self, most: int = 16_000) -> None:
        """``most``: how many answers are kept in all tables together."""
        self.most = most
        self.books: dict[Any, Any] = {}
        self._tables: list[dict[Any, Any]] = []
        self._kept = 0

    def table(self) -> dict[Any, Any]:
        """A new table, to be filled by :meth:`keep`."""
        made: dict[Any, Any] = {}
        self._tables.append(made)
        return made

    def keep(self, table: dict[Any, Any], key: Any, answer: Any) -> None:
        """Put ``answer`` into ``table``; whatever was there before may go."""
        if self._kept >= self.most:
            for one in self._tables:
                one.clear()
            self._kept = 0
        table[key] = answer
        self._kept += 1

    def __reduce__(self) -> tuple[type[Memory], tuple[int]]:
        """A copy of a pack, in another process or not, remembers nothing yet."""
        return Memory, (self.most,)

    def forget(self) -> None:
        """Begin afresh: no rule book and no answer is kept."""
        self.books.clear()
        self._tables.clear()
        self._kept = 0
