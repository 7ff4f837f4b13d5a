"""The policy pack: everything of a notice that changes from year to year, and from district to district.

``model`` says what a pack holds, ``reading`` takes it from its file, ``checks`` what the parts say of each other,
``faults`` what is wrong in a clerk's words, ``loading`` which pack rules on a day.
"""

from logic.pack.checks import CITED
from logic.pack.faults import Fault, Loc, PackError, path_of
from logic.pack.loading import PACKS_DIR, NoSuchPack, in_use, load, pack_for, pack_ids
from logic.pack.model import (
    FILING,
    BeyondStep,
    Clause,
    Committee,
    Event,
    Pack,
    RecognitionStep,
    ReviewStep,
    SearchNote,
    Series,
    Span,
    Specialty,
    Way,
    WayName,
    Words,
)
from logic.pack.reading import Lines, parse, parse_with_lines

__all__ = [
    "CITED",
    "FILING",
    "PACKS_DIR",
    "BeyondStep",
    "Clause",
    "Committee",
    "Event",
    "Fault",
    "Lines",
    "Loc",
    "NoSuchPack",
    "Pack",
    "PackError",
    "RecognitionStep",
    "ReviewStep",
    "SearchNote",
    "Series",
    "Span",
    "Specialty",
    "Way",
    "WayName",
    "Words",
    "in_use",
    "load",
    "pack_for",
    "pack_ids",
    "parse",
    "parse_with_lines",
    "path_of",
]
