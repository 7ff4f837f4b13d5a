"""Files made to do harm are refused in a sentence, or read."""

from __future__ import annotations

import io
import random
import zipfile

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from logic.roster.file import limits, open_book
from logic.roster.model import Refused
from logic.roster.work import check_file
from tests.logic.roster_tables import GROUNDS, HEADINGS, PEOPLE, comma, parquet, refused, table_of, xlsx


def with_sheet(xml: bytes, shared: bytes | None = None, **extra: bytes) -> bytes:
    """A workbook whose sheet is ``xml``."""
    whole = zipfile.ZipFile(io.BytesIO(xlsx([["最高学历"], ["大学本科"]])))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive_:
        for name in whole.namelist():
            content = whole.read(name)
            if name == "xl/worksheets/sheet1.xml":
                content = xml
            elif name == "xl/sharedStrings.xml" and shared is not None:
                content = shared
            archive_.writestr(name, content)
        for name, content in extra.items():
            archive_.writestr(name.replace("__", "/").replace("_bin", ".bin"), content)
    return out.getvalue()


SHARED = b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>%s</t></si></sst>'
HEAD = b'<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
TAIL = b"</sheetData></worksheet>"


@pytest.mark.parametrize(
    ("content", "says"),
    [
        *((b"", "空"), (b"\xef\xbb\xbf\r\n", "空"), (b"\0" * 100, "空"), ("姓名,最高学历\n".encode(), "只有表头")),
        *(
            (b"%PDF-1.7\n...", "PDF"),
            (b"<html><table><tr><td>1</td></tr></table>", "网页"),
            (b"\x89PNG\r\n\x1a\n..", "图片"),
        ),
        *((b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, ".xls"), (b"Rar!\x1a\x07\x00", "压缩包")),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"), "密码"),
        *(
            (b"PK\x03\x04garbage" * 10, "打不开"),
            (b"PAR1garbagePAR1", "Parquet"),
            (b"<?xml version='1.0'?><Workbook/>", "XML"),
        ),
        *((b"\x01\x02\x00\xff\xfe" * 50, ""), (xlsx([]), "空"), (xlsx([HEADINGS]), "只有表头")),
    ],
    ids=lambda given: repr(given)[:24],
)
def test_what_is_no_table_is_stated_in_one_sentence(content, says):
    assert says in refused(content)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("姓名,最高学历\n张三,本\0科\n李四,大专\n", "第 2 行里有一个看不见的零字节"),
        ("\0姓名,最高学历\n张三,本科\n", "第 1 行里有一个看不见的零字节"),
        ("姓名,最高学历\n张三,本科\n\0李四,大专\n", "第 3 行里有一个看不见的零字节"),
        ("姓名,最高学历\n" + "张三,本科\n" * 200_000 + "\0李四,大专\n", "第 200002 行里有一个看不见的零字节"),
        ("\0".join("姓名,最高学历\n张三,本科\n"), "这不是表格文件"),
    ],
    ids=["within", "first", "line's begin", "later piece", "many"],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_zero_byte_is_named_by_its_line(content, says, encoding):
    assert says in refused(content.encode(encoding))


def test_a_name_says_nothing_about_what_a_file_is(tmp_path):
    (tmp_path / "in.csv").write_bytes(xlsx([HEADINGS, *PEOPLE]))
    assert table_of(tmp_path / "in.csv").headings == tuple(HEADINGS)


def test_every_cut_of_a_file_is_read_or_refused():
    for content in (xlsx([HEADINGS, *PEOPLE]), parquet([HEADINGS, *PEOPLE])):
        for cut in range(1, len(content), max(1, len(content) // 60)):
            assert refused(content[:cut])


def test_a_file_with_wrong_bytes_is_read_or_refused():
    source = random.Random(4)
    for content in (xlsx([HEADINGS, *PEOPLE]), parquet([HEADINGS, *PEOPLE]), comma([HEADINGS, *PEOPLE], "gb18030")):
        for _ in range(60):
            broken = bytearray(content)
            for _ in range(3):
                broken[source.randrange(len(broken))] = source.randrange(256)
            try:
                list(table_of(bytes(broken)).rows())
            except Refused as why:
                assert why.text.zh


def test_a_zip_that_unpacks_without_end_is_not_unpacked(monkeypatch):
    monkeypatch.setattr(limits, "MOST_UNPACKED", 8 << 20)
    bomb = with_sheet(HEAD + b"<row/>" * (2 << 20) + TAIL)
    assert len(bomb) < 100_000
    assert "太大" in refused(bomb)
    # The same with a directory that lies about the size.
    size = 6 * (2 << 20) + len(HEAD) + len(TAIL)
    lying = bomb.replace(size.to_bytes(4, "little"), (1000).to_bytes(4, "little"))
    assert lying != bomb
    assert "打不开" in refused(lying)


def test_what_packs_to_nothing_is_no_table(monkeypatch):
    monkeypatch.setattr(limits, "RATIO_FROM", 1 << 20)
    assert "太大" in refused(with_sheet(HEAD + b"<row/>" * (1 << 20) + TAIL))


@pytest.mark.parametrize("place", [b"XFD1", b"ZZZ1", b"BZZ1", b"AAAAAAA1"])
def test_a_cell_a_million_columns_away_is_not_reached_for(place):
    sheet = HEAD + b'<row r="1"><c r="A1"><v>1</v></c><c r="' + place + b'"><v>1</v></c></row>' + TAIL
    assert "列太多" in refused(with_sheet(sheet))


@pytest.mark.parametrize("quote", [b'"', b"'"])
def test_a_rectangle_that_fits_no_memory_is_not_built(quote):
    row = b"<row r=" + quote + b"1048576" + quote + b"><c r = " + quote + b"ZZ1048576" + quote + b"><v>1</v></c></row>"
    assert "太" in refused(with_sheet(HEAD + row.replace(b"ZZ", b"SZ") + TAIL))


def test_a_hundred_thousand_cells_that_point_at_one_long_text_are_not_copied():
    shared = SHARED % (b"x" * 30_000)
    rows = b"".join(b'<row><c t="s"><v>0</v></c></row>' for _ in range(100_000))
    first = next(iter(table_of(with_sheet(HEAD + rows + TAIL, shared)).chunks()))
    assert len({id(cell) for (cell,) in first.cells}) == 1


@pytest.mark.parametrize("make", ["shared", "inline", "csv", "parquet"])
def test_a_cell_of_five_million_characters_is_refused(make):
    long = "x" * 5_000_000
    content = {
        "shared": lambda: with_sheet(
            HEAD + b'<row r="1"><c r="A1" t="s"><v>0</v></c></row><row r="2"><c r="A2" t="s"><v>0</v></c></row>' + TAIL,
            b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>'
            + long.encode()
            + b"</t></si></sst>",
        ),
        "inline": lambda: with_sheet(
            HEAD + b'<row r="1"><c r="A1" t="inlineStr"><is><t>' + long.encode() + b"</t></is></c></row>" + TAIL
        ),
        "csv": lambda: f"姓名,最高学历\n张三,{long}\n".encode(),
        "parquet": lambda: parquet([["姓名", "最高学历"], ["张三", long]]),
    }[make]()
    assert "太长" in refused(content) or "32767" in refused(content) or "太大" in refused(content)


def test_entities_are_not_expanded():
    sheet = (
        b'<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a "aaaa">]>'
        + HEAD[21:]
        + b'<row r="1"><c r="A1"><v>&a;</v></c></row>'
        + TAIL
    )
    assert "打不开" in refused(with_sheet(sheet))


def test_macros_are_neither_run_nor_kept(tmp_path):
    sheet = zipfile.ZipFile(io.BytesIO(xlsx([HEADINGS, *PEOPLE]))).read("xl/worksheets/sheet1.xml")
    shared = zipfile.ZipFile(io.BytesIO(xlsx([HEADINGS, *PEOPLE]))).read("xl/sharedStrings.xml")
    source = tmp_path / "in.xlsx"
    source.write_bytes(with_sheet(sheet, shared, xl__vbaProject_bin=b"\xd0\xcf\x11\xe0"))
    assert any("宏" in note.zh for note in open_book(source).notes)
    check_file(source, tmp_path / "out.xlsx", GROUNDS)
    assert not any("vba" in name for name in zipfile.ZipFile(tmp_path / "out.xlsx").namelist())


def test_a_million_columns_of_text():
    assert "列太多" in refused(b"a," * 1_000_000 + b"\n1\n")
    assert "表头" in refused(b"," * 1_000_000 + b"\n1\n")
    assert "太" in refused(b"," * 20_000_000)


def test_a_quote_that_never_closes():
    assert "引号" in refused(('姓名,最高学历\n"张三,本科\n' + "李四,大专\n" * 60_000).encode())
    assert "引号" in refused(b'"' + b'\n","' * 30_000)


def test_parquet_with_more_columns_than_any_roster():
    assert "列太多" in refused(parquet([[f"c{n}" for n in range(700)], list(range(700))]))


def test_parquet_with_millions_of_rows_in_a_few_bytes_is_no_roster():
    column = pa.array(["大学本科"]).dictionary_encode().take(pa.array([0] * 600_000))
    out = io.BytesIO()
    pq.write_table(pa.table({"姓名": column, "最高学历": column}), out)
    assert len(out.getvalue()) < 60_000 and "太大" in refused(out.getvalue())


def test_no_sentence_of_refusal_holds_a_cell():
    for content in (b"secret,," * 300_000, comma([["姓名", "最高学历"], ["secret", "本科", "secret"]]), b"secret\n"):
        assert "secret" not in refused_or_nothing(content)


def refused_or_nothing(content: bytes) -> str:
    try:
        list(table_of(content).rows())
    except Refused as why:
        return why.text.zh + why.text.en
    return ""
