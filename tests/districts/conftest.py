"""A folder of packs of one's own."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from logic.pack import loading

Packs = Callable[..., None]


@pytest.fixture
def packs(tmp_path, monkeypatch) -> Iterator[Packs]:
    """``packs(qiaocheng_2023=text, …)``: these packs and no others; underscores stand for hyphens."""
    folder = tmp_path / "packs"
    folder.mkdir()
    monkeypatch.setattr(loading, "PACKS_DIR", folder)

    def put(**texts: str) -> None:
        for name, text in texts.items():
            (folder / f"{name.replace('_', '-')}.yaml").write_text(text, encoding="utf-8")
        loading.forget()

    loading.forget()
    yield put
    loading.forget()
