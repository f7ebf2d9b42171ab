"""Where templates are found."""

from pathlib import Path

import pytest

from oneruler.papers import forms


def test_the_shipped_templates_are_there() -> None:
    assert forms.compensation_sheet().is_file()
    assert forms.self_evaluation().is_file()
    assert forms.self_evaluation_look().is_file()
    assert forms.compensation_sheet().parent == forms.folder()


def test_an_installed_program_uses_its_own(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(forms, "_INSTALLED", tmp_path)
    assert forms.compensation_sheet() == tmp_path / "compensation_sheet.typ"


def test_templates_are_data_and_hold_no_program() -> None:
    assert {path.suffix for path in forms.folder().iterdir()} == {".typ", ".yaml"}
