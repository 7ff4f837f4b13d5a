"""The proof for an official: what it counts holds, and the committed documents are what the rules say today."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import numpy as np
import pytest

from logic.assess import assess
from logic.facts import Applicant
from logic.findings import Verdict
from logic.pack import parse
from logic.policy.answers import day_of
from logic.policy.combinations import Combinations
from logic.policy.proof import Proof, cases, proof_of, refusals, written
from tests.logic.applicants import PACK

DOCS = Path(__file__).resolve().parents[3] / "docs"


@cache
def proof() -> Proof:
    return proof_of(PACK)


@pytest.mark.parametrize(("name", "language"), [("proof.md", "en"), ("proof.zh-CN.md", "zh")])
def test_the_committed_proof_is_today_s(name: str, language: str):
    """Else: ``python run.py logic policy proof --policy qiaocheng-2023 --language en`` into docs/proof.md."""
    assert (DOCS / name).read_text(encoding="utf-8") == written(proof(), language)


def test_every_combination_ends_in_one_verdict():
    found = proof()
    assert sum(found.verdicts.values()) == found.combinations
    assert found.verdicts[Verdict.INCOMPLETE] == 0
    assert all(many > 0 for verdict, many in found.verdicts.items() if verdict is not Verdict.INCOMPLETE)


def test_what_is_not_eligible_is_decided_by_one_criterion():
    found = proof()
    assert sum(many for _, _, many in found.decided) == found.combinations - found.verdicts[Verdict.ELIGIBLE]


def test_every_route_of_the_pack_is_reached():
    found = proof()
    assert set(found.routes) == {
        *(route for series in PACK.series.values() for route in series.routes),
        "higher_review",
    }
    assert all(best > 0 for _, best in found.routes.values())
    assert sum(best for _, best in found.routes.values()) == found.combinations


def test_no_refusal_rests_on_a_blank():
    found = proof()
    assert found.refusals > 1000
    assert found.flipped == 0


def test_the_longest_and_the_shortest_way_end_where_the_rules_end_them():
    found = proof().walks
    assert (found.shortest.asked, found.shortest.screens) == (("employment",), 1)
    assert len(found.longest.asked) > 15
    assert assess(Applicant(**found.longest.known), PACK, day_of(PACK)).missing == ()


def test_no_two_boundary_cases_read_the_same():
    told = [case.what.zh for case in proof().cases]
    assert len(set(told)) == len(told) > 30


SHILI = Path(__file__).resolve().parents[2] / "districts" / "shili-2027.yaml"


def test_a_refusal_that_a_blank_makes_is_found():
    """The check would notice: a criterion that refuses where nothing is known is counted as taken back."""
    grid = Combinations((parse(SHILI.read_bytes(), SHILI.name),), blanks=True)
    grid.states()
    assert refusals(grid)[1] == 0
    table = next(table for table in grid.tables() if table.shape[2] > 1 and (table == 4).any())
    np.moveaxis(table, 2, 0)[len(grid.axes[2].answers) - 1] = 4
    assert refusals(grid)[1] > 0


def test_another_district_has_its_own_boundaries():
    found = [case.what.zh for case in cases(parse(SHILI.read_bytes(), SHILI.name))]
    assert any("林业系列" in what for what in found)
    assert len(set(found)) == len(found)
