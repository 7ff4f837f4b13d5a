"""Posts of a unit (1.4): who would be qualified if one were free, and whether there are enough."""

from __future__ import annotations

import pytest

from logic.facts import Education
from logic.findings import Level
from logic.roster.person import Person
from logic.roster.posts import Posts, posts
from tests.logic.applicants import AS_OF, GRADUATE, PACK, PUBLIC
from tests.logic.unit_rows import PLACES, faulty, hours, row


def test_qualified_people_are_counted_as_if_a_post_were_free():
    """Review is bound to the ratio; whether recognition is, the notice does not say."""
    review = PUBLIC | {"full_time_recognised": False, "hours": hours((2022, 30, 60))}
    rows = [
        row(2, "甲", facts=review, post_vacancy=False),
        row(3, "乙", facts=review, post_vacancy=None),
        row(4, "丙", facts=review, post_vacancy=True),
        row(5, "丁", facts=PUBLIC, post_vacancy=False),
        row(6, "戊", facts=review, dishonesty_record=True),
        row(7, "己", facts=review, in_technical_post=False),
        row(8, "庚", facts=GRADUATE),
        faulty(9),
    ]
    found = {one.level: one for one in posts(rows, PLACES, PACK, AS_OF, {Level.ASSISTANT: 1, Level.TECHNICIAN: 2})}
    assistant = found[Level.ASSISTANT]
    assert [p.name for p in assistant.recognition] == ["丁"]
    review_names, asked = {p.name for p in assistant.review}, {p.name for p in assistant.to_confirm}
    assert review_names | asked == {"甲", "乙", "丙", "戊"} and "戊" in asked
    assert assistant.over == max(0, len(review_names) - 1)
    assert (found[Level.TECHNICIAN].free, found[Level.TECHNICIAN].over) == (2, 0)


@pytest.mark.parametrize(("free", "over"), [(0, 2), (1, 1), (2, 0), (3, 0), (None, 0)])
def test_more_people_than_posts(free, over):
    facts = PUBLIC | {
        "specialty": "mechanical", "education": Education.COLLEGE.value, "full_time_recognised": False,
        "title_level": "technician", "title_date": "2020-01-01", "title_same_series": True,
        "hours": hours((2021, 30, 60), (2022, 30, 60)),
    }  # fmt: skip
    rows = [row(2, "甲", facts=facts), row(3, "乙", facts=facts)]
    (one,) = posts(rows, PLACES, PACK, AS_OF, {} if free is None else {Level.ASSISTANT: free})
    assert (one.level, one.free, one.over, len(one.review)) == (Level.ASSISTANT, free, over, 2)


@pytest.mark.parametrize(
    ("review", "recognition", "to_confirm", "free", "fit", "over", "over_in_all"),
    [
        (0, 34, 0, 5, "review", 0, 29),
        (1, 7, 0, 2, "review", 0, 6),
        (0, 7, 0, 1, "review", 0, 6),
        (3, 2, 0, 5, "all", 0, 0),
        (3, 3, 0, 5, "review", 0, 1),
        (6, 0, 0, 5, "short", 1, 1),
        (6, 2, 0, 5, "short", 1, 3),
        (3, 1, 1, 5, "all", 0, 0),
        (3, 1, 2, 5, "qualified", 0, 0),
        (3, 1, 2, None, "not_stated", 0, 0),
        (0, 0, 0, 0, "all", 0, 0),
    ],
)
def test_posts_are_enough_only_where_recognition_fits_too(
    review, recognition, to_confirm, free, fit, over, over_in_all
):
    """Whether recognition takes a post is not said (1.4)."""
    crowds = [tuple(Person(n) for n in range(count)) for count in (review, recognition, to_confirm)]
    one = Posts(Level.ASSISTANT, free, *crowds)
    assert (one.fit, one.over, one.over_in_all) == (fit, over, over_in_all)
