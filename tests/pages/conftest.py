"""The made-up unit, for the tests of the unit page, and a desk, for those of the desk."""

from __future__ import annotations

import io
from collections.abc import Iterator

import pytest

from tests.made_up_unit import Unit, made_up_unit, write_xlsx
from tests.pages.clerk import Clerk
from ui.server.settings import settings


@pytest.fixture(scope="module")
def unit() -> Unit:
    return made_up_unit()


@pytest.fixture(scope="module")
def xlsx(unit: Unit) -> bytes:
    out = io.BytesIO()
    write_xlsx(out, unit)
    return out.getvalue()


@pytest.fixture(scope="module")
def everybody(xlsx: bytes) -> Clerk:
    """A visit with the made-up unit checked; for looking only."""
    return Clerk().hand_in(xlsx, "a.xlsx")


@pytest.fixture
def with_a_desk(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The desk is open, as where the bureau's settings say so."""
    monkeypatch.setenv("TITLEGUIDE_DESK", "true")
    settings.cache_clear()
    yield
    settings.cache_clear()
