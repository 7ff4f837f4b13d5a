"""A pack to start from, for a district that has none: every key there is, with what it takes beside it."""

from __future__ import annotations

import re
from pathlib import Path

SAMPLE = Path(__file__).with_name("starter.yaml")
# What a new pack can be called: its region begins it.
NAME = re.compile(r"[a-z][a-z0-9-]*")


def region_of(pack_id: str) -> str:
    """The region that a pack's id begins with: what stands before its year."""
    return re.sub(r"-?\d.*", "", pack_id) or pack_id


def starter(pack_id: str, year: int) -> str:
    """The sample under the name ``pack_id``, for ``year`` unless the name says another."""
    found = re.search(r"20\d\d", pack_id)
    text = SAMPLE.read_text(encoding="utf-8")
    text = text.replace("xinxian-2027", pack_id).replace("region: xinxian", f"region: {region_of(pack_id)}")
    return text.replace("2027", found[0] if found else str(year))
