"""The policy pack: everything of a notice that changes from year to year, and from district to district.

``model`` says what a pack holds, with its ``parts``, ``rules`` and ``catalogue``; ``document`` takes its file apart and
``reading`` makes a pack of it, ``filling`` puts dates and names into its texts; ``checks`` is what the parts say of
each other, ``faults`` what is wrong in a clerk's words; ``loading`` says which pack rules where and when, ``upgrade``
brings an old one to today's form.
"""

from logic.pack.catalogue import OtherRoute, SearchNote, Series, Specialty
from logic.pack.checks import CITED
from logic.pack.document import Lines
from logic.pack.faults import Fault, Loc, PackError, path_of
from logic.pack.loading import (
    PACKS_DIR,
    NoSuchPack,
    WhichRegion,
    forget,
    in_use,
    load,
    loaded,
    pack_for,
    pack_ids,
    regions,
)
from logic.pack.matters import CheckQuestion, Matter
from logic.pack.model import Pack
from logic.pack.parts import FILING, Clause, Event, OtherRouteName, Period, Words
from logic.pack.questions import FrequentQuestion
from logic.pack.reading import parse, parse_with_lines
from logic.pack.rules import BeyondStep, Committee, LeftOpen, RecognitionStep, ReviewStep

__all__ = [
    "CITED",
    "FILING",
    "PACKS_DIR",
    "BeyondStep",
    "CheckQuestion",
    "Clause",
    "Committee",
    "Event",
    "Fault",
    "FrequentQuestion",
    "LeftOpen",
    "Lines",
    "Loc",
    "Matter",
    "NoSuchPack",
    "OtherRoute",
    "OtherRouteName",
    "Pack",
    "PackError",
    "Period",
    "RecognitionStep",
    "ReviewStep",
    "SearchNote",
    "Series",
    "Specialty",
    "WhichRegion",
    "Words",
    "forget",
    "in_use",
    "load",
    "loaded",
    "pack_for",
    "pack_ids",
    "parse",
    "parse_with_lines",
    "path_of",
    "regions",
]
