"""How much this machine takes: visits as many as the bureau allows and as there are files to open for them."""

from __future__ import annotations

from dataclasses import dataclass

# The program's own: its log, what it reads, files on their way to a browser.
_RESERVE = 150
# A visit's connection, the three of the event loop that Streamlit makes for it, and one to fetch something by.
_PER_VISIT = 5
_LOOP = 3
_WANTED = 65_536


@dataclass(frozen=True, slots=True)
class Limits:
    """What is taken at most at a time."""

    visits: int
    """Visits that begin; those who are cut off and come back find a tenth more."""
    connections: int
    """Connections of any kind, visits' own included."""
    open_files: int | None
    """How many files may be open, connections included; None where the system does not say."""

    @property
    def visits_at_all(self) -> int:
        """Visits with those who come back."""
        return self.visits + self.visits // 10


def limits(wanted: int, open_files: int | None) -> Limits:
    """What to take where ``open_files`` may be open and ``wanted`` visits are allowed."""
    visits = wanted
    if open_files is not None:
        visits = max(1, min(wanted, (open_files - _RESERVE) * 10 // (_PER_VISIT * 11)))
    found = Limits(visits, 0, open_files)
    taken = found.visits_at_all
    connections = taken * 4 if open_files is None else open_files - _RESERVE - _LOOP * taken
    return Limits(visits, max(connections, taken), open_files)


def raise_open_files() -> int | None:
    """Let this process open as many files as the system lets it, within reason; how many that are.

    Many systems start a program with 1,024 and allow it many times that; each visit takes four.
    """
    try:
        import resource
    except ImportError:  # Windows, where it is not a matter of a limit
        return None
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = _WANTED if hard == resource.RLIM_INFINITY else min(_WANTED, hard)
    if soft == resource.RLIM_INFINITY or soft >= wanted:
        return _WANTED if soft == resource.RLIM_INFINITY else soft
    try:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
    except (OSError, ValueError):  # macOS allows less than it says
        return soft
    return wanted
