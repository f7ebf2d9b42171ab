"""``oneruler policy diff``: the difference as text, and one household under both."""

from __future__ import annotations

from pathlib import Path

import pytest

from oneruler.policy.pack.shelf import shipped
from oneruler.web.commands import main

HOUSEHOLD = str(shipped() / "yunxi-2025" / "examples" / "household.yaml")


def diff(capsys: pytest.CaptureFixture[str], *args: str) -> tuple[int, str, str]:
    status = main(["policy", "diff", *args])
    said = capsys.readouterr()
    return status, said.out, said.err


def test_what_differs_is_said_with_its_sign(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = diff(capsys, "yunxi-2021", "yunxi-2025")
    assert status == 0
    assert "~ 文号：云溪政发〔2021〕8号 → 云溪政发〔2025〕3号" in out
    assert "    ~ 设施名称=水泥坪　48 元/㎡［2021-07-01 起］ → 58 元/㎡［2025-07-01 起］（+10，+20.8%）" in out
    assert "+ 标准表“逾期倍数”：新增 1 行" in out
    assert "- 标准表“搬家次数”：取消 3 行" in out
    assert "+ 量“计算户数”（第二十六条）" in out
    assert "~ 条文 第五条 → 第六条：" in out


def test_the_same_document_has_no_differences(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = diff(capsys, "hunan-fees", "hunan-fees")
    assert status == 0
    assert out.endswith("两份文件完全相同。\n")


def test_one_household_under_both(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, err = diff(capsys, "yunxi-2021", "yunxi-2025", "--facts", HOUSEHOLD, "--on", "2025-12-01")
    assert status == 0
    assert "同一户：户“云溪-01-008”" in out
    assert "+ 迁坟奖励　500.00 元" in out
    assert "合计：279,095.81 → 374,328.49 元（+95,232.68）" in out
    assert err == ""


def test_a_document_that_cannot_be_computed_says_why(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, err = diff(capsys, "state-owned-590", "yunxi-2025", "--facts", HOUSEHOLD)
    assert status == 1
    assert "同一户" not in out
    assert "按 state-owned-590 不能计算" in err


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (("nowhere", "yunxi-2025"), "找不到政策包“nowhere”"),
        (("yunxi-2021", "yunxi-2025", "--facts", "nowhere.yaml"), "打不开“nowhere.yaml”"),
        (("yunxi-2021", "yunxi-2025", "--facts", str(Path(__file__))), "应是 .yaml、.yml、.xlsx 文件"),
    ],
)
def test_what_cannot_be_looked_at_is_refused(
    capsys: pytest.CaptureFixture[str], args: tuple[str, ...], words: str
) -> None:
    status, _, err = diff(capsys, *args)
    assert status == 2
    assert words in err
