"""A template and content become a PDF: the same everywhere, within its folder, or a clear refusal."""

import os
import shutil
import subprocess
import sys
from datetime import date
from decimal import Decimal
from pathlib import Path

import pypdfium2
import pytest

from oneruler.papers import typesetting
from oneruler.papers.forms import compensation_sheet
from oneruler.papers.typesetting import PaperError, pdf
from tests.papers.printed import words
from tests.papers.sheets import sheet

DAY = date(2025, 9, 20)
HEAD = '#set text(font: "Noto Serif SC")\n'


def form(folder: Path, body: str) -> Path:
    """A template of its own folder."""
    path = folder / "forms" / "own.typ"
    path.parent.mkdir(exist_ok=True)
    path.write_text(HEAD + body, encoding="utf-8")
    return path


def test_a_template_gets_content_day_and_missing_characters(tmp_path: Path) -> None:
    own = form(tmp_path, "#sys.inputs.content #sys.inputs.made #sys.inputs.missing")
    text = words(pdf(own, {"甲": ["乙", {"丙": "李𬎆"}]}, made=DAY))
    assert '{"甲":["乙",{"丙":"李' in text
    assert "2025-09-20" in text
    assert '["U+2C386"]' in text


def test_the_same_gives_the_same_bytes_in_another_folder_process_and_time_zone(tmp_path: Path) -> None:
    here = pdf(compensation_sheet(), sheet(), made=DAY)
    assert here.startswith(b"%PDF-")
    assert pdf(compensation_sheet(), sheet(), made=DAY) == here
    copy = tmp_path / "compensation_sheet.typ"
    shutil.copyfile(compensation_sheet(), copy)
    program = (
        "import sys; from datetime import date; from pathlib import Path; from tests.papers.sheets import sheet; "
        "from oneruler.papers.typesetting import pdf; "
        "sys.stdout.buffer.write(pdf(Path(sys.argv[1]), sheet(), made=date(2025, 9, 20)))"
    )
    there = subprocess.run(
        [sys.executable, "-c", program, str(copy)],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "TZ": "Pacific/Auckland", "PYTHONHASHSEED": "7"},
        cwd=Path(__file__).resolve().parents[2], capture_output=True, check=True, timeout=120,
    )  # fmt: skip
    assert there.stdout == here


def test_the_day_is_the_one_given(tmp_path: Path) -> None:
    own = form(tmp_path, "#datetime.today().display()")
    made = pdf(own, {}, made=DAY)
    with pypdfium2.PdfDocument(made) as document:
        assert document.get_metadata_value("CreationDate") == "D:20250920000000Z"
    assert words(made) == "2025-09-20"
    assert pdf(own, {}, made=date(2025, 9, 21)) != made


def test_only_the_fonts_of_the_program_are_used(tmp_path: Path) -> None:
    families = typesetting._fonts(typesetting.FONTS).families()
    assert families == ["Noto Serif SC"]
    assert words(pdf(form(tmp_path, "字 *字*"), {}, made=DAY)) == "字字"


def test_missing_fonts_are_named_with_what_to_do(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(typesetting, "FONTS", tmp_path)
    shutil.copyfile(compensation_sheet(), tmp_path / "NotoSerifSC_400Regular.ttf")
    with pytest.raises(PaperError, match=r"缺少打印字体 NotoSerifSC_700Bold\.ttf.*make demo"):
        pdf(compensation_sheet(), sheet(), made=DAY)


def test_broken_fonts_are_refused_with_what_to_do(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(typesetting, "FONTS", tmp_path)
    for name in ("NotoSerifSC_400Regular.ttf", "NotoSerifSC_700Bold.ttf"):
        (tmp_path / name).write_bytes(b"version https://git-lfs.example/spec/v1")
    with pytest.raises(PaperError, match=r"打印字体已损坏.*make demo"):
        pdf(compensation_sheet(), sheet(), made=DAY)


def test_a_font_whose_characters_cannot_be_read_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> list[str]:
        raise ValueError("字体文件 a.ttf 读不出字符表：缺少 cmap 表。")

    monkeypatch.setattr(typesetting, "unprintable", broken)
    with pytest.raises(PaperError, match=r"缺少 cmap 表.*make demo"):
        pdf(compensation_sheet(), sheet(), made=DAY)


def test_a_missing_template_is_named(tmp_path: Path) -> None:
    with pytest.raises(PaperError, match=r"没有这个打印模板：.*absent\.typ"):
        pdf(tmp_path / "absent.typ", {}, made=DAY)


@pytest.mark.parametrize(
    ("body", "wrong"),
    [
        ("#unknown", r"unknown variable: unknown(.|\n)*own\.typ:2:1"),
        ("#(", "unclosed delimiter"),
        ('#panic("停")', "停"),
        ('#json(bytes(sys.inputs.content)).at("absent")', "absent"),
    ],
)
def test_a_failing_template_says_where_and_why(tmp_path: Path, body: str, wrong: str) -> None:
    with pytest.raises(PaperError, match=rf"打印模板 own\.typ 出错：(.|\n)*{wrong}"):
        pdf(form(tmp_path, body), {}, made=DAY)


def test_a_template_reads_its_own_folder_and_nothing_else(tmp_path: Path) -> None:
    own = form(tmp_path, '#read("near.txt")')
    (own.parent / "near.txt").write_text("邻近", encoding="utf-8")
    (tmp_path / "secret.txt").write_text("机密", encoding="utf-8")
    assert words(pdf(own, {}, made=DAY)) == "邻近"
    for path in ("/etc/passwd", "../secret.txt", "/../secret.txt", "a/../../secret.txt", str(tmp_path / "secret.txt")):
        with pytest.raises(PaperError, match=r"own\.typ 出错"):
            pdf(form(tmp_path, f'#read("{path}")'), {}, made=DAY)


def test_a_template_loads_no_package_and_leaves_nothing_behind(tmp_path: Path) -> None:
    own = form(tmp_path, '#import "@local/anything:1.0.0"')
    with pytest.raises(PaperError, match="package"):
        pdf(own, {}, made=DAY)
    assert [path.name for path in own.parent.iterdir()] == ["own.typ"]


@pytest.mark.parametrize("value", [1, Decimal("1.50"), None, b"bytes", DAY, {"a": [True]}])
def test_content_comes_ready_to_print(value: object) -> None:
    with pytest.raises(TypeError, match="content holds texts, lists and mappings"):
        pdf(compensation_sheet(), {"total": value}, made=DAY)


def test_half_a_character_does_not_stop_the_paper(tmp_path: Path) -> None:
    own = form(tmp_path, "#json(bytes(sys.inputs.content)).name")
    assert words(pdf(own, {"name": "李\ud800四"}, made=DAY)) == "李?四"
