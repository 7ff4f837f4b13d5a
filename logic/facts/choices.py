"""What can be chosen: the values of the facts that are one of several."""

from __future__ import annotations

from enum import StrEnum


class Employment(StrEnum):
    """Where the applicant works."""

    ENTERPRISE = "enterprise"
    PUBLIC_INSTITUTION = "public_institution"
    FREELANCER = "freelancer"
    OTHER_ORGANISATION = "other_organisation"
    CIVIL_SERVANT = "civil_servant"
    CIVIL_SERVICE_MANAGED = "civil_service_managed"
    RETIRED = "retired"
    NOT_EMPLOYED = "not_employed"


class Residency(StrEnum):
    """Where the applicant is from, as far as clause 1.2 asks."""

    MAINLAND = "mainland"
    HONG_KONG_MACAO_TAIWAN = "hong_kong_macao_taiwan"
    FOREIGN = "foreign"


class ForeignPermit(StrEnum):
    """The permit that a foreigner holds (1.2)."""

    PERMANENT_RESIDENCE = "permanent_residence"
    ANHUI_WORK_PERMIT = "anhui_work_permit"
    NONE = "none"


class Education(StrEnum):
    """The highest diploma held."""

    BELOW_SECONDARY = "below_secondary"
    HIGH_SCHOOL = "high_school"
    SECONDARY = "secondary"
    COLLEGE = "college"
    BACHELOR = "bachelor"
    SECOND_BACHELOR = "second_bachelor"
    MASTER = "master"
    DOCTOR = "doctor"
    SKILLED_INTERMEDIATE = "skilled_intermediate"
    SKILLED_SENIOR = "skilled_senior"
    SKILLED_TECHNICIAN = "skilled_technician"


class TitleLevel(StrEnum):
    """The level of the title that the applicant holds now."""

    NONE = "none"
    TECHNICIAN = "technician"
    ASSISTANT = "assistant"
    INTERMEDIATE_OR_ABOVE = "intermediate_or_above"


# The facts that are one of several choices.
CHOICES: dict[str, type[StrEnum]] = {
    "employment": Employment,
    "residency": Residency,
    "foreign_permit": ForeignPermit,
    "education": Education,
    "title_level": TitleLevel,
}
