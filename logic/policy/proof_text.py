"""The proof as a document that an official reads and signs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from logic.labels import (
    CRITERION_NAMES,
    FACT_NAMES,
    ROUTE_NAMES,
    VERDICT_NAMES,
    listed,
)
from logic.policy.periods import day_of
from logic.policy.proof import Proof
from logic.policy.walks import Walk
from logic.words.language import Text, join, say, say_n


def proof_markdown(proof: Proof, language: str) -> str:
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
