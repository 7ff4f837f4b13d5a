"""A workbook is a zip of XML: its parts by name, read in small pieces, with a budget for all that is unpacked."""

from __future__ import annotations

import io
import posixpath
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO
from xml.parsers import expat

from logic.roster.file import limits

_PIECE = 1 << 18
# What a damaged zip, or one made to do harm, makes its reader raise.
_BROKEN = (
    zipfile.BadZipFile, zlib.error, EOFError, struct.error, NotImplementedError, UnicodeError, OSError, ValueError,
    KeyError, IndexError, RecursionError, expat.ExpatError,
)  # fmt: skip


@contextmanager
def opened(source: Path | bytes) -> Iterator[IO[bytes]]:
    """The bytes of a file, or those given."""
    if isinstance(source, bytes):
        yield io.BytesIO(source)
    else:
        with source.open("rb") as file:
            yield file


@contextmanager
def whole() -> Iterator[None]:
    """Whatever the reader trips over in a damaged file ends in our sentence."""
    try:
        yield
    except _BROKEN:
        raise limits.damaged() from None


class Archive:
    """The parts of a zip. Names are the same as for spreadsheet programs: in any letter case, with either slash."""

    def __init__(self, source: Path | bytes) -> None:
        """``source`` is opened each time something is read of it."""
        self._source = source
        self._parts: dict[str, zipfile.ZipInfo] = {}
        with whole(), opened(source) as file, zipfile.ZipFile(file) as directory:
            for part in directory.infolist():
                self._parts.setdefault(plain_name(part.filename), part)
        if len(self._parts) > limits.MOST_PARTS:
            raise limits.too_large()
        self._unpacked = 0

    def __contains__(self, name: str) -> bool:
        """Whether there is a part called ``name``."""
        return plain_name(name) in self._parts

    @property
    def names(self) -> frozenset[str]:
        """The parts' plain names."""
        return frozenset(self._parts)

    def pieces(self, name: str) -> Iterator[bytes]:
        """A part, unpacked in small pieces. What the directory says of its size is not believed."""
        part = self._parts[plain_name(name)]
        if part.flag_bits & 1:
            raise limits.locked()
        size = 0
        with opened(self._source) as file, zipfile.ZipFile(file) as directory, directory.open(part) as unpacked:
            while piece := unpacked.read(_PIECE):
                size += len(piece)
                self._unpacked += len(piece)
                packed = max(part.compress_size, 1)
                if size > limits.RATIO_FROM and size > limits.MOST_RATIO * packed:
                    raise limits.too_large()
                if self._unpacked > limits.MOST_UNPACKED:
                    raise limits.too_large()
                yield piece

    def parse(self, name: str, start: Callable[[str, dict[str, str]], None], *, most: int = 64 << 20) -> None:
        """Tell ``start`` of every element of a small part: its name and attributes without their prefixes."""
        parser = Parser()
        parser.StartElementHandler = lambda tag, attributes: start(
            local(tag), {local(key): attributes[key] for key in attributes}
        )
        size = 0
        for piece in self.pieces(name):
            size += len(piece)
            if size > most:
                raise limits.too_large()
            parser.feed(piece)
        parser.end()


def plain_name(name: str) -> str:
    """A part's name as it is compared with others."""
    return name.replace("\\", "/").lstrip("/").casefold()


def target(base: str, name: str) -> str:
    """The part that ``name`` means where it stands in part ``base``."""
    name = name.replace("\\", "/")
    folder = posixpath.dirname(base.replace("\\", "/"))
    return name.lstrip("/") if name.startswith("/") else posixpath.normpath(posixpath.join(folder, name))


def local(name: str) -> str:
    """An element's or attribute's name without its prefix."""
    return name[name.rfind(":") + 1 :] if ":" in name else name


class Parser:
    """expat, fed in pieces; a document type, or a mark that goes on for ever, ends it."""

    def __init__(self) -> None:
        """Handlers are set as on expat's own."""
        self._expat = expat.ParserCreate()
        self._expat.buffer_text = True
        self._expat.StartDoctypeDeclHandler = _no_doctype
        self._fed = 0

    def __setattr__(self, name: str, value: object) -> None:
        """Handlers are expat's."""
        if name.endswith("Handler"):
            setattr(self._expat, name, value)
        else:
            object.__setattr__(self, name, value)

    def feed(self, piece: bytes) -> None:
        """Read on."""
        self._expat.Parse(piece, False)
        self._fed += len(piece)
        # What it has not come to the end of lies waiting: an attribute of any length.
        if self._fed - self._expat.CurrentByteIndex > limits.MOST_IN_A_PIECE + _PIECE:
            raise limits.long_cell()

    def end(self) -> None:
        """No more is coming."""
        self._expat.Parse(b"", True)


def _no_doctype(*_: object) -> None:
    raise limits.damaged()
