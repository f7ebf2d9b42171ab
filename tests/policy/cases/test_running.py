"""Cases run through the engine: what agrees is said to agree, and nothing else."""

from pathlib import Path

import pytest

from oneruler.policy.cases.running import CaseReport, run_cases
from oneruler.policy.pack.loading import load
from tests.policy.pack.good import CASES, write

HEAD = """\
- 案例: 一户
  事实:
    主体: 户
    项目: {预公告日: 2025-08-01}
    户: {户号: A1, 户主: 示例·李大山, 困难: 否, 签约日: 2025-08-15}
    房屋:
    - {编号: 主房, 结构: 砖混, 合法面积: 100.50, 认定: 合法}
    - {编号: 偏房, 结构: 砖木, 合法面积: 10, 认定: 合法}
    青苗:
    - {编号: 菜地, 面积: 0.5, 栽种日: 2025-03-01, 投入人: 示例·陈明}
    - {编号: 果园, 面积: 1, 栽种日: 2025-03-01, 投入人: 示例·周远}
"""
ALL = "房屋补偿: {主房: 90450.00, 偏房: 7605.00}, 签约奖励: 4902.75, 青苗补偿: 1650, 按面积的搬家费: 1657.50"
TOTAL = "106265.25"


def run(folder: Path, expected: str, head: str = HEAD) -> CaseReport:
    write(folder)
    (folder / "cases.yaml").write_text(head + expected, "utf-8")
    return run_cases(load(folder))


def differences(folder: Path, expected: str, head: str = HEAD) -> list[str]:
    (result,) = run(folder, expected, head).results
    return list(result.differences)


@pytest.mark.parametrize(
    "expected",
    [
        f"  明细: {{{ALL}}}\n  合计: {TOTAL}\n",
        f"  明细: {{{ALL.replace('{主房: 90450.00, 偏房: 7605.00}', '98055.00')}}}\n",
        f"  合计: {TOTAL}\n",
        "  合计: 106,265.250\n",
        "  付给: {所有权人: 104615.25, 实际投入人: 1650}\n",
        "  付给: {实际投入人（示例·陈明）: 550, 实际投入人（示例·周远）: 1100, 集体经济组织: 0}\n",
        "  支付日: {签约奖励: 2025-09-15, 房屋补偿: 没有}\n",
        "  量: {补偿面积: {主房: 100.5, 偏房: 10.00}}\n",
    ],
)
def test_what_agrees(tmp_path: Path, expected: str) -> None:
    report = run(tmp_path, expected)
    assert [result.differences for result in report.results] == [()]
    assert report.failed == ()
    assert report.results[0].sheet is not None


@pytest.mark.parametrize(
    ("expected", "said"),
    [
        ("  合计: 106265.26\n", ["合计应为 106,265.26，算出 106,265.25"]),
        (f"  明细: {{{ALL}}}\n".replace("1650", "1650.01"), ["青苗补偿应为 1,650.01，算出 1,650.00"]),
        (f"  明细: {{{ALL}, 设施补偿: 5}}\n", ["设施补偿应为 5，没有这一项"]),
        (f"  明细: {{{ALL}}}\n".replace(", 青苗补偿: 1650", ""), ["算出 青苗补偿 1,650.00，案例里没有写"]),
        (f"  明细: {{{ALL}}}\n".replace(", 偏房: 7605.00", ""), ["算出 房屋补偿（偏房）7,605.00，案例里没有写"]),
        (f"  明细: {{{ALL}}}\n".replace("偏房: 7605.00", "厢房: 7605.00"), [
            "房屋补偿（厢房）应为 7,605.00，没有这一项", "算出 房屋补偿（偏房）7,605.00，案例里没有写",
        ]),
        (f"  明细: {{{ALL}}}\n".replace("90450.00", "7605.00").replace("偏房: 7605.00", "偏房: 90450"), [
            "房屋补偿（主房）应为 7,605.00，算出 90,450.00", "房屋补偿（偏房）应为 90,450，算出 7,605.00",
        ]),
        (f"  明细: {{{ALL}}}\n  合计: {TOTAL}\n".replace("1650,", "1651,"), ["青苗补偿应为 1,651，算出 1,650.00"]),
        ("  付给: {所有权人: 1}\n", ["付给所有权人应为 1，算出 104,615.25"]),
        ("  付给: {承租人: 1}\n", ["付给承租人应为 1，算出 0"]),
        ("  支付日: {签约奖励: 2025-09-16}\n", ["签约奖励应付日应为 2025-09-16，算出 2025-09-15"]),
        ("  支付日: {房屋补偿: 2025-09-16}\n", ["房屋补偿应付日应为 2025-09-16，算出 没有"]),
        ("  支付日: {设施补偿: 2025-09-16}\n", ["设施补偿应付日应为 2025-09-16，算出 没有这一项"]),
        ("  量: {补偿面积: {主房: 100.51}}\n", ["量“补偿面积”（主房）应为 100.51，算出 100.50"]),
        ("  量: {补偿面积: {厢房: 1}}\n", ["量“补偿面积”（厢房）应为 1，算出 没有算出"]),
        ("  量: {补偿面积: 10}\n", ["量“补偿面积”应为 10，算出 100.50、10.00"]),
        ("  量: {补偿面积: {主房: 许多}}\n", ["量“补偿面积”（主房）应为 许多，算出 100.50"]),
        ("  量: {没有的量: 1}\n", ["量“没有的量”应为 1，算出 没有算出"]),
        ("  拒绝: 施行日\n", ["应拒绝（施行日），却算出 106,265.25 元"]),
    ],
)  # fmt: skip
def test_what_differs_is_told(tmp_path: Path, expected: str, said: list[str]) -> None:
    assert differences(tmp_path, expected) == said


def test_several_differences_are_told_together(tmp_path: Path) -> None:
    told = differences(tmp_path, "  合计: 1\n  付给: {所有权人: 1}\n  支付日: {签约奖励: 无}\n  量: {补偿面积: 3}\n")
    assert len(told) == 4


UNTRUE = [
    ("合法面积: 100.50", "合法面积: 100.505"),
    ("结构: 砖混", "结构: 钢"),
    ("2025-08-01", "2025-06-30"),
    ("合法面积: 100.50, 认定: 合法", "合法面积: 100.50"),
]


@pytest.mark.parametrize(("words", "others"), UNTRUE)
def test_a_refusal_must_be_expected(tmp_path: Path, words: str, others: str) -> None:
    (told,) = differences(tmp_path, "  合计: 0\n", HEAD.replace(words, others))
    assert told.startswith("应能算出，却拒绝了：")


@pytest.mark.parametrize(
    ("words", "others", "refusal"),
    [
        (*UNTRUE[0], "最多 2 位小数"),
        (*UNTRUE[1], "没有“钢”这个选项"),
        (*UNTRUE[2], "[施行日, 2025-07-01]"),
        (*UNTRUE[3], "房屋还没有认定"),
    ],
)
def test_a_refusal_with_its_words(tmp_path: Path, words: str, others: str, refusal: str) -> None:
    assert differences(tmp_path, f"  拒绝: {refusal}\n", HEAD.replace(words, others)) == []


def test_a_refusal_for_another_reason(tmp_path: Path) -> None:
    (told,) = differences(tmp_path, "  拒绝: [施行日, 有效期]\n", HEAD.replace("2025-08-01", "2025-06-30"))
    assert told.startswith("拒绝的话里没有“有效期”：选用日（预公告日）2025-06-30 早于")


def test_the_cases_of_the_good_pack(tmp_path: Path) -> None:
    report = run(tmp_path, "", CASES)
    assert [(result.case.name, result.differences) for result in report.results] == [("一栋楼房", ()), ("早一天", ())]
    assert [result.sheet is None for result in report.results] == [False, True]


def test_a_pack_without_cases(tmp_path: Path) -> None:
    write(tmp_path)
    (tmp_path / "cases.yaml").unlink()
    assert run_cases(load(tmp_path)).results == ()
