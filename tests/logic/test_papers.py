"""The file to bring: by route, for the person, with what nobody has written down marked to be asked."""

from __future__ import annotations

import pytest

from logic.advice import about_papers, papers
from logic.assess import assess
from logic.facts import FACT
from tests.logic.applicants import AS_OF, FREELANCER, GRADUATE, PACK, PUBLIC, TECHNICIAN, read


def listed(facts, **changed):
    applicant = read({**facts, **changed}, AS_OF)
    return papers(applicant, assess(applicant, PACK, AS_OF), PACK)


def names(facts, **changed):
    return [paper.what.zh for paper in listed(facts, **changed)]


@pytest.mark.parametrize("facts", [GRADUATE, TECHNICIAN, PUBLIC, FREELANCER])
def test_what_is_named_stands_before_what_has_to_be_asked(facts):
    found = listed(facts)
    assert found and [paper.ask for paper in found] == sorted(paper.ask for paper in found)
    assert {paper.clause for paper in found} <= PACK.clauses.keys()
    assert "{" not in "".join(paper.what.zh + paper.what.en for paper in found)


def test_each_thing_is_for_whom_it_concerns():
    assert "现有的职称证书" in names(TECHNICIAN)
    assert "岗位空缺的证明" in names(PUBLIC) and "岗位空缺的证明" not in names(GRADUATE)
    assert "人事代理机构的材料" in names(FREELANCER) and "劳动合同或聘用合同" not in names(FREELANCER)
    foreign = names(GRADUATE, residency="foreign", foreign_permit="permanent_residence")
    assert "外国人永久居留证或工作许可证" in foreign and "外国人永久居留证或工作许可证" not in names(GRADUATE)


def test_papers_whose_form_nobody_has_written_down_are_asked_about():
    asked = {paper.what.zh for paper in listed(GRADUATE) if paper.ask}
    assert any("申报表" in what for what in asked) and any("学时" in what for what in asked)


def test_nothing_is_brought_beside_a_refusal_or_to_an_examination():
    assert names(GRADUATE, employment="civil_servant") == []
    assert names(GRADUATE, specialty="health") == []


def test_recognition_names_the_older_notice_and_review_does_not():
    for facts, older in ((GRADUATE, True), (TECHNICIAN, False)):
        assessment = assess(read(facts, AS_OF), PACK, AS_OF)
        assert ("2021" in about_papers(assessment, PACK).zh) is older
        assert PACK.contact.office.text.zh in about_papers(assessment, PACK).zh


def test_every_condition_of_the_list_is_a_question_that_is_asked():
    for route in PACK.files.values():
        assert {field for paper in route for field in paper.when} <= FACT.keys()
