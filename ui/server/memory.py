"""Memory given back to the system after a unit's table was forgotten.

Python frees it, and the C library beneath keeps it for later: a gigabyte stayed for minutes where a table had been.
"""

from __future__ import annotations

import ctypes
import gc
import sys
import threading
from contextlib import suppress

# Seconds until then, for all tables of those seconds in one go; and once more, for what was still going on.
_SOON, _AGAIN = 5.0, 30.0
_lock = threading.Lock()
_waiting = 0


def give_back() -> None:
    """Free what nobody has any more, and let the system have it. Takes a moment; in a thread."""
    gc.collect()
    if "pyarrow" in sys.modules:
        import pyarrow as pa

        pa.default_memory_pool().release_unused()
    if sys.platform == "linux":
        with suppress(OSError, AttributeError):  # not every C library has it
            ctypes.CDLL(None).malloc_trim(0)


def give_back_soon() -> None:
    """Do so in a few seconds, and once more in half a minute."""
    global _waiting
    with _lock:
        if _waiting > 1:
            return
        _waiting += 2
    for seconds in (_SOON, _AGAIN):
        timer = threading.Timer(seconds, _now)
        timer.daemon = True
        timer.start()


def _now() -> None:
    global _waiting
    with _lock:
        _waiting -= 1
    give_back()
