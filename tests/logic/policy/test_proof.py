"""The proof for an official: what it counts holds, and the committed documents are what the rules say today."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from logic.assess import assess
from logic.facts import Applicant
from logic.findings import Verdict
from logic.pack import parse
from logic.policy.boundaries import cases
from logic.policy.combinations import Combinations
from logic.policy.periods import day_of
from logic.policy.proof import proof_of, refusals
from logic.policy.proof_text import proof_markdown
from logic.policy.states import states
from tests.logic.applicants import PACK

DOCS = Path(__file__).resolve().parents[3] / "docs"


def test_what_the_proof_says_holds_and_is_what_is_committed():
    """One test: counting takes some seconds, and workers do not share it.

    Where it fails on a document: ``python run.py logic policy proof --policy qiaocheng-2023 --language en`` into
    docs/proof.md, and without ``--language`` into docs/proof.zh-CN.md.
    """
    found = proof_of(PACK)
    for name, language in (("proof.md", "en"), ("proof.zh-CN.md", "zh")):
        assert (DOCS / name).read_text(encoding="utf-8") == proof_markdown(found, language)
    # Every combination ends in one verdict, and what is not eligible is decided by one criterion.
    assert sum(found.verdicts.values()) == found.combinations
    assert [verdict for verdict, many in found.verdicts.items() if not many] == [Verdict.INCOMPLETE]
    decided = sum(many for _, _, many in found.decided)
    assert decided == found.combinations - found.verdicts[Verdict.ELIGIBLE]
    # Every route is reached.
    assert set(found.routes) == {*(route for one in PACK.series.values() for route in one.routes), "higher_review"}
    assert all(best > 0 for _, best in found.routes.values())
    assert sum(best for _, best in found.routes.values()) == found.combinations
    # No refusal rests on a blank.
    assert found.refusals > 1000
    assert found.flipped == 0
    # The ways end where the rules end them.
    assert (found.walks.shortest.asked, found.walks.shortest.screens) == (("employment",), 1)
    assert len(found.walks.longest.asked) > 15
    assert assess(Applicant(**found.walks.longest.known), PACK, day_of(PACK)).missing == ()
    people = [case.what.zh for case in found.cases]
    assert len(set(people)) == len(people) > 30


SHILI = Path(__file__).resolve().parents[2] / "districts" / "shili-2027.yaml"


def test_a_refusal_that_a_blank_makes_is_found():
    """The check would notice: a criterion that refuses where nothing is known is counted as taken back."""
    grid = Combinations((parse(SHILI.read_bytes(), SHILI.name),), blanks=True)
    states(grid)
    assert refusals(grid)[1] == 0
    table = next(table for table in grid.tables() if table.shape[2] > 1 and (table == 4).any())
    np.moveaxis(table, 2, 0)[len(grid.axes[2].answers) - 1] = 4
    assert refusals(grid)[1] > 0


def test_another_district_has_its_own_boundaries():
    found = [case.what.zh for case in cases(parse(SHILI.read_bytes(), SHILI.name))]
    assert any("林业系列" in what for what in found)
    assert len(set(found)) == len(found)
