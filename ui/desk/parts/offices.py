"""Whom to ask, where papers go, and what the authorities are called."""

from __future__ import annotations

from logic.pack.schema import shape_at
from logic.policy.places import NAMES
from ui.desk import entries, fields
from ui.desk.parts.screen import group, remark
from ui.language import t


def offices() -> None:
    """The office, then every name that a text can take from here."""
    entries.entry(("contact",))
    group(t("机关和地方怎么称呼"))
    remark(t("文字里写 {name}，就显示成这里的名称。英文不写 the。", name="{bureau}"))
    always = shape_at(("names",)).options
    names = fields.draft().at(("names",), {})
    for name in (*always, *(one for one in names if one not in always)):
        entries.field(("names", name), around="" if {name, f"names.{name}"} & NAMES.keys() else f"{{{name}}} ")
        if name not in always:
            entries.removable(("names", name))
    entries.new(("names",), t("再加一个机关"), id_=t("代号（小写英文字母和 _，文字里写在花括号里）"), called="")
