"""What can be known about an applicant, and when each fact matters.

Every fact is optional: ``None`` means *not known* and is never read as a default. ``FACTS`` lists them in
asking order, each with the fact that decides whether it is asked at all. Values are checked strictly, and
a fault names its field in both languages (:func:`read_applicant`).
"""

from logic.facts.applicant import Applicant, known, with_usual
from logic.facts.choices import CHOICES, Education, Employment, ForeignPermit, Residency, TitleLevel
from logic.facts.reading import BadApplicant, FieldError, fault, read_applicant
from logic.facts.table import FACT, FACTS, FIELDS, Fact, in_asking_order
from logic.facts.values import EARLIEST_DATE, LATEST_DATE, MOST_HOURS_A_YEAR, MOST_YEARS, iso_day

__all__ = [
    "CHOICES",
    "EARLIEST_DATE",
    "FACT",
    "FACTS",
    "FIELDS",
    "LATEST_DATE",
    "MOST_HOURS_A_YEAR",
    "MOST_YEARS",
    "Applicant",
    "BadApplicant",
    "Education",
    "Employment",
    "Fact",
    "FieldError",
    "ForeignPermit",
    "Residency",
    "TitleLevel",
    "fault",
    "in_asking_order",
    "iso_day",
    "known",
    "read_applicant",
    "with_usual",
]
