"""What can be shown of a pack, for an official to sign: counted and tried out by the rules themselves."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from logic.assess import assess
from logic.dates import after_years
from logic.facts import Applicant, Education, Employment, ForeignPermit, Residency, TitleLevel, with_usual
from logic.findings import WEIGHT, Verdict
from logic.hours import TENTHS, YearTenths
from logic.labels import (
    CHOICE_NAMES,
    CRITERION_NAMES,
    FACT_NAMES,
    LEVEL_NAMES,
    ROUTE_NAMES,
    VERDICT_NAMES,
    listed,
)
from logic.language import Text, join, say, say_n
from logic.pack import Pack
from logic.pack.checks import CITED
from logic.policy.answers import Axis
from logic.policy.combinations import Combinations
from logic.policy.periods import day_of
from logic.policy.states import States, states
from logic.policy.walks import Walk, Walks, walks

_BARRED = WEIGHT[Verdict.INELIGIBLE]


@dataclass(frozen=True, slots=True)
class Case:
    """Somebody on a boundary: what is so, by which clause, and what the rules say."""

    what: Text
    clause: str
    outcome: Text


@dataclass(frozen=True, slots=True)
class Proof:
    """What was counted and tried out of one pack."""

    pack: Pack
    # Another one as soon as a single combination ends otherwise; the wording of a text does not change it.
    fingerprint: str
    # How many answers to each question can be told apart.
    answers: tuple[tuple[Text, int], ...]
    combinations: int
    with_blanks: int
    verdicts: dict[Verdict, int]
    # (criterion, clauses, how many combinations it decides), the first of the heaviest.
    decided: tuple[tuple[str, tuple[str, ...], int], ...]
    # Combinations to which each route lies open, and to which it is recommended.
    routes: dict[str, tuple[int, int]]
    # By clause: the criteria that rest on it; none where it stands beside the answer only.
    clauses: dict[str, tuple[str, ...]]
    unused: tuple[str, ...]
    # Refusals with something unknown that were filled in every way, and those of them that then were none.
    refusals: int
    flipped: int
    walks: Walks
    cases: tuple[Case, ...]


def proof_of(pack: Pack) -> Proof:
    """Count and try out everything; some seconds."""
    grid = Combinations((pack,))
    found = states(grid, deciding=True)
    blank = Combinations((pack,), blanks=True)
    with_blanks = states(blank)
    counts, outcome = found.counts, found.outcomes[0]
    refused, flipped = refusals(blank)
    clauses = _clauses(pack, blank)
    return Proof(
        pack=pack,
        fingerprint=_fingerprint(found),
        answers=tuple(_answers(grid)),
        combinations=int(counts.sum()),
        with_blanks=int(with_blanks.counts.sum()),
        verdicts={verdict: int(counts[outcome.verdict == weight].sum()) for verdict, weight in WEIGHT.items()},
        decided=tuple(_decided(grid, found)),
        routes=_routes(grid, found),
        clauses=clauses,
        unused=tuple(id_ for id_ in pack.clauses if id_ not in clauses),
        refusals=refused,
        flipped=flipped,
        walks=walks(pack),
        cases=tuple(cases(pack)),
    )


def _fingerprint(found: States) -> str:
    outcome = found.outcomes[0]
    rows = (found.columns["kind"], outcome.verdict, outcome.route, outcome.level, outcome.committee, found.counts)
    told = hashlib.sha256(repr((found.routes, found.committees)).encode())
    for row in rows:
        told.update(row.astype("<i8").tobytes())
    return told.hexdigest()[:16]


def _answers(grid: Combinations) -> Iterator[tuple[Text, int]]:
    yield say("工作单位、地点、岗位、身份、处分、重复申报、诚信：合起来"), len(grid.scope)
    yield FACT_NAMES["specialty"], sum(len(kind.ids) for kind in grid.kinds)
    names = {
        "title": say("现有职称、取得日期、是否同一系列"),
        "education": FACT_NAMES["education"],
        "diploma": say("学历的方式（全日制、非全日制、境外）"),
        "major_related": FACT_NAMES["major_related"],
        "assessed": say("单位考核（自由职业者不问）"),
        "service": FACT_NAMES["service_start"],
        "hours": FACT_NAMES["hours"],
    }
    for axis in grid.axes:
        yield names[axis.name], len(axis.answers)


def _decided(grid: Combinations, found: States) -> Iterator[tuple[str, tuple[str, ...], int]]:
    many: dict[str, int] = {}
    outcome = found.outcomes[0]
    keys = np.stack([found.columns["kind"], outcome.route, outcome.decides])
    distinct, back = np.unique(keys, axis=1, return_inverse=True)
    counts = np.bincount(back.ravel(), weights=found.counts)
    for (kind, route, place), count in zip(distinct.T.tolist(), counts.tolist(), strict=True):
        if place >= 0:
            criterion = grid.route(0, found.routes[route], kind).criteria[place].criterion.id
            many[criterion] = many.get(criterion, 0) + int(count)
    for criterion, count in sorted(many.items(), key=lambda one: -one[1]):
        yield criterion, _cited(grid, criterion, in_the_way=True), count


def _cited(grid: Combinations, criterion: str, *, in_the_way: bool) -> tuple[str, ...]:
    """The clauses that this criterion's findings rest on."""
    cited: dict[str, None] = {}
    for (_, id_), findings in grid.seen.findings.items():
        if id_ == criterion:
            for (_, _, clause, also), weight in findings.items():
                if weight or not in_the_way:
                    cited |= dict.fromkeys((clause, *(() if in_the_way else also)))
    return tuple(cited)


def _routes(grid: Combinations, found: States) -> dict[str, tuple[int, int]]:
    outcome = found.outcomes[0]
    recommended = np.bincount(outcome.route, weights=found.counts, minlength=len(found.routes))
    open_: dict[str, int] = {}
    for k, routes, titles in grid.groups():
        rows = (found.columns["kind"] == k) & np.isin(found.title, titles)
        for name in routes[0]:
            open_[name] = open_.get(name, 0) + int(found.counts[rows].sum())
    return {
        name: (many, int(recommended[found.routes.index(name)]) if name in found.routes else 0)
        for name, many in open_.items()
    }


def _clauses(pack: Pack, grid: Combinations) -> dict[str, tuple[str, ...]]:
    """Every clause that something rests on, with the criteria that cite it."""
    used: dict[str, dict[str, None]] = {clause: {} for clause in CITED if clause in pack.clauses}
    for (_, criterion), findings in grid.seen.findings.items():
        for _, _, clause, also in findings:
            for one in (clause, *also):
                used.setdefault(one, {})[criterion] = None
    beside = [event.clause for event in pack.calendar]
    beside += [specialty.basis for specialty in pack.specialties]
    beside += [cited for question in pack.questions for cited in (question.clause, *question.also)]
    beside += [paper.clause for papers in pack.files.values() for paper in papers]
    beside += [cited for way in pack.ways.values() for cited in (way.clause, *way.also)]
    beside += [cited for matter in pack.matters for cited in (matter.clause, *matter.also)]
    beside += [ladder.source for ladder in pack.beyond.values()]
    beside += [committee.if_refused_clause for committee in pack.review.committees.values()]
    for clause in beside:
        if clause in pack.clauses:
            used.setdefault(clause, {})
    return {id_: tuple(used[id_]) for id_ in pack.clauses if id_ in used}


# --- no refusal rests on a blank -------------------------------------------------------------------------------


def refusals(grid: Combinations) -> tuple[int, int]:
    """(refusals of a single criterion with something unknown, those that some filling takes back).

    A route is refused by a criterion, and a person where every route is. So it is enough that no criterion takes its
    refusal back, whatever is filled in. Common criteria over the facts they read, the others over their answers.
    """
    refused = flipped = 0
    for table in grid.tables():
        for place, axis in enumerate(grid.axes):
            if table.shape[place] == 1:
                continue
            for blank, fillings in _fillings(axis):
                cells = np.take(table, blank, axis=place) == _BARRED
                refused += int(cells.sum())
                for filling in fillings:
                    filled = np.take(table, filling, axis=place)
                    flipped += int((cells & (filled >= 0) & (filled != _BARRED)).sum())
    for known in grid.in_scope_by_facts():
        for facts, weight in known.items():
            if weight == _BARRED and None in facts:
                refused += 1
                flipped += sum(
                    other != _BARRED
                    for filled, other in known.items()
                    if all(one is None or one == two for one, two in zip(facts, filled, strict=True))
                )
    return refused, flipped


def _fillings(axis: Axis) -> Iterator[tuple[int, list[int]]]:
    """Each answer that leaves something unknown, and the answers that fill it in."""
    for place, answer in enumerate(axis.answers):
        if None in answer.named.values():
            yield (
                place,
                [
                    n
                    for n, other in enumerate(axis.answers)
                    if n != place
                    and all(value is None or other.named[name] == value for name, value in answer.named.items())
                ],
            )


# --- boundaries ------------------------------------------------------------------------------------------------


def cases(pack: Pack) -> Iterator[Case]:
    """People on the boundaries of the pack's own dates, norms and lists, each assessed."""
    day = day_of(pack)
    basis = _basis(pack, day)
    yield from _ladder_cases(pack, day, basis)
    yield from _rung_cases(pack, day, basis)
    yield from _hours_cases(pack, day, basis)
    for employment in Employment:
        who = Applicant(**_basis(pack, day, employment))
        yield _case(pack, day, say("工作单位：{what}", what=CHOICE_NAMES["employment"][employment]), "1.3", who)
    for permit in ForeignPermit:
        who = Applicant(**{**basis, "residency": Residency.FOREIGN, "foreign_permit": permit})
        yield _case(pack, day, say("外籍，证件：{what}", what=CHOICE_NAMES["foreign_permit"][permit]), "1.2", who)
    public = _basis(pack, day, Employment.PUBLIC_INSTITUTION)
    others: tuple[tuple[Text, str, dict[str, Any]], ...] = (
        (say("今年已另报一个专业"), "4.1", {"applied_elsewhere_this_year": True}),
        (say("诚信档案里有记录"), "4.3", {"dishonesty_record": True}),
        (say("不在本区工作"), "1.1", {"works_in_district": False}),
        (say("没有签合同"), "1.1", {"under_contract": False}),
        (say("不在专业技术岗位"), "1.1", {"in_technical_post": False}),
        (say("事业单位，没有空岗"), "1.4", {**public, "post_vacancy": False}),
        (say("事业单位，处分期内"), "n40", {**public, "disciplinary_period": True}),
    )
    for what, clause, facts in others:
        yield _case(pack, day, what, clause, Applicant(**{**basis, **facts}))


def _basis(pack: Pack, day: dt.date, employment: Employment = Employment.ENTERPRISE) -> dict[str, Any]:
    """Somebody so employed of whom nothing else stands in the way."""
    reviewed = next(one.id for one in pack.specialties if "junior_review" in pack.series[one.series].routes)
    norms = pack.hours.norms
    return with_usual(
        employment=employment,
        specialty=reviewed,
        title_level=TitleLevel.NONE,
        education=Education.BACHELOR,
        service_start=after_years(day, -10),
        hours=(YearTenths(day.year - 1, norms.general * TENTHS, norms.professional * TENTHS),),
    )


def _ladder_cases(pack: Pack, day: dt.date, basis: dict[str, Any]) -> Iterator[Case]:
    """Recognition: the last day of service that is in time, and the day after."""
    window = pack.window("initial_recognition", day)
    if pack.recognition is None or window is None:
        return
    last = max(day, window.opens if window.all_year else window.closes)
    for education, row in pack.recognition.ladder.items():
        name = CHOICE_NAMES["education"][education]
        if row.clock.end(day) == day:
            who = Applicant(**{**basis, "education": education, "service_start": day})
            yield _case(
                pack, day, say("{diploma}，申报首日才开始工作", diploma=name), "2.3", who, "initial_recognition"
            )
            continue
        start = _in_time(row.clock.end, last)
        for began, when in ((start, say("到收件截止日正好满年限")), (start + dt.timedelta(days=1), say("差一天"))):
            what = say("{diploma}，{day}开始工作（{when}）", diploma=name, day=began, when=when)
            who = Applicant(**{**basis, "education": education, "service_start": min(began, day)})
            yield _case(pack, day, what, "2.3", who, "initial_recognition")


def _in_time(complete: Any, last: dt.date) -> dt.date:
    """The latest first day from which everything is complete by ``last``."""
    start = last
    while complete(start) > last:
        start -= dt.timedelta(days=1)
    return start


def _rung_cases(pack: Pack, day: dt.date, basis: dict[str, Any]) -> Iterator[Case]:
    """Review: each rung that a title's years lead to, in time and a day short."""
    window = pack.window("junior_review", day)
    if window is None:
        return
    last = max(day, window.opens if window.all_year else window.closes)
    for committee, ladder in pack.review.committees.items():
        specialty = next(one.id for one in pack.specialties if pack.series[one.series].committee == committee)
        for step in ladder.assistant:
            if not step.technician_years:
                continue
            years, education = step.technician_years, step.education[0]
            start = _in_time(lambda since, years=years: after_years(since, years), last)
            for since, when in (
                (start, say_n("到网上申报截止日正好满 {n} 年", years)),
                (start + dt.timedelta(days=1), say_n("到网上申报截止日差一天满 {n} 年", years)),
            ):
                rows = tuple(YearTenths(year, 10_000, 10_000) for year in range(since.year + 1, day.year))
                facts = {
                    **{"education": education, "specialty": specialty, "title_level": TitleLevel.TECHNICIAN},
                    **{"title_date": since, "title_same_series": True, "service_start": after_years(since, -8)},
                    "hours": rows or basis["hours"],
                }
                what = say(
                    "{committee}，{diploma}，员级于 {day}取得（{when}）",
                    committee=ladder.name.text,
                    diploma=CHOICE_NAMES["education"][education],
                    day=since,
                    when=when,
                )
                yield _case(pack, day, what, ladder.source, Applicant(**{**basis, **facts}), "junior_review")


def _hours_cases(pack: Pack, day: dt.date, basis: dict[str, Any]) -> Iterator[Case]:
    """A technician of three years' hours: on the norm, a tenth below, all in one year, nearly all in one year."""
    general, professional = (norm * TENTHS for norm in pack.hours.norms)
    years = range(day.year - 3, day.year)
    titled = {
        **{
            "title_level": TitleLevel.TECHNICIAN,
            "title_date": dt.date(day.year - 4, 12, 31),
            "title_same_series": True,
        },
        **{"education": Education.BACHELOR, "service_start": after_years(day, -10)},
    }
    ways = (
        (say("三年专业科目正好够"), [professional] * 3),
        (say("三年专业科目合计差 0.1 学时"), [professional, professional, professional - 1]),
        (say("三年专业科目全在一年学完"), [0, 0, 3 * professional]),
        (say("三年专业科目一年占大头，其余两年很少"), [1, 1, 3 * professional]),
    )
    for what, amounts in ways:
        rows = tuple(YearTenths(*row) for row in zip(years, [general] * 3, amounts, strict=True))
        yield _case(pack, day, what, "3.3", Applicant(**{**basis, **titled, "hours": rows}), "junior_review")


def _case(pack: Pack, day: dt.date, what: Text, clause: str, who: Applicant, route: str | None = None) -> Case:
    found = assess(who, pack, day)
    one = next((result for result in found.routes if result.route == route), found.route)
    told = [VERDICT_NAMES[one.verdict], ROUTE_NAMES[one.route], *([LEVEL_NAMES[one.level]] if one.level else [])]
    return Case(what, clause if clause in pack.clauses else "—", join(told, "·", " · "))


# --- as a document ---------------------------------------------------------------------------------------------


def written(proof: Proof, language: str) -> str:
    """The proof as Markdown in ``language``."""
    lines = "\n\n".join("\n".join(part.get(language) for part in block) for block in _document(proof))
    return f"{lines}\n"


def _table(head: Sequence[Text], rows: Sequence[Sequence[Text]]) -> list[Text]:
    def line(cells: Sequence[Text]) -> Text:
        return join([Text("| ", "| "), join(list(cells), " | ", " | "), Text(" |", " |")], "", "")

    rule = "|" + " --- |" * len(head)
    return [line(head), Text(rule, rule), *(line(row) for row in rows)]


def _big(n: int) -> Text:
    return Text(f"{n:,}", f"{n:,}")


def _plain(text: str) -> Text:
    return Text(text, text)


def _title(level: int, text: Text) -> list[Text]:
    return [join([_plain("#" * level + " "), text], "", "")]


def _document(proof: Proof) -> Iterator[list[Text]]:
    pack = proof.pack
    yield _title(1, say("{pack}：核对书", pack=pack.name.text))
    yield [
        say("这份核对书由程序运行规则算出，不是手写的。"),
        say(
            "政策文件 {id}，结论指纹 {mark}：只要有一种情形的结论变了，指纹就不同。",
            id=f"`{pack.id}`",
            mark=f"`{proof.fingerprint}`",
        ),
        say("改动政策文件或规则后要重新生成，测试会比对：{command}", command="`python run.py logic policy proof`"),
    ]
    yield _title(2, say("一、有多少种情形，怎样数"))
    yield [
        say("每个问题的每种回答都算。日期只看落在哪两个年限之间，学时只看与标准的关系；没有别的省略。"),
        say("合计 {n} 种。把“不清楚”也算作一种回答，{m} 种。", n=_big(proof.combinations), m=_big(proof.with_blanks)),
    ]
    yield _table([say("问题"), say("能区分的回答")], [(name, _big(n)) for name, n in proof.answers])
    yield _title(2, say("二、每种情形恰好一个结论"))
    yield [say("各结论的种数相加，等于全部种数。没有“信息不全”，因为这里每题都答了。")]
    rows = [(VERDICT_NAMES[verdict], _big(n)) for verdict, n in proof.verdicts.items()]
    yield _table([say("结论"), say("种数")], [*rows, (say("合计"), _big(sum(proof.verdicts.values())))])
    yield _title(2, say("三、由哪一条决定"))
    yield [say("不是“可以申报”的每种情形，记在所推荐途径里最重的那一条上；一样重的，记在先列的一条上。")]
    yield _table(
        [say("条件"), say("条款"), say("决定的种数")],
        [(CRITERION_NAMES[id_], _plain("、".join(of)), _big(n)) for id_, of, n in proof.decided],
    )
    yield _title(2, say("四、每条途径都走得到"))
    yield _table(
        [say("途径"), say("列出的种数"), say("推荐的种数")],
        [(ROUTE_NAMES[name], _big(many), _big(best)) for name, (many, best) in proof.routes.items()],
    )
    yield _title(2, say("五、每一条款都用到"))
    beside = say("只在结论旁说明")
    cited = [
        (_plain(id_), pack.clauses[id_].place.text, listed(CRITERION_NAMES[one] for one in of) if of else beside)
        for id_, of in proof.clauses.items()
    ]
    yield _table([say("条款"), say("位置"), say("据此判断的条件")], cited)
    if proof.unused:
        yield [say("只在“规则手册”里列出、没有判断或说明引用的：{clauses}。", clauses="、".join(proof.unused))]
    else:
        yield [say("没有一条闲置。")]
    yield _title(2, say("六、没有一个“不能申报”是因为没有回答"))
    yield [
        say(
            "有空缺而仍判为“不能申报”的判断共 {n} 处，逐一把空缺填成每一种可能，翻过来的有 {m} 处。",
            n=_big(proof.refusals),
            m=_big(proof.flipped),
        )
    ]
    yield _title(2, say("七、最短和最长的问答"))
    yield [
        say("每条路都走过，走到的不同处境有 {n} 个。", n=_big(proof.walks.places)),
        _walk(say("最短"), proof.walks.shortest),
        _walk(say("最长"), proof.walks.longest),
    ]
    yield _title(2, say("八、边界情形"))
    yield [say("没有写到的条件都合格；按 {day}算。请逐行核对，在最后一栏签字。", day=day_of(pack))]
    yield _table(
        [say("情形"), say("条款"), say("程序的结论"), say("核对人")],
        [(case.what, _plain(case.clause), case.outcome, _plain(" ")) for case in proof.cases],
    )
    yield [say("核对人：＿＿＿＿＿＿　　日期：＿＿＿＿＿＿　　负责人：＿＿＿＿＿＿")]


def _walk(name: Text, walk: Walk) -> Text:
    asked = listed(FACT_NAMES[question] for question in walk.asked)
    return say_n(
        "{name}：{n} 题，{screens} 屏（{asked}）。", len(walk.asked), name=name, screens=walk.screens, asked=asked
    )
