"""What can be read and can hardly be meant: each doubt stands at its place; what ships raises none but a Saturday."""

from __future__ import annotations

import pytest

from logic.pack import parse
from logic.pack.editing import GONE, edited
from logic.pack.loading import SHIPPED
from logic.policy.sense import clauses_unchanged, doubts
from tests.logic.applicants import PACK

CONTENT = SHIPPED.read_text(encoding="utf-8")
ENGINEERING = ("review", "committees", "engineering")


def changed(changes):
    return parse(edited(CONTENT, changes).encode(), "changed.yaml")


def test_of_what_ships_only_the_saturday_that_the_notice_names_is_stated():
    assert [one.path for one in doubts(PACK)] == ["calendar.1.closes"]


@pytest.mark.parametrize(
    ("changes", "path"),
    [
        # The first of October is a holiday, the day before it works.
        ({("calendar", 1, "opens"): "2023-10-01"}, "calendar.1.opens"),
        # A Sunday of a year whose holidays nobody knows yet.
        ({("calendar", 0, "opens"): "2023-09-17"}, "calendar.0.opens"),
        ({(*ENGINEERING, "technician"): []}, "review.committees.engineering.technician"),
        ({(*ENGINEERING, "assistant"): []}, "review.committees.engineering.assistant"),
        ({("recognition", "ladder", "secondary", "level"): "assistant"}, "recognition.approvers.technician"),
        (
            {(*ENGINEERING, "assistant", 4): {"education": ["college"], "technician_years": 5}},
            "review.committees.engineering.assistant.4",
        ),
        ({(*ENGINEERING, "technician", 1, "education"): ["secondary"]}, "review.committees.engineering.technician"),
        ({("recognition", "ladder", "bachelor", "years"): [5]}, "recognition.ladder.bachelor"),
        ({("contact", "platform_url"): "https://titles.example/"}, "contact.platform_url"),
    ],
)
def test_each_doubt_stands_at_its_place(changes, path):
    assert path in [one.path for one in doubts(changed(changes))]


def test_a_clause_that_tells_what_has_changed_and_is_as_it_was_is_named():
    new = changed({("recognition", "ladder", "college", "years"): [1, 1], (*ENGINEERING, "assistant", 2): GONE})
    assert [one.path for one in clauses_unchanged(new, PACK)] == ["clauses.2.3.text", "clauses.n16.text"]
    reworded = changed(
        {("recognition", "ladder", "college", "years"): [1, 1], ("clauses", "2.3", "text", "zh"): "改了。"}
    )
    assert clauses_unchanged(reworded, PACK) == []
    assert clauses_unchanged(PACK, PACK) == []
