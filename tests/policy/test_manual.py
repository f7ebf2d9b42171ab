"""An officer follows 《政策包》 step by step: the very words of the page are put into a pack, and it computes."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from oneruler.base.fen import Fen
from oneruler.policy.cases.running import run_cases
from oneruler.policy.facts_files import load_facts
from oneruler.policy.language.kinds import Text
from oneruler.policy.pack.loading import load
from oneruler.policy.scalar.computing import engine
from oneruler.web.commands import main

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "manual" / "政策包.md").read_text(encoding="utf-8")
HOUSEHOLD = ROOT / "policies" / "yunxi-2025" / "examples" / "household.yaml"


def block(title: str) -> str:
    """The words of the fenced block with that title, its indentation in the list taken off."""
    found = re.search(rf"^( *)```\w+ {re.escape(title)}\n(.*?)^ *```", PAGE, re.DOTALL | re.MULTILINE)
    assert found, f"the page has no block “{title}”"
    return "\n".join(line.removeprefix(found[1]) for line in found[2].splitlines()) + "\n"


def commands(heading: str) -> list[list[str]]:
    """The commands that a section of the page shows, as words after ``oneruler``."""
    section = PAGE.split(f"## {heading}")[1].split("\n## ")[0]
    return [line.split()[1:] for line in re.findall(r"^ *(oneruler .*)$", section, re.MULTILINE)]


@pytest.fixture
def pack(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the pack that the page works on, at the place that the page names."""
    folder = tmp_path / "policies" / "yunxi-2025"
    shutil.copytree(ROOT / "policies" / "yunxi-2025", folder)
    monkeypatch.chdir(tmp_path)
    return folder


def save_as_wps_does(path: Path, text: str) -> None:
    """WPS writes a mark at the front of a UTF-8 CSV and ends its lines as Windows does."""
    path.write_bytes(text.replace("\r\n", "\n").replace("\n", "\r\n").encode("utf-8-sig"))


def test_a_price_is_added_with_wps_alone(pack: Path, capsys: pytest.CaptureFixture[str]) -> None:
    table = pack / "tables" / "房屋单价.csv"
    before = table.read_text(encoding="utf-8-sig")
    assert before.startswith(block("表头").strip())
    save_as_wps_does(table, before.rstrip("\n") + "\n" + block("新增一行"))
    for words in commands("照着做一"):
        if "--take" not in words:
            assert main(words) == 0
    assert "没有问题" in capsys.readouterr().out
    kind = load(pack).objects["房屋"].fields["结构"].kind
    assert isinstance(kind, Text)
    assert kind.choices is not None
    assert "轻钢" in kind.choices


def test_the_new_price_counts_from_its_day(pack: Path) -> None:
    table = pack / "tables" / "房屋单价.csv"
    save_as_wps_does(table, table.read_text(encoding="utf-8-sig").rstrip("\n") + "\n" + block("新增一行"))
    policy = load(pack)
    rates = [rate for rate in policy.tables["房屋单价"] if rate.keys[0] == "轻钢"]
    assert [(str(rate.value), str(rate.first)) for rate in rates] == [("520", "2026-03-01")]


def test_the_tables_go_out_and_come_back_as_the_page_says(
    pack: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for words in commands("照着做一")[1:]:
        assert main(words) == 0
    assert "没有改动" in capsys.readouterr().out
    assert pack.is_dir()


def test_an_entitlement_is_added_by_copying_three_lines(pack: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = engine(policy := load(pack)).compute(load_facts(policy, HOUSEHOLD)).total
    save_as_wps_does(pack / "tables" / "水电移装单价.csv", block("tables/水电移装单价.csv"))
    rules = sorted((pack / "rules").glob("*.yaml"))[0]
    lines = block("抄到规则文件末尾")
    assert len(lines.splitlines()) == 3
    rules.write_text(rules.read_text(encoding="utf-8").rstrip("\n") + "\n" + lines, encoding="utf-8")
    for words in commands("照着做二"):
        assert main(words) == 0
    said = capsys.readouterr().out
    assert re.search(r"水电移装补助 +600\.00", said)
    assert "1 户 × 600 元/户" in said
    after = engine(policy := load(pack)).compute(load_facts(policy, HOUSEHOLD)).total
    assert after == Fen(before + 60_000)


def test_the_cases_tell_whose_money_changes(pack: Path) -> None:
    save_as_wps_does(pack / "tables" / "水电移装单价.csv", block("tables/水电移装单价.csv"))
    rules = sorted((pack / "rules").glob("*.yaml"))[0]
    rules.write_text(
        rules.read_text(encoding="utf-8").rstrip("\n") + "\n" + block("抄到规则文件末尾"), encoding="utf-8"
    )
    failed = run_cases(load(pack)).failed
    assert failed
    assert any("算出 水电移装补助" in words for result in failed for words in result.differences)
