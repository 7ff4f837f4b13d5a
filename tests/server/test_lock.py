"""The kiosk's lock on a browser."""

from __future__ import annotations

import asyncio

import pytest

from tools.visitor import Answer, Visitor
from ui.browser.document import KIOSK_COOKIE

LEAVE = "/?kiosk=leave"


def ask(url: str, path: str, cookies: dict[str, str] | None = None, **headers: str) -> Answer:
    sent = {name.replace("_", "-"): value for name, value in headers.items()}
    return asyncio.run(Visitor(url, cookies=dict(cookies or {})).ask(path, headers=sent))


FOREIGN = [
    {"Sec_Fetch_Site": "cross-site"},
    {"Sec_Fetch_Site": "same-site"},
    {"Sec_Fetch_Site": "made up"},
    {"Referer": "https://elsewhere.example/page"},
    {"Referer": "http://localhost.elsewhere.example/"},
    {"Referer": "http://["},
]
OWN = [{}, {"Sec_Fetch_Site": "none"}, {"Sec_Fetch_Site": "same-origin", "Referer": "https://elsewhere.example/"}]


@pytest.mark.parametrize("headers", FOREIGN)
@pytest.mark.parametrize(
    ("path", "on"),
    [
        ("/?kiosk=1", "/"),
        ("/check?lang=en&kiosk=1&as_of=2023-10-12", "/check?lang=en&as_of=2023-10-12"),
        ("/?kiosk=0&kiosk=1", "/"),
        ("/?" + "a=1&" * 60 + "kiosk=1", "/?" + "a=1&" * 59 + "a=1"),
        ("/unit?x=%E5%BC%A0&kiosk=1", "/unit?x=%E5%BC%A0"),
    ],
)
def test_a_link_on_another_site_locks_no_browser(server, path, on, headers):
    answer = ask(server.url, path, **headers)
    assert (answer.status, answer.headers["location"]) == (303, on)
    assert KIOSK_COOKIE not in answer.cookies
    assert KIOSK_COOKIE not in ask(server.url, on, **headers).cookies


@pytest.mark.parametrize("headers", OWN)
def test_who_opens_it_there_locks_it(server, headers):
    answer = ask(server.url, "/?kiosk=1", **headers)
    assert (answer.status, answer.cookies[KIOSK_COOKIE]) == (200, "1")


@pytest.mark.parametrize("headers", OWN)
def test_the_staff_unlock_it_without_clearing_anything(server, headers):
    answer = ask(server.url, LEAVE, {KIOSK_COOKIE: "1"}, **headers)
    assert (answer.status, answer.headers["location"]) == (303, "/")
    assert "Max-Age=0" in answer.headers["set-cookie"] and answer.cookies[KIOSK_COOKIE] in ("", '""')


@pytest.mark.parametrize("headers", FOREIGN)
def test_another_site_s_link_does_not_unlock_it(server, headers):
    answer = ask(server.url, LEAVE, {KIOSK_COOKIE: "1"}, **headers)
    assert KIOSK_COOKIE not in answer.cookies


@pytest.mark.parametrize("path", ["/?kiosk=0", "/?kiosk=", "/?kiosk=out", "/?kiosk=Leave", "/?kiosk=leave&kiosk=0"])
def test_no_other_word_unlocks_it(server, path):
    assert KIOSK_COOKIE not in ask(server.url, path, {KIOSK_COOKIE: "1"}).cookies
