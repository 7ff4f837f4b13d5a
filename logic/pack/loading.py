"""The packs at hand, and which of them rules on a day: packs compete only within one region."""

from __future__ import annotations

import datetime as dt
import os
from functools import cache, lru_cache
from pathlib import Path

from logic.pack.faults import Fault, PackError
from logic.pack.model import Pack
from logic.pack.reading import parse
from logic.words.language import say

# Another district keeps its packs in a folder of its own.
_OURS = Path(__file__).resolve().parent.parent / "packs"
PACKS_DIR = Path(os.environ.get("TITLEGUIDE_PACKS", "").strip() or _OURS)
# The pack that comes with the program.
SHIPPED = _OURS / "qiaocheng-2023.yaml"


class NoSuchPack(LookupError):
    """No pack has that id."""


class WhichRegion(LookupError):
    """There are packs of several ``regions`` and none was named, or one that has no pack."""

    def __init__(self, named: str | None, regions: tuple[str, ...]) -> None:
        """Keep what was named, and what there is."""
        super().__init__(named)
        self.named, self.regions = named, regions


@cache
def load(pack_id: str) -> Pack:
    """The pack with this id from the packs at hand. Raises NoSuchPack or PackError."""
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


@cache
def loaded(pack_id: str) -> Pack | None:
    """The pack with this id, or None where there is none, or none that can be used: then the program does without."""
    try:
        return load(pack_id)
    except (NoSuchPack, PackError, OSError):
        return None


@cache
def _ruling() -> tuple[Pack, ...]:
    """The packs that rule. Where there is none at all, what is wrong with one of them is raised."""
    # A file somebody is still writing must not stop everyone else.
    packs = [pack for pack_id in pack_ids() if (pack := loaded(pack_id)) is not None]
    if not packs:
        for pack_id in pack_ids():
            load(pack_id)
        raise NoSuchPack(f"{PACKS_DIR}/*.yaml")
    return tuple(in_use(packs))


@cache
def regions() -> tuple[str, ...]:
    """The regions that have a pack, in the order of their names."""
    return tuple(sorted({pack.region for pack in _ruling()}))


@lru_cache(maxsize=64)
def pack_for(day: dt.date, region: str | None = None) -> Pack:
    """The official pack of ``region`` that covers ``day``, else its newest; the assessment then carries a warning.

    The newest is the one issued last. Where a clerk forgot to change that date, it is the one for the later days.
    Without ``region`` there must be one only; else WhichRegion is raised.
    """
    known = regions()
    if region not in known and (region is not None or len(known) > 1):
        raise WhichRegion(region, known)
    usable = [pack for pack in _ruling() if region in (None, pack.region)]
    covering = [pack for pack in usable if pack.covers_day(day)]
    return max(covering or usable, key=lambda pack: (pack.issued, pack.covers.first, pack.covers.last, pack.id))


def in_use(packs: list[Pack]) -> list[Pack]:
    """Those of ``packs`` that rule: the official ones; without any, all of them."""
    return [pack for pack in packs if pack.status == "official"] or packs


def forget() -> None:
    """Look for packs anew when one is asked for next."""
    for remembered in (load, pack_ids, loaded, _ruling, regions, pack_for):
        remembered.cache_clear()
