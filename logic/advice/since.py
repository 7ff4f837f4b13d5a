"""What a later notice makes of the same answers: the answer, the days of filing, every condition judged otherwise."""

from __future__ import annotations

from logic.advice.answer import headline
from logic.findings import Assessment
from logic.labels import CRITERION_NAMES, FINDING_VERDICT_NAMES
from logic.pack import Pack
from logic.words.language import Text, say


def since(before: Assessment, after: Assessment, then: Pack, now: Pack) -> tuple[Text, ...]:
    """``before``: by the notice ``then``; ``after``: by ``now``, the same person on the same day."""
    kept = (before.verdict, before.recommended, before.level) == (after.verdict, after.recommended, after.level)
    answer = headline(after, now)
    lines = [
        say("按“{now}”，结论一样：{answer}", now=now.name.text, answer=answer)
        if kept
        else say("按“{now}”，结论不同：{answer}", now=now.name.text, answer=answer)
    ]
    if kept and before.title and after.title and before.title != after.title:
        lines.append(say("职称名称：原来 {old}，现在 {new}。", old=before.title, new=after.title))
    old, new = before.route.window, after.route.window
    if new is not None and (old is None or (old.opens, old.closes) != (new.opens, new.closes)):
        lines.append(say("申报时间：现在是 {opens}至 {closes}。", opens=new.opens, closes=new.closes))
    elif old is not None and new is None:
        lines.append(say("申报时间：现在的通知没有写。"))
    theirs = next((route for route in before.routes if route.route == after.recommended), None)
    known = {finding.criterion: finding for finding in theirs.findings} if theirs else {}
    for found in after.route.findings:
        was = known.get(found.criterion)
        if was is not None and was.verdict != found.verdict:
            lines.append(
                say(
                    "{criterion}：原来“{old}”，现在“{new}”。{text}",
                    criterion=CRITERION_NAMES[found.criterion],
                    old=FINDING_VERDICT_NAMES[was.verdict],
                    new=FINDING_VERDICT_NAMES[found.verdict],
                    text=found.text,
                )
            )
    return tuple(lines)
