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
from logic.interview.carry import pack_answers
from logic.pack import loading
from tests.browser import Server, Visit, running_app
from tests.districts.test_shili import EXAMPLES, FILE, FIRST, SHILI
from tests.logic.applicants import as_kept
from tests.walks.walker import Walker

pytestmark = pytest.mark.browser
DAY = "2027-04-10"
# A nurse of a junior college, who comes by the spring review.
NURSE = as_kept(EXAMPLES["basis"]) | {
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


@pytest.fixture(scope="module")
def several(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    packs = tmp_path_factory.mktemp("several")
    shutil.copy(loading.SHIPPED, packs)
    shutil.copy(FILE, packs)
    later = FILE.read_text(encoding="utf-8").replace("2027", "2028")
    (packs / "shili-2028.yaml").write_text(later, encoding="utf-8")
    with running_app(tmp_path_factory.mktemp("there") / "log.txt", packs=str(packs)) as app:
        yield app
    app.assert_quiet()


@pytest.mark.parametrize(("width", "lang", "locale"), [(1280, "zh", "zh-CN"), (390, "en", "en-GB")])
def test_of_two_regions_one_is_chosen_and_stays(several: Server, browser: Browser, width: int, lang: str, locale: str):
    context = browser.new_context(
        viewport={"width": width, "height": 844}, locale=locale, timezone_id="Asia/Shanghai", reduced_motion="reduce"
    )
    visit = Visit(context, several, lang)
    try:
        # The questions cannot be reached before it is known whose they are.
        walker = Walker(visit, NURSE).open(f"/check?as_of={DAY}")
        expect(walker.button("开始自查")).to_have_count(0)
        assert walker.too_wide() == []
        walker.page.get_by_role("button", name=SHILI.names.district.text.get(lang), exact=True).click()
        expect(walker.button("开始自查")).to_be_visible()
        walker.restart()
        walker.begin()
        walker.reply_until("result")
        expect(walker.page.locator(".tg-footer")).to_contain_text(SHILI.id)
        # Taken elsewhere, a year on, the answers still go by their own notice; the one that rules by then is offered.
        code = pack_answers(walker.given, SHILI.id)
        visit.page.goto(f"{several.url}/?lang={lang}&as_of=2028-04-10#a={code}")
        expect(walker.page.locator(".tg-footer")).to_contain_text(SHILI.id)
        assert walker.too_wide() == []
        walker.button("改按现在的通知看").click()
        expect(walker.page.locator(".tg-footer")).to_contain_text("shili-2028")
        expect(walker.button("改按现在的通知看")).to_have_count(0)
        visit.assert_clean()
    finally:
        visit.end()
        context.close()
