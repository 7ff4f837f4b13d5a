"""The cramming test as two comparisons."""

from __future__ import annotations

from logic.findings import HoursVerdict
from logic.hours import CrammingTest, Subject
from logic.labels import SUBJECT_NAMES
from logic.words.language import phrase
from ui.charts.drawing import (
    CLEAR,
    COLOURS,
    INK,
    Chart,
    empty_figure,
    number,
    put_text,
    sentences,
)


def cramming(test: CrammingTest, subject: Subject, language: str, *, forbidden: bool = True) -> Chart:
    """The two comparisons of the cramming test: each bar lies in a dashed frame as long as what it is held against."""
    name = SUBJECT_NAMES[subject].get(language)
    n = round(test.whole_need / (test.whole_need - test.others_need))
    values: dict[str, str | int] = {
        "year": str(test.largest_year),
        "n": n,
        "rest": n - 1,
        "largest": number(test.largest),
        "others": number(test.others),
        "whole": number(test.whole_need),
        "share": number(test.others_need),
    }
    one = phrase(language, "{year} 年一年：{largest} 学时", **values)
    whole = phrase(language, "虚线框：{n} 年共需 {whole}", **values)
    if n == 2:
        rest = phrase(language, "另一年：{others} 学时", **values)
        share = phrase(language, "虚线框：另一年应有 {share}", **values)
    else:
        rest = phrase(language, "其余 {rest} 年合计：{others} 学时", **values)
        share = phrase(language, "虚线框：{rest} 年应有 {share}", **values)

    # The vertical axis counts pixels, downwards.
    block, height = 92, 178
    top = max(test.largest, test.others, test.whole_need, test.others_need) * 1.02
    figure = empty_figure(height=height, l=2, r=2)
    figure.update_xaxes(range=[0, top])
    figure.update_yaxes(range=[height, 0])
    for i, (amount, need, above, below) in enumerate(
        ((test.largest, test.whole_need, one, whole), (test.others, test.others_need, rest, share))
    ):
        y = i * block + 36
        figure.add_bar(
            orientation="h",
            x=[amount],
            y=[y],
            width=16,
            marker={"color": COLOURS[subject], "line": {"width": 0}},
            name=above,
        )
        figure.add_shape(
            type="rect",
            x0=0,
            x1=need,
            y0=y - 13,
            y1=y + 13,
            line={"color": INK, "width": 1.5, "dash": "dash"},
            fillcolor=CLEAR,
            name="need",
        )
        put_text(figure, f"<b>{above}</b>", x=0, xref="paper", y=y - 16, xanchor="left", yanchor="bottom")
        put_text(figure, below, x=0, xref="paper", y=y + 16, xanchor="left", yanchor="top")

    finding = _cramming_finding(test, values, language, forbidden=forbidden)
    title = phrase(language, "{subject}：是不是集中在一年", subject=name)
    return Chart(
        figure=figure.figure,
        title=title,
        finding=finding,
        alt=sentences(
            (
                phrase(language, "{subject}的两条对比。", subject=name),
                phrase(language, "{a}，{b}。", a=one, b=whole),
                phrase(language, "{a}，{b}。", a=rest, b=share),
                finding,
            ),
            language,
        ),
        table=(
            (phrase(language, "比什么"), phrase(language, "学时"), phrase(language, "对照")),
            (
                phrase(language, "{year} 年一年，对照 {n} 年共需", **values),
                number(test.largest),
                number(test.whole_need),
            ),
            (phrase(language, "其余年份，对照它们应有的", **values), number(test.others), number(test.others_need)),
        ),
    )


def _cramming_finding(test: CrammingTest, values: dict[str, str | int], language: str, *, forbidden: bool) -> str:
    """The verdict in words. The notice gives no test, so ``suspect`` sends the reader to those who decide."""
    if not forbidden and test.verdict in (HoursVerdict.CRAMMED, HoursVerdict.SUSPECT):
        return phrase(language, "学时大部分在 {year} 年，行不行通知没有写，请先问清。", **values)
    if test.verdict is HoursVerdict.CRAMMED:
        return phrase(language, "学时全在 {year} 年，其他年份都是 0：这正是通知不允许的突击完成。", **values)
    if test.verdict is HoursVerdict.SUSPECT:
        return sentences(
            (
                phrase(language, "{year} 年一年就够 {n} 年的量，其余年份不到应有的学时。", **values),
                phrase(language, "可能被看作突击，请先问清。"),
            ),
            language,
        )
    if test.verdict is HoursVerdict.SUFFICIENT:
        if test.largest < test.whole_need:
            return phrase(language, "最多的一年也没有超过 {n} 年的量，按本工具的算法，不像突击。", **values)
        return phrase(language, "{year} 年学得多，但其余年份自己也够，按本工具的算法，不像突击。", **values)
    return phrase(language, "总学时还不够，先补够，再看是不是太集中。")
