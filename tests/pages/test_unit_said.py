"""The unit page: what the clerk says once for all, before the roster is judged."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from logic.roster.meanings import stated_before
from tests.logic.applicants import PACK
from tests.pages.clerk import READY, Clerk, table
from ui.unit.files import result_file

HOSPITAL = (Path(__file__).parents[1] / "files" / "units" / "hospital.xlsx").read_bytes()


class Teller(Clerk):
    """A clerk who answers for all."""

    def word(self, topic: str, text: str, sheet: int = 0) -> Any:
        return self.at.selectbox(key=f"tg_unit_word_{sheet}_{topic}_{text}_{self.lang}")

    def means(self, topic: str, text: str, choice: str) -> Teller:
        box = self.word(topic, text)
        box.set_value(str(box.options.index(choice)))
        self.run()
        return self

    def all_are(self, field: str, value: str, sheet: int = 0) -> Teller:
        self.at.selectbox(key=f"tg_unit_everybody_{sheet}_{field}_{self.lang}").set_value(value)
        self.run()
        return self


# One word among others that are known; a column of nothing else would be asked about as a whole.
ODD = table(
    f"甲,工程部,1,{READY.replace('机械工程', '某某岗')}",
    f"乙,工程部,2,{READY}",
    f"丙,工程部,3,{READY.replace('机械工程', '电气工程')}",
)


def teller_of(content: bytes, name: str = "花名册.csv") -> Teller:
    clerk = Teller()
    clerk.upload(content, name)
    return clerk


def answered(clerk: Teller) -> Teller:
    assert clerk.token == "unit:columns"
    clerk.take(11, "service_start")
    for topic, text, choice in (
        ("specialty", "临床内科", "卫生"),
        ("specialty", "药学", "卫生"),
        ("education", "研究生", "硕士研究生"),
        ("hours.general", "合格", "30 学时（一年的要求）"),
        ("hours.professional", "合格", "60 学时（一年的要求）"),
    ):
        clerk.means(topic, text, choice)
    clerk.all_are("employment", "public_institution").all_are("post_vacancy", "True")
    clerk.click("link_unit_usual")
    return clerk


@pytest.fixture(scope="module")
def hospital() -> Teller:
    clerk = answered(teller_of(HOSPITAL, "医院.xlsx"))
    clerk.check()
    return clerk


def test_a_hospital_s_file_is_usable_after_a_few_answers(hospital):
    assert sum(hospital.tiles.values()) - hospital.tiles["faulty"] == 60
    assert hospital.tiles["incomplete"] < 20
    assert hospital.tiles["faulty"] < 12


def test_what_was_said_stands_in_the_summary_and_is_read_again(hospital):
    again = teller_of(result_file(hospital.job), "结果.xlsx")
    assert again.word("specialty", "临床内科").value is not None
    assert again.at.selectbox(key="tg_unit_everybody_0_employment_zh").value == "public_institution"
    again.check()
    assert again.tiles == hospital.tiles
    assert stated_before(again.at.session_state["tg_unit_book"].before(), PACK)[1]["residency"] == "mainland"


def test_what_was_said_is_kept_while_away_and_in_another_language():
    clerk = teller_of(ODD)
    clerk.means("specialty", "某某岗", "机械工程")
    clerk.go("rules")
    clerk.go("unit")
    assert clerk.word("specialty", "某某岗").value == str(clerk.word("specialty", "某某岗").options.index("机械工程"))
    clerk.check()
    assert clerk.tiles["eligible"] == 3


def test_a_word_left_unsaid_is_a_fault_and_the_person_stays():
    clerk = teller_of(ODD)
    clerk.check()
    assert clerk.tiles["faulty"] == clerk.tiles["incomplete"] == 1
    assert sum(clerk.tiles.values()) - clerk.tiles["faulty"] == 3


def test_columns_that_are_there_with_gaps_can_be_filled_for_all():
    clerk = teller_of(table(f"甲,工程部,1,{READY.replace('企业,是,是', '企业,是,')}", f"乙,工程部,2,{READY}"))
    clerk.all_are("under_contract", "True")
    clerk.check()
    assert clerk.tiles["eligible"] == 2
