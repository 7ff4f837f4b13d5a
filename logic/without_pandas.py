"""Keeps pandas out of a program of its own: pyarrow loads it to ask whether a list is one of its tables.

That is a second and 60 MB for nothing. Only for a process that never needs it: pyarrow remembers that it is not there.
"""

from __future__ import annotations

import sys
from importlib.abc import MetaPathFinder


class _WithoutPandas(MetaPathFinder):
    def find_spec(self, fullname: str, path: object = None, target: object = None) -> None:
        if fullname == "pandas":
            raise ModuleNotFoundError(name=fullname)


def keep_out() -> None:
    """From now on pandas is not found."""
    sys.meta_path.insert(0, _WithoutPandas())
