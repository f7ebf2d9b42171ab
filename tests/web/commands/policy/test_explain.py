"""``oneruler policy explain``: one household's sheet as text, HTML and PDF, or every reason why there is none."""

import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from oneruler.papers import typesetting
from oneruler.web.commands import main
from tests.papers.printed import plain, words
from tests.policy.pack.good import write
from tests.policy.render.sheets import FACTS
from tests.policy.test_facts_files import Sheets, book
from tests.web.commands.test_check import environment

AMOUNTS = ("1,875.00", "1,508.25", "90,495.00", "4,524.75", "550.00", "98,403.00", "98,953.00")
UPPER = "玖万捌仟玖佰伍拾叁元整"


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    """A shelf with a pack, and a household's facts beside it."""
    write(tmp_path / "白沙")
    (tmp_path / "一户.yaml").write_text("主体: 户\n" + FACTS, "utf-8")
    return tmp_path


def explain(capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> tuple[int, str, str]:
    status = main(["policy", "explain", *map(str, arguments)])
    said = capsys.readouterr()
    return status, said.out, said.err


def test_text(shelf: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, said, aside = explain(capsys, shelf / "白沙", shelf / "一户.yaml", "--on", "2025-09-10")
    assert (status, aside) == (0, "")
    assert all(amount in said for amount in AMOUNTS)
    assert f"合计  98,953.00 元（大写：{UPPER}）" in said
    assert " · " not in said


def test_every_step_where_it_is_asked_for(shelf: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _, said, _ = explain(capsys, shelf / "白沙", shelf / "一户.yaml", "--steps")
    assert " · 补偿面积 ＝ 100.55 ㎡" in said


@pytest.mark.parametrize(("name", "form"), [("单.html", None), ("单.out", "html"), ("单.HTML", None)])
def test_html(shelf: Path, capsys: pytest.CaptureFixture[str], name: str, form: str | None) -> None:
    target = shelf / name
    more = ["--format", form] if form else []
    status, said, aside = explain(capsys, shelf / "白沙", shelf / "一户.yaml", "--output", target, *more)
    assert (status, said, aside) == (0, "", f"已写入 {target}\n")
    page = target.read_text("utf-8")
    assert page.startswith("<!doctype html>")
    assert all(amount in page for amount in (*AMOUNTS, UPPER))


def test_html_to_a_pipe(shelf: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _, said, _ = explain(capsys, shelf / "白沙", shelf / "一户.yaml", "--format", "html")
    assert said.endswith("</html>\n")


def test_pdf(shelf: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = shelf / "单.pdf"
    asked = (shelf / "白沙", shelf / "一户.yaml", "--output", target, "--on", "2025-09-10")
    assert explain(capsys, *asked) == (0, "", f"已写入 {target}\n")
    made = target.read_bytes()
    printed = words(made)
    assert all(plain(amount) in printed for amount in (*AMOUNTS, UPPER, "示例·李大山", "示例·陈明", "2025-09-15"))
    explain(capsys, *asked)
    assert target.read_bytes() == made


def test_pdf_needs_a_file(shelf: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, said, aside = explain(capsys, shelf / "白沙", shelf / "一户.yaml", "--format", "pdf")
    assert (status, said, aside) == (2, "", "oneruler：PDF 要写入文件：请加 --output 文件名.pdf。\n")


def test_pdf_without_fonts(shelf: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(typesetting, "FONTS", shelf / "无")
    target = shelf / "单.pdf"
    status, said, aside = explain(capsys, shelf / "白沙", shelf / "一户.yaml", "--output", target)
    assert (status, said) == (2, "")
    assert aside.startswith("oneruler：缺少打印字体")
    assert not target.exists()


def test_a_workbook_of_facts(shelf: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sheets: Sheets = {
        "户": [["户号", "户主", "困难"], ["A1", "示例·李大山", True]],
        "项目": [["预公告日"], [date(2025, 8, 1)]],
        "房屋": [["编号", "结构", "合法面积（㎡）", "认定"], ["主房", "砖混", 100.1 + 0.45, "合法"]],
    }
    (shelf / "一户.xlsx").write_bytes(book(sheets))
    status, said, _ = explain(capsys, shelf / "白沙", shelf / "一户.xlsx", "--root", "户")
    assert status == 0
    assert "100.55 ㎡ × 900 元/㎡ = 90,495.00 元" in said


def test_facts_that_cannot_be_taken_are_all_told(shelf: Path, capsys: pytest.CaptureFixture[str]) -> None:
    facts = shelf / "一户.yaml"
    wrong = FACTS.replace("困难: 是", "困难: 也许").replace("100.55", "100.555").replace("品名: 围墙", "品名: 围堵")
    facts.write_text("主体: 户\n" + wrong + "人口: [{姓名: 甲}]\n", "utf-8")
    status, said, aside = explain(capsys, shelf / "白沙", facts)
    assert (status, said) == (1, "")
    assert aside.splitlines() == [
        f"“{facts}”里的事实有 4 处问题：",
        "  没有“人口”这种对象。",
        "  户“A1”：“困难”应填“是”或“否”，现为“也许”",
        "  房屋“主房”：“合法面积”最多 2 位小数，现为 100.555",
        "  设施“东墙”：“品名”没有“围堵”这个选项。是不是“围墙”？",
    ]


def test_why_it_cannot_be_computed_is_all_told(shelf: Path, capsys: pytest.CaptureFixture[str]) -> None:
    facts = shelf / "一户.yaml"
    facts.write_text("主体: 户\n" + FACTS.replace(", 认定: 合法", "").replace(", 认定: 违法", ""), "utf-8")
    status, said, aside = explain(capsys, shelf / "白沙", facts)
    assert (status, said) == (1, "")
    assert aside.splitlines()[:3] == [
        "不能计算：", "  房屋“主房”：房屋还没有认定（第十条）", "  房屋“棚”：房屋还没有认定（第十条）",
    ]  # fmt: skip


def test_nothing_is_written_where_nothing_was_computed(shelf: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (shelf / "一户.yaml").write_text("主体: 户\n" + FACTS.replace("2025-08-01", "2025-06-30"), "utf-8")
    status, _, aside = explain(capsys, shelf / "白沙", shelf / "一户.yaml", "--output", shelf / "单.txt")
    assert status == 1
    assert "早于《白沙示范县征收补偿办法》（白政发〔2025〕1号）的施行日 2025-07-01，不能适用" in aside
    assert not (shelf / "单.txt").exists()


@pytest.mark.parametrize("facts", ["无.yaml", "白沙"])
def test_facts_that_cannot_be_opened(shelf: Path, capsys: pytest.CaptureFixture[str], facts: str) -> None:
    status, said, aside = explain(capsys, shelf / "白沙", shelf / facts)
    assert (status, said) == (2, "")
    assert aside.startswith(f"oneruler：打不开“{shelf / facts}”：")


@pytest.mark.parametrize("where", ["无此文件夹/单.html", "白沙"])
def test_an_output_that_cannot_be_written_is_said(shelf: Path, capsys: pytest.CaptureFixture[str], where: str) -> None:
    status, said, aside = explain(capsys, shelf / "白沙", shelf / "一户.yaml", "--output", shelf / where)
    assert (status, said) == (2, "")
    assert aside.startswith(f"oneruler：写不进“{shelf / where}”：")


def test_a_pack_that_cannot_be_used(shelf: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(shelf / "坏", ("policy.yaml", "状态: 示例", "状态: 草稿"))
    status, _, aside = explain(capsys, shelf / "坏", shelf / "一户.yaml")
    assert status == 2
    assert "有 1 处问题，先改好再用：\n  policy.yaml:4:5：" in aside
    assert explain(capsys, shelf / "无", shelf / "一户.yaml")[0] == 2


@pytest.mark.parametrize("more", [["--format", "docx"], ["--on", "昨天"], ["--format"]])
def test_a_command_line_that_cannot_be_understood(shelf: Path, more: list[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["policy", "explain", str(shelf / "白沙"), str(shelf / "一户.yaml"), *more])
    assert ended.value.code == 2


def test_the_root_that_is_asked_for(shelf: Path, capsys: pytest.CaptureFixture[str]) -> None:
    plots = "项目: {预公告日: 2025-08-01}\n集体: {名称: 示例·柳湾组}\n地块: [{编号: 东坡, 面积: 9.9999}]\n"
    (shelf / "组.yaml").write_text(plots, "utf-8")
    _, said, _ = explain(capsys, shelf / "白沙", shelf / "组.yaml", "--root", "集体")
    assert "9.9999 亩 × 60,000 元/亩 = 599,994.00 元" in said
    status, _, aside = explain(capsys, shelf / "白沙", shelf / "组.yaml", "--root", "户")
    assert status == 1
    assert "没有“集体”这种对象" in aside


@pytest.fixture
def old_and_new(shelf: Path) -> Path:
    """Beside the pack the one that it replaced, whose house price was lower."""
    write(
        shelf / "白沙-2021",
        ("policy.yaml", "文号: 白政发〔2025〕1号", "文号: 白政发〔2021〕9号"),
        ("policy.yaml", "接替: 白政发〔2021〕9号", "接替: 白政发〔2016〕4号"),
        ("policy.yaml", "施行日: 2025-07-01", "施行日: 2021-01-01"),
        ("policy.yaml", 'date("2025-07-01")', 'date("2021-01-01")'),
    )
    for path in (shelf / "白沙-2021" / "tables").iterdir():
        text = path.read_text("utf-8").replace("2025-07-01", "2021-01-01").replace("元/㎡,900", "元/㎡,700")
        path.write_text(text, "utf-8")
    (shelf / "一户.yaml").write_text("主体: 户\n" + FACTS.replace("2025-08-01", "2025-06-30"), "utf-8")
    return shelf


def test_an_old_project_is_reckoned_by_the_old_document(old_and_new: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, said, aside = explain(capsys, old_and_new / "白沙", old_and_new / "一户.yaml")
    assert status == 0
    assert aside == "适用 白政发〔2021〕9号（白政发〔2025〕1号 第九条：施行前已发布预公告的，按原办法）\n"
    assert "100.55 ㎡ × 700 元/㎡ = 70,385.00 元" in said


def test_the_named_document_where_that_is_asked_for(old_and_new: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, said, aside = explain(capsys, old_and_new / "白沙", old_and_new / "一户.yaml", "--as-named")
    assert (status, said) == (1, "")
    assert "早于" in aside


def test_as_a_script_runs_it(shelf: Path) -> None:
    run = subprocess.run(
        [sys.executable, "-m", "oneruler", "policy", "explain", "白沙", "一户.yaml", "--on", "2025-09-10"],
        cwd=shelf, capture_output=True, env=environment(), check=False, timeout=60,
    )  # fmt: skip
    assert (run.returncode, run.stderr) == (0, b"")
    assert UPPER in run.stdout.decode()
