"""The style of a sheet is served from the one place where it is written."""

from __future__ import annotations

from pathlib import Path

from django.contrib.staticfiles import finders
from django.core.management import call_command

from oneruler.policy.render.html import stylesheet
from oneruler.web.finders import SheetFinder


def test_the_style_of_sheets_is_found_where_it_is_written() -> None:
    found = finders.find("sheet/sheet.css")
    assert found is not None
    assert Path(found).read_text(encoding="utf-8") == stylesheet()


def test_nothing_else_of_that_folder_is_served() -> None:
    for path in ("sheet/html.py", "sheet/../html.py", "sheet.css", "sheet/sheet.css/", "sheet/"):
        assert SheetFinder().find(path) is None
        assert SheetFinder().find(path, find_all=True) == []


def test_it_is_collected_and_its_neighbours_are_not(tmp_path: Path, settings: object) -> None:
    settings.STATIC_ROOT = tmp_path  # type: ignore[attr-defined]
    call_command("collectstatic", interactive=False, verbosity=0)
    assert (tmp_path / "sheet" / "sheet.css").read_text(encoding="utf-8") == stylesheet()
    assert [path.name for path in (tmp_path / "sheet").iterdir()] == ["sheet.css"]
    assert (tmp_path / "desk" / "policies" / "policies.css").is_file()
