"""Hours that are short, and posts that are free, by those who need them."""

from __future__ import annotations

import re

import pytest

from tests.pages.clerk import HEADS, PUBLIC, READY, Clerk, table
from tests.pages.visitor import plain


def test_who_lacks_hours_is_listed_in_one_line_a_person(everybody):
    stopped = {s.person.row for s in everybody.job.overview.shortfalls if s.bearing == "stops"}
    assert everybody.say("{n} 人差学时，现在报不了").format(n=len(stopped)) in everybody.text
    lines = [body for body in everybody.part("tg-even") if "差学时的人" in body]
    assert "".join(lines).count('<th scope="row">') == len(stopped)


SHORT = f"{HEADS},2022公需,2022专业"
TECHNICIAN = READY.replace("无,,", "员级,2020-01-01,是").replace("大学本科", "大学专科")


def test_hours_are_stated_as_the_single_persons_page_tells_them():
    """No page says that a way takes no account of hours: of recognition the notice does not say it (2.3)."""
    clerk = Clerk().hand_in(
        table(
            f"秦越人,工程部,1,{READY},20,60",
            f"华元化,工程部,2,{READY.replace('大学本科,是', '大学本科,否')},20,60",
            f"张机,工程部,3,{TECHNICIAN},20,60",
            heads=SHORT,
        )
    )
    assert "不看学时" not in clerk.text
    assert "1 人差学时，现在报不了" in clerk.text
    assert "申报到 2023 年 10 月 21 日截止。" in clerk.text
    labels = [box.label for box in clerk.at.expander]
    assert "另有 1 人没达标，还没有职称（或没填），学时怎么审验要先问" in labels
    assert "另有 1 人没达标，走的途径要不要审验学时，要先问" in labels
    assert "初次认定要不要审验学时，通知没有写，顺便问区人社局职称股。" in clerk.text
    tables = {
        caption: body for body in clerk.part("tg-even") for caption in re.findall("<caption>(.*?)</caption>", body)
    }
    assert "张机" in tables["差学时的人"]
    assert "华元化" in tables["没达标、学时怎么审验要先问的人"]
    assert "秦越人" in tables["没达标、要不要审验学时要先问的人"]


def results_of_posts(clerk: Clerk) -> dict[str, str]:
    """What the table of posts says of each level."""
    (body,) = clerk.part("tg-posts")
    lines = re.findall(r'<tr><th scope="row">(.*?)</th>.*?<td>([^<]*)</td></tr>', body)
    return dict(lines)


POST = PUBLIC.replace("内地居民,否", "内地居民,是")
BY_REVIEW = POST.replace("大学本科,是", "大学本科,否")


def free_posts(clerk: Clerk, count: int) -> str:
    clerk.at.number_input(key="tg_unit_post_assistant").set_value(count)
    clerk.run()
    return results_of_posts(clerk)[clerk.say("助理级") if clerk.lang == "zh" else "Assistant level"]


def test_posts_are_enough_only_where_recognition_fits_in_too():
    people = [f"孙{n},农技站,{n},{POST},," for n in range(3)]
    people += [f"葛{n},农技站,9{n},{BY_REVIEW},30,60" for n in range(2)]
    clerk = Clerk().hand_in(table(*people, heads=SHORT))
    assert results_of_posts(clerk)["助理级"] == "空岗没填"
    assert free_posts(clerk, 5) == "空岗够，初次认定也占的话也够"
    assert free_posts(clerk, 4) == "评审的够；初次认定也占空岗的话，多 1 人"
    assert free_posts(clerk, 1) == "不够：光评审就多 1 人；初次认定也占的话，多 4 人"
    assert "初次认定占不占空岗，通知没有写，先问区人社局职称股。" in clerk.text
    assert "谁报，由单位决定。" in clerk.text


def test_posts_and_recognition_alone():
    clerk = Clerk().hand_in(table(*(f"孙{n},农技站,{n},{POST}" for n in range(3))))
    assert free_posts(clerk, 2) == "初次认定也占空岗的话，多 1 人"
    assert "空岗够" not in clerk.text


def test_posts_and_review_alone():
    clerk = Clerk().hand_in(table(*(f"葛{n},农技站,{n},{BY_REVIEW},30,60" for n in range(2)), heads=SHORT))
    assert free_posts(clerk, 2) == "空岗够"
    assert free_posts(clerk, 1) == "不够：光评审就多 1 人"
    assert "初次认定占不占空岗" not in clerk.text


def test_who_is_to_be_asked_first_is_not_counted_as_fitting():
    asked = POST.replace("否,否,农学", "否,是,农学")
    clerk = Clerk().hand_in(table(f"孙一,农技站,1,{POST}", f"孙二,农技站,2,{asked}"))
    assert free_posts(clerk, 1) == "够条件的放得下，要先问清的 1 人还不一定"
    assert free_posts(clerk, 2) == "空岗够，初次认定也占的话也够"


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_no_post_is_asked_for_where_there_is_no_field_and_levels_are_written_alike(lang):
    librarian = POST.replace("农学", "图书资料").replace("无,,", "员级,2016-01-01,是")
    clerk = Clerk(lang=lang).hand_in(table(f"孙一,农技站,1,{POST}", f"孙二,农技站,2,{librarian}"))
    free_posts(clerk, 1)
    dates = results_of_posts(clerk)
    assert dates[clerk.say("未定层级")] == clerk.say("层级要先问清，没法和空岗比")
    assert clerk.say("空岗没填") not in dates.values()
    assert all(name[:1] == name[:1].upper() for name in dates)


def test_posts_are_held_against_those_who_qualify_and_are_kept_while_away():
    clerk = Clerk().hand_in(
        table(f"孙思邈,农技站,1,{PUBLIC.replace('大学本科,是', '大学本科,否')}", f"葛洪,农技站,2,{PUBLIC}")
    )
    assert clerk.say("空岗没填") in clerk.text
    clerk.at.number_input(key="tg_unit_post_assistant").set_value(0)
    clerk.run()
    before = [body for body in clerk.part("tg-table") if "空岗和够条件的人" in body]
    assert before and "没填" not in plain(before[0]).split("助理级")[1].split("员级")[0]
    clerk.on_page("person:3").go("unit")
    assert clerk.at.number_input(key="tg_unit_post_assistant").value == 0
    assert [body for body in clerk.part("tg-table") if "空岗和够条件的人" in body] == before


def test_no_posts_are_asked_where_nobody_is_in_a_public_institution():
    assert not Clerk().hand_in(table(f"秦越人,工程部,1,{READY}")).at.number_input
