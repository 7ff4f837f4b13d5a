"""What the bureau settles once: ``titleguide.toml`` beside ``app.py``, or environment variables, read at start."""

from __future__ import annotations

import ipaddress
import os
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

FILE = Path(__file__).resolve().parents[2] / "titleguide.toml"
PREFIX = "TITLEGUIDE_"
IDLE_SECONDS = (15, 3600)
DEMO_SECONDS = (60, 86_400)
VISITS = (10, 20_000)
MEGABYTES = (110, 100_000)
_LONGEST_ADDRESS = 200  # what is left of a QR code is for the answers
_WORDS = {"true": True, "1": True, "yes": True, "on": True, "false": False, "0": False, "no": False, "off": False}


@dataclass(frozen=True, slots=True)
class Settings:
    """Checked settings; the defaults are what holds without a file."""

    public_address: str = ""
    """Where phones reach the app: an https address without a slash at its end; empty: no QR code is shown."""
    server_names: tuple[str, ...] = ()
    """Names and addresses of this machine by which browsers may ask, besides localhost and the public address."""
    kiosk: bool = False
    """Whether every visit is one at the kiosk in the hall."""
    kiosk_idle_seconds: int = 90
    """Seconds without a touch after which the kiosk counts down and forgets."""
    kiosk_demo_seconds: int = 300
    """Seconds without a touch after which the kiosk's start screen shows an example by itself; 0: never."""
    kiosk_printer: bool = False
    """Whether a printer stands beside the kiosk: then a result has a button to print it."""
    kiosk_leave: str = "leave"
    """The word by which the staff take a browser out of the kiosk: ``?kiosk=leave``."""
    most_visits: int = 1500
    """How many visits are taken at a time; the next visitor is asked to come again."""
    most_visits_per_address: int = 200
    """How many of them from one address; people of one office may share an address."""
    most_roster_megabytes: int = 200
    """Megabytes of all units' files together; one alone may have 50."""
    region: str = ""
    """Whose notices answer, where there are packs of several regions; empty: people choose on the first page."""
    desk: bool = False
    """Whether there is a desk to write the next pack at; never at the kiosk."""


class BadSettings(ValueError):
    """The settings cannot be used; ``faults`` says why by field, in Chinese and then in English."""

    def __init__(self, faults: Mapping[str, str]) -> None:
        """Keep the faults by field, and make one line of each."""
        super().__init__("\n".join(f"{field}: {fault}" for field, fault in faults.items()))
        self.faults = dict(faults)


def read_settings(file: Path, environment: Mapping[str, str]) -> Settings:
    """The settings in ``file`` (it may be missing), overruled by ``TITLEGUIDE_…`` variables.

    Raises :class:`BadSettings`, which names every field at fault.
    """
    names = [field.name for field in fields(Settings)]
    faults: dict[str, str] = {}
    given: dict[str, Any] = {}
    try:
        given = tomllib.loads(file.read_text(encoding="utf-8-sig"))  # Windows' Notepad likes to begin with a mark
    except FileNotFoundError:
        pass
    except (OSError, ValueError) as error:
        raise BadSettings({file.name: f"读不了这个文件（{error}）。 / This file cannot be read ({error})."}) from None
    for name in given.keys() - set(names):
        allowed = ", ".join(names)
        faults[name] = f"没有这一项，可用的有：{allowed}。 / There is no such setting; there are: {allowed}."
    found = {name: given[name] for name in names if name in given}
    # An empty variable is how many tools write "not set".
    found |= {name: words for name in names if (words := environment.get(PREFIX + name.upper(), "").strip())}
    checks = {
        "public_address": _address,
        "server_names": _names,
        "kiosk": _switch,
        "kiosk_idle_seconds": _idle,
        "kiosk_demo_seconds": _demo,
        "kiosk_printer": _switch,
        "kiosk_leave": _word,
        "most_visits": _visits,
        "most_visits_per_address": _visits,
        "most_roster_megabytes": _megabytes,
        "region": _region,
        "desk": _switch,
    }
    checked: dict[str, Any] = {}
    for name, value in found.items():
        try:
            checked[name] = checks[name](value)
        except ValueError as fault:
            faults[name] = str(fault)
    if faults:
        raise BadSettings(faults)
    return Settings(**checked)


@cache
def settings() -> Settings:
    """The settings of this server, read once. Raises :class:`BadSettings`."""
    return read_settings(FILE, os.environ)


def _address(value: object) -> str:
    fault = (
        f"须是以 https:// 开头的网址，不带 ? 和 #，或留空，不能是“{value}”。"
        f' / An address that begins with https:// and has no ? or #, or nothing; not "{value}".'
    )
    if not isinstance(value, str):
        raise ValueError(fault)
    address = value.strip().rstrip("/")
    if not address:
        return ""
    try:
        parts = urlsplit(address)
        usable = parts.scheme == "https" and parts.hostname and parts.port != 0
    except ValueError:
        raise ValueError(fault) from None
    odd = "@" in parts.netloc or any(mark in address for mark in "?#\\\"'<>") or not address.isprintable()
    if not usable or odd or " " in address or len(address) > _LONGEST_ADDRESS:
        raise ValueError(fault)
    return address


_NAME = re.compile(r"[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?(\.[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?)*")


def _names(value: object) -> tuple[str, ...]:
    """Of a list, or of a text with commas as the environment has it."""
    given = value.replace("，", ",").split(",") if isinstance(value, str) else value
    if not isinstance(given, list | tuple):
        given = [value]
    names = []
    for one in given:
        name = one.strip().lower().rstrip(".") if isinstance(one, str) else ""
        try:
            name = str(ipaddress.ip_address(name.strip("[]")))
        except ValueError:
            if not _NAME.fullmatch(name) or len(name) > _LONGEST_ADDRESS:
                raise ValueError(
                    f"须是主机名或 IP 地址，不带 http:// 和端口，不能是“{one}”。"
                    f' / Names or addresses of this machine without http:// and port; not "{one}".'
                ) from None
        names.append(name)
    return tuple(names)


def _word(value: object) -> str:
    if isinstance(value, str) and re.fullmatch(r"[A-Za-z0-9_-]{4,40}", value.strip()):
        return value.strip()
    raise ValueError(
        f"须是 4 到 40 个字母、数字、- 或 _，不能是“{value}”。"
        f' / Must be 4 to 40 letters, digits, - or _; not "{value}".'
    )


def _region(value: object) -> str:
    """Whether there is a pack of it is not known here (:func:`ui.server.application.settle`)."""
    if isinstance(value, str) and re.fullmatch(r"([a-z][a-z0-9-]*)?", value.strip()):
        return value.strip()
    raise ValueError(
        "须是政策文件里 region 的写法（小写英文字母、数字、-），或留空，"
        f'不能是“{value}”。 / As packs write their region (a-z, 0-9, -), or nothing; not "{value}".'
    )


def _switch(value: object) -> bool:
    if isinstance(value, bool):
        return value
    if isinstance(value, str) and value.strip().lower() in _WORDS:
        return _WORDS[value.strip().lower()]
    raise ValueError(f'须是 true 或 false，不能是“{value}”。 / Either true or false, not "{value}".')


def _idle(value: object) -> int:
    return _seconds(value, *IDLE_SECONDS)


def _demo(value: object) -> int:
    return 0 if str(value).strip() == "0" else _seconds(value, *DEMO_SECONDS, zh=" 0 或", en="0, or ")


def _visits(value: object) -> int:
    return _whole(value, *VISITS)


def _megabytes(value: object) -> int:
    return _whole(value, *MEGABYTES, zh=("", "（MB）"), en=("", " of megabytes"))


def _seconds(value: object, least: int, most: int, *, zh: str = "", en: str = "") -> int:
    return _whole(value, least, most, zh=(zh, "（秒）"), en=(en, " of seconds"))


def _whole(
    value: object, least: int, most: int, *, zh: tuple[str, str] = ("", ""), en: tuple[str, str] = ("", "")
) -> int:
    """``zh`` and ``en``: what else may stand there, and of what the number is."""
    text = str(value).strip()
    if not isinstance(value, bool) and text.isascii() and text.isdigit() and least <= int(text[:6]) <= most:
        return int(text)
    raise ValueError(
        f"须是{zh[0]} {least} 到 {most} 之间的整数{zh[1]}，不能是“{value}”。"
        + f' / Must be {en[0]}a whole number{en[1]} from {least} to {most}, not "{value}".'
    )
