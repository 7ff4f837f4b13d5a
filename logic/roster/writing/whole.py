"""A file appears whole or not at all."""

from __future__ import annotations

import contextlib
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO

if sys.platform != "win32":
    import fcntl

_SCRATCH, _WHOLE = ".roster-", "out"


@contextlib.contextmanager
def appearing(path: Path) -> Iterator[tuple[IO[bytes], Path]]:
    """A file to write to, and a folder beside it for what does not fit into memory.

    ``path`` is there only once the block has ended well; on any error, Ctrl-C included, nothing is left behind.
    """
    _sweep(path.parent)
    scratch = Path(tempfile.mkdtemp(prefix=_SCRATCH, dir=path.parent))
    try:
        whole = scratch / _WHOLE
        with whole.open("xb") as file:
            _hold(file)
            yield file, scratch
            file.flush()
            os.fsync(file.fileno())
        os.replace(whole, path)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


def _hold(file: IO[bytes]) -> None:
    """Mark ``file`` as in use for as long as it is open; Windows does so by itself."""
    if sys.platform != "win32":
        with contextlib.suppress(OSError):
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _sweep(folder: Path) -> None:
    """Take away what a run that was killed has left in ``folder``: it holds names."""
    for scratch in folder.glob(f"{_SCRATCH}*"):
        with contextlib.suppress(OSError):
            if scratch.is_dir() and not scratch.is_symlink() and _is_left_over(scratch):
                shutil.rmtree(scratch, ignore_errors=True)


def _is_left_over(scratch: Path) -> bool:
    whole = scratch / _WHOLE
    try:
        if sys.platform == "win32":
            # An open file cannot be renamed there.
            whole.rename(scratch / "left")
            return True
        with whole.open("rb") as file:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return True
    except OSError:  # in use, or just being made
        return False
