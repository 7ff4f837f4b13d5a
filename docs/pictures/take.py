"""Take the pictures of the README: the app, started here, in a real browser, page by page.

python run.py pictures           all of them
python run.py pictures result    those whose name contains a word
"""

from __future__ import annotations

import datetime as dt
import io
import re
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent.parent))

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

import run
from logic.assess import assess
from logic.facts import Education, read_applicant
from logic.labels import CHOICE_NAMES
from logic.pack import pack_for
from logic.sheet import sheet_of
from logic.sheet.paper import to_pictures
from tests.browser import BROWSER_ARGS, Server, Visit, running_app
from tests.made_up_unit import made_up_unit, write_xlsx
from tests.pages.visitor import Facts, facts
from tests.walks.walker import Walker
from tools import dev

HERE = Path(__file__).resolve().parent
MOST = 300_000  # bytes a picture
WIDTHS = (1280, 390)
OPEN = "/?as_of=2023-10-12"

ENGINEER = {**facts("企业本科毕业生"), "_search": "jixie"}
TECHNICIAN = {**facts("企业大专技术员"), "_search": "jx"}
EARLY = {**facts("企业本科毕业生", service_start="2023-03-01", education="college"), "_search": "jixie"}
BEFORE_THE_POST = ("employment", "specialty", "title_level")
# None: answered with 不清楚.
BREWER = {
    **facts("企业本科毕业生", specialty="food", service_start="2023-01-23"),
    **{"unit_assessment_passed": None, "hours": None},
}
SHORT = {
    **TECHNICIAN,
    "title_date": "2020-06-30",
    "hours": [{"year": 2021, "general": 30, "professional": 60}, {"year": 2022, "general": 30, "professional": 42}],
}
BARRED: Facts = {"employment": "civil_servant"}


def question(walker: Walker) -> None:
    walker.begin()


def specialty(walker: Walker) -> None:
    resume(walker)
    walker.page.get_by_role("searchbox").fill("jx")
    walker.page.locator("#tg-found button").first.wait_for()


def group(walker: Walker) -> None:
    resume(walker)
    walker.row("in_technical_post", True).click()
    walker.page.locator('[data-tap="row:in_technical_post:true"][aria-pressed=true]').wait_for()
    walker.visit.settle()


def date(walker: Walker) -> None:
    resume(walker)
    walker.page.get_by_label(walker.say("日期"), exact=True).fill("20210630")
    walker.page.locator("[class*=st-key-primary_] button:enabled").wait_for()


def hours(walker: Walker) -> None:
    resume(walker)
    for place, (general, professional) in enumerate((("24", "72"), ("40", "90"))):
        walker.cell("公需科目", 2021 + place).fill(general)
        walker.cell("专业科目", 2021 + place).fill(professional)
    walker.page.keyboard.press("Tab")
    walker.page.locator(".st-key-panel_years_professional").wait_for()


def resume(walker: Walker) -> None:
    walker.moves_on(walker.button("接着上次继续"))


def answers(walker: Walker) -> None:
    resume(walker)
    walker.moves_on(walker.button("核对或修改回答"))


def plan(walker: Walker) -> None:
    resume(walker)
    walker.moves_on(walker.button("什么时候、怎么走：看往后的路"))


def planner(walker: Walker) -> None:
    resume(walker)
    walker.moves_on(walker.button("学时规划：每年学多少"))


def rules(walker: Walker) -> None:
    walker.moves_on(walker.page.get_by_role("link", name=walker.say("规则手册，逐条看")))
    # A book is long: the first of everything.
    rest = (
        ".tg-entry:nth-of-type(n + 4)",
        ".tg-book:nth-of-type(n + 4)",
        ".tg-open li:nth-child(n + 4)",
        "tr:nth-child(n + 9)",
    )
    walker.page.add_style_tag(content=f"{', '.join(rest)} {{ display: none !important; }}")


def questions(walker: Walker) -> None:
    walker.moves_on(walker.button("常见问题"))
    walker.page.locator(".stExpander summary").nth(1).click()
    walker.visit.settle()


def matters(walker: Walker) -> None:
    walker.moves_on(walker.button("常见问题"))
    walker.moves_on(walker.button("通知里的其他事"))
    for choice in ("0-0", "1-0", "2-0"):
        tap = walker.page.locator(f'[data-tap="settle:title_from_elsewhere:{choice}"]')
        tap.click()
        walker.page.locator(f'[data-tap="settle:title_from_elsewhere:{choice}"][aria-pressed=true]').wait_for()


def desk(walker: Walker) -> None:
    """A draft of next year's, at the ladder of recognition."""
    walker.open("/desk")
    walker.moves_on(walker.page.locator(".st-key-primary_desk_0 button"))
    walker.moves_on(walker.page.locator(".st-key-desk_part_recognition button"))
    college = CHOICE_NAMES["education"][Education.COLLEGE].get(walker.lang)
    walker.page.locator("summary").filter(has_text=college).first.click()
    years = walker.page.get_by_label(
        walker.say("{diploma}：再满几年", diploma=CHOICE_NAMES["education"][Education.COLLEGE])
    )
    years.fill("1")
    years.press("Enter")
    walker.visit.settle()


def desk_check(walker: Walker) -> None:
    desk(walker)
    walker.moves_on(walker.page.locator(".st-key-desk_part_check button"))


def desk_changes(walker: Walker) -> None:
    desk(walker)
    walker.moves_on(walker.page.locator(".st-key-desk_part_hours button"))
    hours = walker.page.get_by_label(walker.say("专业科目，每年至少几学时"))
    hours.fill("72")
    hours.press("Enter")
    walker.visit.settle()
    walker.page.locator(".st-key-desk_part_changes button").click()
    walker.page.locator(".tg-desk-who").first.wait_for()
    walker.visit.settle()


def unit(walker: Walker) -> None:
    walker.moves_on(walker.button("单位名册核对"))


def unit_columns(walker: Walker) -> None:
    unit(walker)
    with tempfile.TemporaryDirectory() as folder:
        roster = Path(folder) / "unit.xlsx"
        write_xlsx(roster, made_up_unit())
        walker.page.locator("input[type=file]").set_input_files(roster)
        walker.page.locator(".st-key-primary_check").wait_for()
    walker.visit.settle()


def unit_results(walker: Walker) -> None:
    unit_columns(walker)
    walker.moves_on(walker.button("开始核对"))
    # Long lists as far as one sees what they are; on a phone they would be most of the picture.
    few = 9 if (walker.page.viewport_size or {"width": 0})["width"] > 600 else 4
    for table in (".tg-roster", ".tg-even"):
        walker.page.add_style_tag(content=f"{table} tbody tr:nth-child(n + {few}) {{ display: none !important; }}")


def unit_hours(walker: Walker) -> None:
    unit_results(walker)
    walker.page.locator('[data-tap="picture:hours"]').click()
    walker.page.locator('[class*="st-key-panel_hours"] .main-svg').first.wait_for()
    walker.visit.settle()


def stay(walker: Walker) -> None:
    """The page that is opened is the picture."""


# Name: whose answers, which of them are still open, and what to do.
SHOTS: dict[str, tuple[Facts, tuple[str, ...] | None, Callable[[Walker], None]]] = {
    "start": ({}, None, stay),
    "question": ({}, None, question),
    "specialty": (TECHNICIAN, ("specialty", "hours"), specialty),
    "group": (ENGINEER, tuple(field for field in ENGINEER if field not in BEFORE_THE_POST), group),
    "date": (TECHNICIAN, ("title_date", "hours"), date),
    "hours": (TECHNICIAN | {"title_date": "2020-06-30"}, ("hours",), hours),
    "answers": (TECHNICIAN, (), answers),
    "result-eligible": (TECHNICIAN, (), resume),
    "result-not-yet": (EARLY, (), resume),
    "result-barred": (BARRED, (), resume),
    "plan": (BREWER, (), plan),
    "planner": (SHORT, (), planner),
    "questions": ({}, None, questions),
    "matters": ({}, None, matters),
    "rules": ({}, None, rules),
    "unit": ({}, None, unit),
    "unit-columns": ({}, None, unit_columns),
    "unit-results": ({}, None, unit_results),
    "unit-hours": ({}, None, unit_hours),
}
# At a server that has a desk.
AT_THE_DESK: dict[str, tuple[Facts, tuple[str, ...] | None, Callable[[Walker], None]]] = {
    "desk": ({}, None, desk),
    "desk-check": ({}, None, desk_check),
    "desk-changes": ({}, None, desk_changes),
}
IN_ENGLISH = (
    "desk",
    "start",
    "question",
    "group",
    "result-eligible",
    "plan",
    "planner",
    "questions",
    "matters",
    "rules",
    "desk-check",
    "unit-results",
)
IN_THE_DARK = ("result-eligible", "plan", "planner", "unit-results")


def names() -> dict[str, tuple[str, str, bool]]:
    """Every picture: its name, what it shows, the language, whether dark."""
    found = {name: (name, "zh", False) for name in (*SHOTS, *AT_THE_DESK)}
    found |= {f"{name}-en": (name, "en", False) for name in IN_ENGLISH}
    return found | {f"{name}-dark": (name, "zh", True) for name in IN_THE_DARK}


def whole(page: Page) -> bytes:
    """The page at its full height: Streamlit scrolls inside, so the window is made as tall as what it holds."""
    size = page.viewport_size
    assert size
    page.mouse.move(0, 0)
    for _ in range(3):  # a chart may grow with the window
        height = page.evaluate(
            """() => Math.ceil(Math.max(0, ...[...document.querySelectorAll(".stMainBlockContainer")]
              .map(box => box.getBoundingClientRect().bottom + document.querySelector(".stMain").scrollTop)))"""
        )
        page.set_viewport_size({"width": size["width"], "height": max(int(height), 300)})
        page.wait_for_function("() => document.querySelector('.stApp').dataset.testScriptState === 'notRunning'")
    page.evaluate("document.fonts.ready")
    page.evaluate("document.activeElement && document.activeElement.blur()")
    # What stands in for a chart until its program is loaded is no chart yet.
    page.wait_for_function("""() => !document.querySelector('[data-testid="stSkeleton"]') &&
      [...document.querySelectorAll('.stPlotlyChart')].every(chart => chart.querySelector('.main-svg'))""")
    page.wait_for_timeout(300)  # the last line of a chart is drawn after its first
    return page.screenshot(animations="disabled")


def small(png: bytes) -> bytes:
    """The same picture with fewer colours; a very long one also with fewer dots."""
    picture = Image.open(io.BytesIO(png)).convert("RGB")
    while True:
        for colours in (256, 64, 24):
            out = io.BytesIO()
            picture.quantize(colours, dither=Image.Dither.NONE).save(out, "PNG", optimize=True)
            if out.tell() < MOST:
                return out.getvalue()
        picture = picture.resize((picture.width * 3 // 4, picture.height * 3 // 4), Image.Resampling.LANCZOS)


def take(browser: Browser, server: Server, name: str, width: int) -> Path:
    """One picture."""
    shot, lang, dark = names()[name]
    known, still_open, do = (SHOTS | AT_THE_DESK)[shot]
    context = browser.new_context(
        viewport={"width": width, "height": 844 if width < 600 else 800},
        device_scale_factor=2 if width < 600 else 1,
        has_touch=width < 600,
        locale={"zh": "zh-CN", "en": "en-GB"}[lang],
        timezone_id="Asia/Shanghai",
        color_scheme="dark" if dark else "light",
        reduced_motion="reduce",
    )
    walker = Walker(Visit(context, server, lang), known)
    if still_open is not None:
        walker.known(*still_open)
    do(walker.open(OPEN))
    path = HERE / f"{name}-{width}.png"
    path.write_bytes(small(whole(walker.page)))
    context.close()
    return path


# The bureau's touch screen, standing up and lying: what is tapped to come there.
KIOSK_TAPS: dict[str, tuple[str, ...]] = {
    "kiosk-start": (),
    "kiosk-question": ("begin",),
    "kiosk-result": ("begin", "answer:employment:civil_servant"),
}
KIOSK_SIZES = ((1080, 1920), (1920, 1080))


def take_kiosk(browser: Browser, server: Server, name: str, width: int, height: int) -> Path:
    """One picture of the touch screen, as it stands in the hall: what does not fit is not on it."""
    context = browser.new_context(
        viewport={"width": width, "height": height}, has_touch=True, locale="zh-CN", timezone_id="Asia/Shanghai"
    )
    page = context.new_page()
    page.goto(f"{server.url}{OPEN}&kiosk=1")
    for tap in KIOSK_TAPS[name]:
        page.locator(f"[data-tap='{tap}']").click()
        page.locator(f"[data-tap='{tap}']").wait_for(state="detached")
    page.locator("#tg-focus").wait_for()
    page.wait_for_function("() => document.querySelector('.stApp').dataset.testScriptState === 'notRunning'")
    page.evaluate("document.fonts.ready")
    path = HERE / f"{name}-{width}.png"
    path.write_bytes(small(page.screenshot(animations="disabled")))
    context.close()
    return path


def take_sheets(asked: Callable[[str], bool]) -> Iterator[Path]:
    """The pages of the brewer's sheet, as they are printed."""
    day = dt.date.fromisoformat(OPEN[-10:])
    pack = pack_for(day)
    applicant = read_applicant(BREWER, as_of=day, specialties=pack.by_id)
    for language in ("zh", "en"):
        if not asked(f"sheet-{language}"):
            continue
        sheet = sheet_of(applicant, assess(applicant, pack, day), pack, language=language)
        for number, page in enumerate(to_pictures(sheet), start=1):
            path = HERE / f"sheet-{language}-{number}.png"
            path.write_bytes(small(page))
            yield path


def main(words: list[str]) -> int:
    """Take every picture whose name contains one of ``words``; all without words."""
    executable = dev.find_browser(whole=True)
    if executable is None:
        print(run.say("no_browser"))
        return 1

    def asked(name: str) -> bool:
        return not words or any(re.search(re.escape(word), name) for word in words)

    with (
        tempfile.TemporaryDirectory() as folder,
        running_app(Path(folder) / "log.txt") as server,
        running_app(Path(folder) / "desk.txt", desk="true") as office,
    ):
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=executable, args=BROWSER_ARGS)
            for path in (
                *(
                    take(browser, office if names()[name][0] in AT_THE_DESK else server, name, width)
                    for name in names()
                    if asked(name)
                    for width in WIDTHS
                ),
                *(
                    take_kiosk(browser, server, name, *size)
                    for name in KIOSK_TAPS
                    if asked(name)
                    for size in KIOSK_SIZES
                ),
            ):
                print(f"{path.name}: {path.stat().st_size // 1000} kB", flush=True)
            for path in take_sheets(asked):
                print(f"{path.name}: {path.stat().st_size // 1000} kB", flush=True)
            browser.close()
        server.assert_quiet()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
