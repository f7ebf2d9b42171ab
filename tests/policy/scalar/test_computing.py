"""A sheet is whole or not made: every line to the fen, or every reason why it cannot be computed."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from oneruler.policy.faults import PackError, RefusalToCompute
from oneruler.policy.language.kinds import MOST_YUAN
from oneruler.policy.scalar.computing import check_term, engine, policy_day
from tests.policy.packs import (
    FIELDS,
    HEADING,
    SOURCE,
    TABLES,
    facts,
    item,
    line,
    must,
    pack,
    quantity,
    refusal,
    sheet,
    table,
)

HOUSE = item("房屋补偿", "round(合法面积 * 房屋单价[结构], 2)", "房屋")


@pytest.mark.parametrize(
    ("area", "structure", "on", "fen"),
    [
        ("120.50", "砖混", "2025-06-01", 10845000), ("120.50", "砖混", "2025-12-31", 10845000),
        ("120.50", "砖混", "2026-01-01", 11453525), ("0.01", "砖混", "2026-01-01", 951), ("0", "土木", "2025-06-01", 0),
    ],
)  # fmt: skip
def test_a_line_to_the_fen(tmp_path: Path, area: str, structure: str, on: str, fen: int) -> None:
    made = sheet(pack(tmp_path, HOUSE), day=on, 房屋=[{"结构": structure, "合法面积": area}])
    assert [one.amount for one in made.lines] == [fen]
    assert made.total == fen


@pytest.mark.parametrize(
    ("amount", "balance", "fen"),
    [
        ("round(余额, 2)", "1.0050", 101), ("round(余额, 2)", "-1.0050", -101), ("floor(余额, 2)", "-1.0001", -101),
        ("ceil(余额, 2)", "-1.0099", -100), ("round(余额, 0)", "-0.5", -100), ("round(余额, 1)", "0.05", 10), ("100", "0", 10000),
        ("0.5", "0", 50), ("round(余额 * 比例, 2)", "-999999.9999", -330000), ("div(余额, 8, 2)", "-1", -13),
    ],
)  # fmt: skip
def test_amounts_on_both_sides_of_nought(tmp_path: Path, amount: str, balance: str, fen: int) -> None:
    assert line(tmp_path, amount, 户={"余额": balance, "比例": "0.0033"}).amount == fen


# -- no silent nought --------------------------------------------------------------------------------------------------

OWNED = [{"编号": "主房", "结构": "砖混", "合法面积": "100"}]


@pytest.mark.parametrize(
    ("rules", "on", "owned", "words"),
    [
        ([HOUSE], "2025-06-01", [{"编号": "主房", "结构": "钢", "合法面积": "100"}], ["房屋“主房”", "标准表“房屋单价”", "结构=钢", "单价还没有找到", "tables/房屋单价.csv:5"]),
        ([HOUSE], "2025-06-01", [{"编号": "主房", "结构": "砖混"}], ["房屋“主房”的“合法面积”还没有填，计算要用到它"]),
        ([HOUSE], "2025-06-01", [{"编号": "主房", "合法面积": "100"}], ["房屋“主房”的“结构”还没有填，计算要用到它"]),
        ([item("补", "max(户 * 户费, 0) if 低保 else 0")], "2025-06-01", [], ["户“A”的“低保”还没有填"]),
        ([item("补", "max(户 * 户费, 0)")], "2026-07-01", [], ["户“A”", "标准表“户费”", "在 2026-07-01 没有有效的单价"]),
        ([item("补", "max(户 * asof(户费, 签约日), 0)")], "2025-06-01", [], ["户“A”的“签约日”还没有填"]),
        ([item("补", "max(round(tiers(亩数 * 换算[\"亩到㎡\"], 阶梯), 2), 900)")], "2025-06-01", [], ["户“A”的“亩数”还没有填"]),
        ([item("补", "max(sum(房屋, round(合法面积 * 房屋单价[结构], 2)), 900)")], "2025-06-01", [*OWNED, {"编号": "偏房", "结构": "钢", "合法面积": "1"}], ["房屋“偏房”：标准表“房屋单价”中 结构=钢"]),
        ([quantity("单价", "房屋单价[结构]", "房屋"), item("补", "max(round(合法面积 * 单价, 2), 900)", "房屋")], "2025-06-01", [{"编号": "偏房", "结构": "钢", "合法面积": "1"}], ["房屋“偏房”：标准表“房屋单价”中 结构=钢"]),
        ([item("补", "100", 适用="面积 > 0")], "2025-06-01", [], ["户“A”的“面积”还没有填"]),
        ([item("补", "100", 支付日="after_days(签约日, 15)")], "2025-06-01", [], ["户“A”的“签约日”还没有填"]),
    ],
)  # fmt: skip
def test_what_is_missing_is_named(
    tmp_path: Path, rules: list[str], on: str, owned: list[dict[str, str]], words: list[str]
) -> None:
    (why,) = refusal(pack(tmp_path, *rules), day=on, 房屋=owned)
    for part in words:
        assert part in why


@pytest.mark.parametrize(
    ("on", "words"),
    [
        (
            "2024-12-31",
            "选用日（公告日）2024-12-31 早于《试验县补偿办法》（试验县〔2025〕1号）的施行日 2025-01-01，不能适用",
        ),
        (
            "2026-07-01",
            "选用日（公告日）2026-07-01 已过《试验县补偿办法》（试验县〔2025〕1号）的有效期（至 2026-06-30），又没有延期文件，不能适用",
        ),
    ],
)
def test_a_day_outside_the_term(tmp_path: Path, on: str, words: str) -> None:
    policy = pack(tmp_path, item("补", "100"), heading={**HEADING, "有效期至": "2026-06-30"})
    assert refusal(policy, day=on) == (words,)
    for within in ("2025-01-01", "2026-06-30"):
        assert sheet(policy, day=within).total == 10000


def test_several_reasons_are_all_said_each_once(tmp_path: Path) -> None:
    rules = [
        HOUSE, item("再补", "round(合法面积 * 房屋单价[结构], 2)", "房屋"), item("户补", 'round(面积 * 房屋单价["土木"], 2)'),
        must("已签约", "known(签约日)", "还没有签约"),
    ]  # fmt: skip
    owned = [{"编号": "甲房", "结构": "钢", "合法面积": "1"}, {"编号": "乙房", "结构": "土木"}]
    reasons = refusal(pack(tmp_path, *rules), 房屋=owned)
    assert reasons == (
        "户“A”：还没有签约（第一条）",
        f"房屋“甲房”：标准表“房屋单价”中 结构=钢 的单价还没有找到（tables/房屋单价.csv:5，附件1，{SOURCE}），补上以后才能计算",
        "房屋“乙房”的“合法面积”还没有填，计算要用到它",
        "户“A”的“面积”还没有填，计算要用到它",
    )


def test_a_refusal_leaves_nothing_half_done(tmp_path: Path) -> None:
    policy = pack(tmp_path, item("补", "100"), HOUSE)
    with pytest.raises(RefusalToCompute) as caught:
        engine(policy).compute(facts(policy, 房屋=[{"结构": "钢", "合法面积": "1"}]))
    assert str(caught.value) == "\n".join(caught.value.reasons)
    assert sheet(policy, 房屋=OWNED).total == 9010000


# -- what is looked at -------------------------------------------------------------------------------------------------

CUT = "截止日:\n- {对象: 房屋, 条款: 第八条, 说明: 抢建的不补, 条件: 建成日 <= 公告日}\n"


@pytest.mark.parametrize(("built", "fen"), [("2025-05-31", 9000000), ("2025-06-01", 9000000), ("2025-06-02", 0)])
def test_what_came_after_the_cut_off_is_not_there_at_all(tmp_path: Path, built: str, fen: int) -> None:
    policy = pack(tmp_path, HOUSE, more=CUT)
    made = sheet(policy, 房屋=[{"结构": "砖混", "合法面积": "100", "建成日": built}])
    assert made.total == fen
    left = [(one.name, one.reason, one.article) for one in made.left_out]
    assert left == ([] if fen else [("房屋", "抢建的不补", "第八条")])
    assert len(made.held) == (1 if fen else 0)


def test_a_cut_off_that_cannot_be_judged_refuses(tmp_path: Path) -> None:
    assert refusal(pack(tmp_path, HOUSE, more=CUT), 房屋=OWNED) == ("房屋“主房”的“建成日”还没有填，计算要用到它",)


def test_counts_and_sums_are_of_what_remains(tmp_path: Path) -> None:
    policy = pack(tmp_path, quantity("栋数", "count(房屋)"), quantity("总面积", "sum(房屋, 合法面积)"), more=CUT)
    owned = [{"合法面积": "10", "建成日": "2025-01-01"}, {"合法面积": "20", "建成日": "2026-01-01"}]
    assert [one.traced.value for one in sheet(policy, 房屋=owned).quantities] == [1, 10]


@pytest.mark.parametrize(("condition", "paid"), [("面积 > 10", False), ("面积 >= 10", True)])
def test_a_condition_decides_whether_a_line_is_there(tmp_path: Path, condition: str, paid: bool) -> None:
    made = sheet(pack(tmp_path, item("补", "100", 适用=condition)), 户={"面积": "10"})
    assert [one.amount for one in made.lines] == ([10000] if paid else [])
    assert [one.name for one in made.left_out] == ([] if paid else ["补"])
    kept = [one.condition for one in made.lines] + [one.condition for one in made.left_out]
    assert [one.value for one in kept if one is not None] == [paid]


def test_a_requirement_that_does_not_hold_stops_the_sheet(tmp_path: Path) -> None:
    policy = pack(tmp_path, item("补", "100"), must("面积相符", "合法面积 <= 200", "面积不符", "房屋"))
    assert sheet(policy, 房屋=[{"合法面积": "200"}]).total == 10000
    assert refusal(policy, 房屋=[{"编号": "主房", "合法面积": "200.01"}, {"编号": "偏房", "合法面积": "1"}]) == (
        "房屋“主房”：面积不符（第一条）",
    )


@pytest.mark.parametrize(
    ("amounts", "kept"),
    [
        (("10", "20"), [("乙项", "1", 2000)]), (("20", "10"), [("甲项", "1", 2000)]), (("10", "10"), [("甲项", "1", 1000)]),
        (("0", "-1"), [("甲项", "1", 0)]),
    ],
)  # fmt: skip
def test_of_a_group_the_highest_stays(
    tmp_path: Path, amounts: tuple[str, str], kept: list[tuple[str, str, int]]
) -> None:
    rules = [item(name, amount, "房屋", 择高="困难") for name, amount in zip(("甲项", "乙项"), amounts, strict=True)]
    made = sheet(pack(tmp_path, *rules), 房屋=[{}])
    assert [(one.entitlement.name, one.record.label, one.amount) for one in made.lines] == kept
    (left,) = made.left_out
    assert left.reason == f"“困难”只给最高的一项，已给“{kept[0][0]}”"


def test_a_group_is_for_each_object_alone(tmp_path: Path) -> None:
    rules = [
        item("甲项", 'round(合法面积 * 房屋单价["土木"], 2)', "房屋", 择高="困难"),
        item("乙项", "600", "房屋", 择高="困难"),
        item("丙项", "1", "房屋"),
    ]
    made = sheet(pack(tmp_path, *rules), 房屋=[{"合法面积": "1"}, {"合法面积": "2"}])
    assert [(one.entitlement.name, one.record.label) for one in made.lines] == [
        ("甲项", "2"), ("乙项", "1"), ("丙项", "1"), ("丙项", "2"),
    ]  # fmt: skip


def test_amounts_of_other_items_are_as_they_were_rounded(tmp_path: Path) -> None:
    rules = [
        item("补足", '1000 - amount("房屋补偿", "奖励")', 适用='amount("房屋补偿", "奖励") < 1000'),
        item("房屋补偿", 'round(合法面积 * 0.5 * 房屋单价["土木"], 2)', "房屋"),
        item("奖励", "round(余额, 2)"),
    ]
    made = sheet(pack(tmp_path, *rules), 户={"余额": "0.005"}, 房屋=[{"合法面积": "0.01"}, {"合法面积": "0.03"}])
    assert [(one.entitlement.name, one.amount) for one in made.lines] == [
        ("房屋补偿", 250), ("房屋补偿", 750), ("奖励", 1), ("补足", 98999),
    ]  # fmt: skip
    assert made.total == 100000


def test_an_item_that_gives_nothing_counts_as_nought(tmp_path: Path) -> None:
    rules = [item("房屋补偿", "500", 适用="低保"), item("补足", '1000 - amount("房屋补偿")')]
    assert sheet(pack(tmp_path, *rules), 户={"低保": "否"}).total == 100000
    assert sheet(pack(tmp_path / "two", *rules), 户={"低保": "是"}).total == 100000


@pytest.mark.parametrize(
    ("rules", "words"),
    [
        ([quantity("甲", "乙 + 1"), quantity("乙", "甲 + 1")], "绕了一圈又用到自己"),
        ([quantity("甲", "甲 + 1")], "绕了一圈又用到自己"),
        ([quantity("甲", "sum(房屋, 乙)"), quantity("乙", "甲 * 1", "房屋")], "绕了一圈又用到自己"),
        ([item("甲项", 'amount("乙项")'), item("乙项", 'amount("甲项")')], "这几项的金额互相等待：甲项、乙项"),
        ([item("甲项", 'amount("甲项")')], "这几项的金额互相等待：甲项"),
        ([item("甲项", "100", 择高="组"), item("乙项", 'amount("甲项")')], "amount 用到了择高的“甲项”"),
        ([quantity("甲", 'amount("甲项")'), item("甲项", "100")], "没有“甲项”这个补偿项"),
        ([item("甲项", "面积 * 1")], "金额的单位应是元，现为㎡"),
        ([item("甲项", "余额")], "金额可能有 4 位小数，没有写明怎样舍入到分"),
        ([item("甲项", "合法面积 * 房屋单价[结构]", "房屋")], "金额可能有 3 位小数"),
        ([item("甲项", "0.005")], "金额可能有 3 位小数"),
        ([item("甲项", "等级")], "这里应是数，现为文字"),
        ([item("甲项", "低保")], "这里应是数，现为是否"),
        ([item("甲项", "100", 适用="面积")], "这里应是条件，现为数（㎡）"),
        ([item("甲项", "100", 支付日="面积")], "这里应是日期，现为数（㎡）"),
        ([item("甲项", "100", "项目")], "“甲项”的对象“项目”是共用的，不能对它补偿"),
        ([must("甲", "面积", "不对")], "这里应是条件，现为数（㎡）"),
        ([quantity("甲", "亩数 + 面积")], "数（亩）和数（㎡）不能相加"),
        ([quantity("甲", "面集 * 2")], "没有“面集”这个名称 是不是“面积”？"),
        ([quantity("甲", '房屋单价["砖昆"]')], "“砖昆”不在可选的文字里 是不是“砖混”？"),
    ],
)  # fmt: skip
def test_what_does_not_load(tmp_path: Path, rules: list[str], words: str) -> None:
    with pytest.raises(PackError) as caught:
        pack(tmp_path, *rules)
    assert words in str(caught.value)
    assert all(fault.place.file == "rules/all.yaml" and fault.place.line for fault in caught.value.faults)


def test_quantities_nested_without_end_do_not_load_and_are_not_computed(tmp_path: Path) -> None:
    chain = [quantity("层0", "户 * 1"), *(quantity(f"层{n}", f"层{n - 1} + 0") for n in range(1, 900))]
    with pytest.raises(PackError, match="量一个套一个，层次太多"):
        pack(tmp_path / "down", *reversed(chain))
    deep = pack(tmp_path / "up", *chain, item("补", "户费 * 层899"))
    assert refusal(deep) == ("政策包里的量一个套一个，层次太多，不能计算",)


# -- sums that are large, days that are used ---------------------------------------------------------------------------


def test_thirty_digits_on_the_way(tmp_path: Path) -> None:
    amount = 'round(div(面积 * 999999999999999999 * 比例 * 房屋单价["土木"], 999999999999999999, 2), 2)'
    assert (
        line(tmp_path, amount, 户={"面积": "99999.99", "比例": "0.3333"}).amount == 1666499833
    )  # 16664998.3335 exactly


@pytest.mark.parametrize(("count", "refused"), [("1", False), ("1.0001", True)])
def test_no_item_comes_to_more_than_can_be_counted_with(tmp_path: Path, count: str, refused: bool) -> None:
    tables = {**TABLES, "元价": table("单位,数值", "元/户,1")}
    policy = pack(tmp_path, item("补", f"round(户 * {MOST_YUAN:f} * 比例 * 元价, 0)"), tables=tables)
    if refused:
        assert refusal(policy, 户={"比例": count}) == ("户“A”：“补”合计超过 10 的 15 次方元，请核对事实",)
    else:
        assert sheet(policy, 户={"比例": count}).total == 10**17


TERM = {**HEADING, "有效期至": "2026-06-30"}


@pytest.mark.parametrize(
    ("on", "notices"),
    [
        ("2026-01-01", ()),
        ("2026-01-02", ("《试验县补偿办法》（试验县〔2025〕1号）的有效期到 2026-06-30 为止，还有 179 天",)),
        ("2026-06-30", ("《试验县补偿办法》（试验县〔2025〕1号）的有效期到 2026-06-30 为止，还有 0 天",)),
        ("2026-07-01", ("《试验县补偿办法》（试验县〔2025〕1号）的有效期到 2026-06-30 为止，请核对是否已有新文件",)),
    ],
)
def test_the_end_of_the_term_is_told_beforehand(tmp_path: Path, on: str, notices: tuple[str, ...]) -> None:
    policy = pack(tmp_path, item("补", "100"), heading=TERM)
    made = engine(policy).compute(facts(policy), on=date.fromisoformat(on))
    assert made.notices == notices == check_term(policy, date(2025, 6, 1), date.fromisoformat(on))


def test_an_extension_lengthens_the_term(tmp_path: Path) -> None:
    more = "延期:\n- {文号: 试验县〔2026〕2号, 至: 2027-06-30, 出处: 公报}\n"
    policy = pack(tmp_path, item("补", "100"), heading=TERM, more=more)
    assert sheet(policy, day="2027-06-30").total == 10000
    assert "有效期（至 2027-06-30）" in refusal(policy, day="2027-07-01")[0]


def test_the_day_comes_from_the_facts(tmp_path: Path) -> None:
    policy = pack(tmp_path, item("补", "户 * 户费"))
    assert policy_day(policy, facts(policy, day="2025-06-30")) == date(2025, 6, 30)
    assert [sheet(policy, day=on).total for on in ("2025-06-30", "2025-07-01")] == [100000, 120000]


def test_a_day_of_the_roots_themselves(tmp_path: Path) -> None:
    heading = {**HEADING, "选用日": "补偿决定日"}
    fields = FIELDS.replace("    户主:", "    补偿决定日: 日期\n    户主:")
    policy = pack(tmp_path, item("补", "户 * 户费"), heading=heading, fields=fields)
    assert policy.day == ("", "补偿决定日")
    assert sheet(policy, 户={"补偿决定日": "2025-07-01"}).total == 120000


def test_payee_name_and_day_of_payment(tmp_path: Path) -> None:
    rule = item("补", "100", 收款人="实际投入人", 姓名="户主", 支付日="after_months(签约日, 12)")
    (made,) = sheet(pack(tmp_path, rule), 户={"户主": "示例甲", "签约日": "2024-02-29"}).lines
    assert (made.payee, made.payee_name, made.due) == ("实际投入人", "示例甲", date(2025, 2, 28))


def test_a_payee_that_is_not_known_has_no_name(tmp_path: Path) -> None:
    (made,) = sheet(pack(tmp_path, item("补", "100", 姓名="户主"))).lines
    assert (made.payee, made.payee_name, made.due) == ("所有权人", "", None)


def test_quantities_that_no_line_needed_are_worked_out_where_they_can_be(tmp_path: Path) -> None:
    policy = pack(
        tmp_path,
        quantity("用到", "户 * 户费"),
        quantity("没用到", "户 * 2"),
        quantity("缺事实", "面积 * 2"),
        item("补", "用到"),
    )
    every = [one.quantity.name for one in sheet(policy).quantities]
    needed = [one.quantity.name for one in engine(policy).compute(facts(policy)).quantities]
    assert (every, needed) == (["用到", "没用到"], ["用到"])


def test_an_engine_is_made_once_for_a_policy(tmp_path: Path) -> None:
    policy = pack(tmp_path, item("补", "100"))
    assert engine(policy) is engine(policy)
    assert engine(policy) is not engine(pack(tmp_path / "other", item("补", "100")))


INTERPRETED = """\
- {口径: 甲解释, 条款: 附件1, 发布: 县中心, 起始日: 2025-03-01, 终止日: 2025-06-30, 出处: 纪要}
- {口径: 乙解释, 条款: 第一条, 发布: 县中心, 起始日: 2025-09-01, 出处: 纪要}
- {口径: 丙解释, 条款: 第九条, 发布: 县中心, 起始日: 2025-01-01, 出处: 纪要}
"""


@pytest.mark.parametrize(
    ("day", "on", "cited"),
    [
        ("2025-02-28", "2025-02-28", []), ("2025-03-01", "2025-03-01", ["甲解释"]), ("2025-06-30", "2025-07-01", ["甲解释"]),
        ("2025-07-01", "2025-08-31", []), ("2025-06-01", "2025-09-01", ["甲解释", "乙解释"]),
    ],
)  # fmt: skip
def test_interpretations_of_the_articles_are_cited(tmp_path: Path, day: str, on: str, cited: list[str]) -> None:
    tmp_path.joinpath("interpretations.yaml").write_text(INTERPRETED, encoding="utf-8")
    policy = pack(tmp_path, item("补", "户 * 户费"))
    (made,) = engine(policy).compute(facts(policy, day=day), on=date.fromisoformat(on)).lines
    assert [one.text for one in made.interpretations] == cited
