"""The INVENTED district in a real browser: from the first page to the answer, the notice and a unit's page."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from logic.advice import headline
from logic.assess import assess
from logic.facts import read_applicant
from tests.browser import Server, Visit, running_app
from tests.districts.test_shili import FILE, FIRST, SHILI, TOLD
from tests.walks.walker import Walker

pytestmark = pytest.mark.browser
DAY = "2027-04-10"
# A nurse of a junior college, who comes by the spring review.
NURSE = {k: v.isoformat() if isinstance(v, dt.date) else v for k, v in TOLD["basis"].items()} | {
    "education": "college",
    "service_start": "2025-07-01",
    "_search": "护士",
}


@pytest.fixture(scope="module")
def there(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    packs = tmp_path_factory.mktemp("packs")
    shutil.copy(FILE, packs)
    with running_app(tmp_path_factory.mktemp("there") / "log.txt", packs=str(packs)) as app:
        yield app
    app.assert_quiet()


@pytest.mark.parametrize(("lang", "locale"), [("zh", "zh-CN"), ("zh-Hant", "zh-TW"), ("en", "en-GB")])
def test_the_whole_way_in_another_district(there: Server, browser: Browser, lang: str, locale: str):
    context = browser.new_context(
        viewport={"width": 1280, "height": 900}, locale=locale, timezone_id="Asia/Shanghai", reduced_motion="reduce"
    )
    visit = Visit(context, there, lang)
    try:
        walker = Walker(visit, NURSE).open(f"/?as_of={DAY}")
        said = walker.words()
        walker.begin()
        while walker.token != "result":
            said += walker.words()
            walker.reply()
        day = dt.date.fromisoformat(DAY)
        found = assess(read_applicant(walker.given, as_of=day, specialties=SHILI.by_id), SHILI, day)
        assert (found.verdict, found.committee) == ("eligible", "health")
        expect(walker.heading).to_have_text(headline(found, SHILI).get(lang))
        expect(walker.page.locator(".tg-footer")).to_contain_text(SHILI.id)
        said += walker.words()
        for page in ("rules", "unit"):
            walker.open(f"/{page}?as_of={DAY}")
            said += walker.words()
        assert SHILI.names.district.text.get(lang) in "".join(said)
        assert FIRST.findall("\n".join(said)) == []
        visit.assert_clean()
    finally:
        visit.end()
        context.close()
