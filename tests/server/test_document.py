"""The first HTML: language, title, and what stands in it before any script has run."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest
from streamlit import file_util

from logic.words.language import DOCUMENT_LANGUAGES, LANGUAGES, phrase
from tests.server.asking import get
from ui.browser.document import TITLES, window_title
from ui.server.document import in_language, reader_language


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("where", TITLES)
def test_the_first_html_says_language_and_title(server, lang, where):
    path = "/" if where == "start" else f"/{where}"
    status, headers, body = get(f"{server.url}{path}?as_of=2023-10-12&lang={lang}", Accept_Encoding="gzip")
    document = body.decode()
    assert status == 200
    assert f'<html lang="{DOCUMENT_LANGUAGES[lang]}">' in document
    assert re.findall("<title>(.*?)</title>", document) == [window_title(where, lang)]
    assert phrase(lang, "本页需要 JavaScript，请在浏览器设置里开启。") in unescape(document)
    assert "openapi" not in document
    assert headers["Content-Length"] == str(len(body))
    assert headers["Cache-Control"] == "no-store"
    assert headers["ETag"] is headers["Last-Modified"] is headers["Content-Encoding"] is None


def test_a_browser_that_has_the_document_still_gets_it_whole(server):
    etag = '"*"'
    status, _, body = get(f"{server.url}/", If_None_Match=etag, Range="bytes=0-99", If_Range=etag)
    assert (status, body.rstrip()[-7:]) == (200, b"</html>")


def test_asking_for_the_head_alone_promises_no_length_of_another_text(server):
    status, headers, body = get(f"{server.url}/?lang=en", "HEAD")
    assert (status, body) == (200, b"")
    assert headers["Content-Length"] is None


@pytest.mark.parametrize(
    ("query", "language"),
    [
        (b"", "zh"),
        (b"lang=en", "en"),
        (b"lang=zh&lang=en", "en"),
        (b"lang=fr", "zh"),
        (b"lang=%3Cscript%3E", "zh"),
        (b"\xff&lang=en", "en"),
        (b"&".join([b"a=1"] * 60) + b"&lang=en", "zh"),
    ],
)
def test_the_language_is_one_of_ours(query, language):
    assert reader_language(query) == language


def test_the_path_is_not_written_into_the_page():
    index = (Path(file_util.get_static_dir()) / "index.html").read_bytes()
    document = in_language(index, "zh", "/<script>alert(1)</script>")
    assert b"alert" not in document
    assert "<title>职评通</title>".encode() in document
    assert in_language(b"<p>another page</p>", "zh", "/") == b"<p>another page</p>"


def test_files_are_left_alone(server):
    _, _, body = get(server.url)
    script = re.findall(rb'src="\./(static/js/[^"]+)"', body)[0].decode()
    status, headers, _ = get(f"{server.url}/{script}")
    assert status == 200
    assert "immutable" in headers["Cache-Control"]
    assert get(f"{server.url}/{script}", If_None_Match=headers["ETag"])[0] == 304
