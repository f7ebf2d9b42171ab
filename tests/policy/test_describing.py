from pathlib import Path

import pytest

from oneruler.policy.describing import (
    cut_off_part,
    field_words,
    rule_kind,
    rule_parts,
    transition_part,
    unit_words,
)  # fmt: skip
from oneruler.policy.pack.loading import load
from oneruler.policy.pack.shelf import packs, shipped
from tests.policy import packs as made


@pytest.mark.parametrize(
    ("owner", "name", "words"),
    [
        ("项目", "公告日", "日期"),
        ("项目", "期末", "日期，可以暂时没有"),
        ("户", "户号", "文字"),
        ("户", "低保", "是或否，可以暂时没有"),
        ("户", "等级", "选一项：甲、乙、丙，可以暂时没有"),
        ("户", "余额", "数（元，最多 4 位小数，-1,000,000 到 1,000,000），可以暂时没有"),
        ("户", "比例", "数（最多 4 位小数，-10 到 10），可以暂时没有"),
        ("设施", "数量", "数（单位同“设施单价”，最多 2 位小数，0 到 100,000）"),
    ],
)
def test_a_field_in_words(tmp_path: Path, owner: str, name: str, words: str) -> None:
    policy = made.pack(tmp_path, made.item("补", "户 * 户费"))
    assert field_words(policy.objects[owner].fields[name]) == words


def test_only_numbers_have_units(tmp_path: Path) -> None:
    policy = made.pack(tmp_path, made.item("补", "户 * 户费"))
    assert unit_words(policy.objects["户"].fields["面积"]) == "㎡"
    assert unit_words(policy.objects["户"].fields["户号"]) == ""


def test_rules_in_parts(tmp_path: Path) -> None:
    policy = made.pack(
        tmp_path,
        made.quantity("面积合计", "sum(房屋, 合法面积)"),
        made.must("签约", "known(签约日)", "没有签约"),
        made.item("甲补", "户 * 户费", 适用="低保", 支付日="after_days(签约日, 30)", 择高="补助", 姓名="户主"),
        made.item("乙补", "户 * 户费"),
    )
    found = {
        rule.name: (rule_kind(rule), [(part.name, part.words, part.expression) for part in rule_parts(rule)])
        for rule in policy.rules
    }
    assert found["面积合计"] == ("量", [("怎么算", "各房屋的合法面积之和", "sum(房屋, 合法面积)")])
    assert found["签约"] == ("要求", [("必须", "签约日已填", "known(签约日)"), ("否则", "没有签约", "")])
    kind, parts = found["甲补"]
    assert kind == "补偿项"
    assert parts == [
        ("什么情况下给", "低保", "低保"),
        ("给多少", "1 户 × 户费", "户 * 户费"),
        ("付给", "所有权人（户主）", ""),
        ("哪天付", "签约日之后 30 天", "after_days(签约日, 30)"),
        ("择高", "同属“补助”的几项，只给最高的一项", ""),
    ]
    assert [name for name, _, _ in found["乙补"][1]] == ["给多少", "付给"]


@pytest.mark.parametrize("folder", packs(shipped()), ids=lambda folder: folder.name)
def test_every_rule_of_the_shelf_has_words(folder: Path) -> None:
    policy = load(folder)
    for rule in policy.rules:
        assert all(part.words for part in rule_parts(rule)), rule.name
    for cut_off in policy.cut_offs:
        assert cut_off_part(cut_off).expression == cut_off.condition.text
    for transition in policy.transitions:
        assert transition_part(transition).words
