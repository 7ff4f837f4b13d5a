"""The packs that ship with the program, and which of them rules on a day."""

from __future__ import annotations

import datetime as dt
import os
from functools import cache, lru_cache
from pathlib import Path

from logic.language import say
from logic.pack.faults import Fault, PackError
from logic.pack.model import Pack
from logic.pack.reading import parse

# Another district keeps its packs in a folder of its own.
_OURS = Path(__file__).resolve().parent.parent / "packs"
PACKS_DIR = Path(os.environ.get("TITLEGUIDE_PACKS", "").strip() or _OURS)
# The pack that comes with the program.
SHIPPED = _OURS / "qiaocheng-2023.yaml"


class NoSuchPack(LookupError):
    """No pack has that id."""


@cache
def load(pack_id: str) -> Pack:
    """The pack with this id from the packs that ship with the program. Raises NoSuchPack or PackError."""
    path = PACKS_DIR / f"{pack_id}.yaml"
    if pack_id not in pack_ids():
        raise NoSuchPack(pack_id)
    pack = parse(path.read_bytes(), path.name)
    if pack.id != pack_id:
        raise PackError(path.name, [Fault("id", 1, say("id 须与文件名一致：{id}。", id=pack_id))])
    return pack


@cache
def pack_ids() -> tuple[str, ...]:
    """The ids of all packs, in the order of their names; looked up once, so a new file counts after a restart."""
    return tuple(sorted(path.stem for path in PACKS_DIR.glob("*.yaml")))


@lru_cache(maxsize=64)
def pack_for(day: dt.date) -> Pack:
    """The official pack that covers ``day``, else the newest; the assessment then carries a warning.

    The newest is the one issued last. Where a clerk forgot to change that date, it is the one for the later days.
    """
    packs: list[Pack] = []
    broken: PackError | OSError | None = None
    for pack_id in pack_ids():
        # A file somebody is still writing must not stop everyone else.
        try:
            packs.append(load(pack_id))
        except (PackError, OSError) as error:
            broken = error
    if not packs:
        raise broken or NoSuchPack(f"{PACKS_DIR}/*.yaml")
    usable = in_use(packs)
    covering = [pack for pack in usable if pack.covers_day(day)]
    return max(covering or usable, key=lambda pack: (pack.issued, pack.covers.first, pack.covers.last, pack.id))


def in_use(packs: list[Pack]) -> list[Pack]:
    """Those of ``packs`` that rule: the official ones; without any, all of them."""
    return [pack for pack in packs if pack.status == "official"] or packs
