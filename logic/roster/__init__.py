"""A unit's roster: its rows read, judged and reported, for the page, the command line, and others (:mod:`.door`).

The door: ``plan(headings, pack, as_of)`` says what each column is, ``answer(batch, plan)`` takes an Arrow record batch
to an Arrow record batch.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from logic.roster.door import Plan, answer, plan

__all__ = ["Plan", "answer", "plan"]


def __getattr__(name: str) -> Any:
    # Its libraries are not loaded where only one of the rooms behind is wanted.
    if name in __all__:
        from logic.roster import door

        return getattr(door, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
