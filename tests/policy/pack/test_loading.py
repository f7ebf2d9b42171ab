"""A folder becomes a policy, or all that is wrong with it is said at once."""

import shutil
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from oneruler.policy.faults import PackError
from oneruler.policy.model import Extension, Interpretation, Status
from oneruler.policy.pack.loading import load
from tests.policy.pack.good import GOOD, Change, faults, loaded, write

FILE, TALKS = "policy.yaml", "interpretations.yaml"


def test_the_heading(tmp_path: Path) -> None:
    policy = loaded(tmp_path)
    assert (policy.name, policy.number) == ("白沙示范县征收补偿办法", "白政发〔2025〕1号")
    assert (policy.issuer, policy.region, policy.note) == ("白沙示范县人民政府", "白沙示范县", "供试验")
    assert (policy.status, policy.project_kind) == (Status.EXAMPLE, "集体土地征收")
    assert (policy.source, policy.replaces) == ("虚构的文件", "白政发〔2021〕9号")
    assert policy.payees == ("所有权人", "实际投入人", "集体经济组织")
    assert (policy.effective, policy.expires) == (date(2025, 7, 1), date(2027, 6, 30))
    assert (policy.folder, policy.slug) == (tmp_path, tmp_path.name)


def test_what_holds_when(tmp_path: Path) -> None:
    policy = loaded(tmp_path)
    assert policy.extensions == (Extension("白政发〔2027〕2号", date(2028, 6, 30), "虚构"),)
    (transition,) = policy.transitions
    assert (transition.article, transition.note) == ("第九条", "施行前已发布预公告的，按原办法")
    (cut_off,) = policy.cut_offs
    assert (cut_off.owner, cut_off.article, cut_off.condition.text) == ("青苗", "第八条", "栽种日 <= 预公告日")
    assert policy.interpretations == (
        Interpretation(
            "封闭阳台按全面积计", "第十条", "白沙示范县征收中心", date(2025, 9, 1), date(2026, 8, 31),
            "阳台 6 ㎡，计 6 ㎡", "会议纪要第 4 号（虚构）",
        ),
    )  # fmt: skip
    assert policy.articles["第十条"] == "房屋按结构补偿。"


def test_the_tables_are_called_by_their_files(tmp_path: Path) -> None:
    tables = loaded(tmp_path).tables
    assert [*tables] == sorted(path.stem for path in (tmp_path / "tables").iterdir())
    assert tables["奖励比例"].rates[0].value == Decimal("0.05")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_however_the_files_were_saved(tmp_path: Path, ending: str, encoding: str) -> None:
    plain = loaded(tmp_path / "a")
    for file, text in GOOD.items():
        path = tmp_path / "b" / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.replace("\n", ending).encode(encoding))
    other = load(tmp_path / "b")
    assert (other.quantities, other.entitlements, other.requirements) == (
        plain.quantities, plain.entitlements, plain.requirements,
    )  # fmt: skip
    assert dict(other.tables) == dict(plain.tables)
    assert dict(other.objects) == dict(plain.objects)


# Each line of the heading that must be there.
@pytest.mark.parametrize("line", ["名称", "文号", "状态", "地区", "项目类型", "施行日", "出处", "收款人", "主体"])
def test_what_the_heading_must_have(tmp_path: Path, line: str) -> None:
    write(tmp_path)
    path = tmp_path / FILE
    kept = [text for text in path.read_text("utf-8").split("\n") if not text.startswith(f"{line}:")]
    path.write_text("\n".join(kept), "utf-8")
    place = f"{FILE}:1:1"
    assert f"{place}：文件缺少“{line}” 请加一行“{line}: ……”。" in [str(fault) for fault in faults(tmp_path)]


@pytest.mark.parametrize("line", ["发布机关", "有效期至", "接替", "说明"])
def test_what_the_heading_need_not_have(tmp_path: Path, line: str) -> None:
    write(tmp_path)
    path = tmp_path / FILE
    kept = [text for text in path.read_text("utf-8").split("\n") if not text.startswith(f"{line}:")]
    path.write_text("\n".join(kept), "utf-8")
    load(tmp_path)


DATE = "日期应形如“2023年5月21日”“2023-05-21”或“2023年5月”，现为"
AGAIN = "条款“第九条”不在 policy.yaml 的条文里 请补上要点，或改条款。"
FAULTS = [
    (FILE, "状态: 示例", "状态: ‸草稿", "“状态”应是已核、部分核、示例、模板之一，现为“草稿”"),
    (FILE, "项目类型: 集体土地征收", "项目类型: ‸征地", "“项目类型”应是集体土地征收、国有土地上房屋征收、收回国有土地使用权、报批税费之一，现为“征地”"),
    (FILE, "施行日: 2025-07-01", "施行日: ‸2025-13-01", f"“施行日”：{DATE}“2025-13-01”；请改正。"),
    (FILE, "施行日: 2025-07-01", "施行日: ‸2025年7月", "“施行日”应写到日，现为“2025年7月”"),
    (FILE, "有效期至: 2027-06-30", "有效期至: ‸长期", f"“有效期至”：{DATE}“长期”；请改正。"),
    (FILE, "有效期至: 2027-06-30", "有效期至: ‸2025-06-30", "有效期至 2025-06-30 在施行日 2025-07-01 之前 请核对这两个日期。"),
    (FILE, "发布机关:", "‸发文机关:", "文件没有“发文机关”这一项 是不是“发布机关”？"),
    (FILE, "地区: 白沙示范县", "地区: ‸[白沙示范县]", "“地区”应是一项文字"),
    (FILE, "  条件: 预公告日 < date", "  条件: ‸预告日 < date", "没有“预告日”这个名称 是不是“预公告日”？"),
    (FILE, '  条件: 预公告日 < date("2025-07-01")', "  条件: ‸预公告日", "这里应是条件，现为日期"),
    (FILE, "- 条款: 第九条", "- ‸条: 第九条\n  条款: 第九条", "衔接没有“条”这一项 是不是“条款”？"),
    (FILE, "- 条款: 第九条\n  说明: 施", "- ‸说明: 施", "衔接缺少“条款” 请加一行“条款: ……”。"),
    (FILE, '  条件: 预公告日 < date("2025-07-01")\n', "", "衔接缺少“条件” 请加一行“条件: ……”。"),
    (FILE, "- 对象: 青苗", "- 对象: ‸户", "“户”不是从属对象"),
    (FILE, "- 对象: 青苗", "- 对象: ‸项目", "“项目”不是从属对象"),
    (FILE, "- 对象: 青苗", "- 对象: ‸树", "“树”不是从属对象"),
    (FILE, "条件: 栽种日 <= 预公告日", "条件: 栽种日 <= ‸公告日", "没有“公告日”这个名称 是不是“预公告日”？"),
    (FILE, "条件: 栽种日 <= 预公告日", "条件: ‸面积", "这里应是条件，现为数（亩）"),
    (FILE, "条件: 栽种日 <= 预公告日", "条件: 栽种日 <= 预公告日\n  ‸备注: 无", "截止日没有“备注”这一项 请删去。"),
    (FILE, "至: 2028-06-30, 出处: 虚构", "至: ‸明年, 出处: 虚构", f"“至”：{DATE}“明年”；请改正。"),
    (FILE, "至: 2028-06-30, 出处: 虚构", "至: 2028-06-30, ‸原因: 虚构, 出处: 虚构", "延期没有“原因”这一项 请删去。"),
    (FILE, "  第九条: 老项目按原办法。", "  第九条: ‸[老项目, 新项目]", "“条文”里“第九条”应是一项文字"),
    ("rules/其他.yaml", "- 补偿项: 青苗补偿\n  条款: 第八条", "- 补偿项: ‸青苗补偿\n  条款: 第十二条", "条款“第十二条”不在 policy.yaml 的条文里 请补上要点，或改条款。"),
    ("tables/青苗单价.csv", "元/亩,1100,2025-07-01,,附表", "元/亩,¶1100,2025-07-01,,附件2", "条款“附件2”不在 policy.yaml 的条文里 请补上要点，或改条款。"),
    (TALKS, "- 口径: 封闭", "- ‸口: 封闭阳台\n  口径: 封闭", "口径没有“口”这一项 是不是“口径”？"),
    (TALKS, "- 口径: 封闭阳台按全面积计\n  条款", "- ‸条款", "口径缺少“口径” 请加一行“口径: ……”。"),
    (TALKS, "  起始日: 2025-09-01", "  起始日: ‸九月", f"“起始日”：{DATE}“九月”；请改正。"),
    (TALKS, "  终止日: 2026-08-31", "  终止日: ‸2025-08-31", "终止日 2025-08-31 在起始日 2025-09-01 之前 请核对这两个日期。"),
    ("rules/房屋.yaml", "  对象: 户", "‸\t对象: 户", "这里不合 YAML 的写法 常见原因：缩进没有对齐、冒号后面没有空格、引号没有配对、用了 Tab 键。"),
    (FILE, "  第九条: 老项目", "‸\t第九条: 老项目", "这里不合 YAML 的写法 常见原因：缩进没有对齐、冒号后面没有空格、引号没有配对、用了 Tab 键。"),
    (FILE, "名称: 白沙示范县", "名称: ‸&a 白沙示范县", "不能用锚点（&a） 请删去。"),
    (FILE, "文号: 白政发〔2025〕1号", "文号: 白政发〔2025〕1号\n‸名称: 又一个", "“名称”写了两次，第一次在第 1 行 请删去一个。"),
    ("tables/青苗单价.csv", "示例", "‸样例".replace("‸", "¶"), "状态应是已核、部分核、示例、缺之一，现为“样例”"),
    ("tables/青苗 单价.csv", "", GOOD["tables/青苗单价.csv"], "名称“青苗 单价”不能用在算式里 只用汉字、英文字母、数字和 _，不以数字开头。"),
    ("tables/2.csv", "", GOOD["tables/青苗单价.csv"], "名称“2”不能用在算式里 只用汉字、英文字母、数字和 _，不以数字开头。"),
    ("tables/青苗单价.csv", "示例,", '¶示例,"', "这一行的引号没有配对，后面的行会被当成一格文字 请补上另一个引号，或删去它。"),
]  # fmt: skip


@pytest.mark.parametrize(("file", "words", "others", "said"), FAULTS)
def test_one_slip_is_one_fault_at_its_place(tmp_path: Path, file: str, words: str, others: str, said: str) -> None:
    (place,) = write(tmp_path, (file, words, others))
    (fault,) = map(str, faults(tmp_path))
    assert fault.startswith(place)
    assert fault.partition("：")[2] == said
    assert fault.partition("：")[0] == place or "¶" in others or "缺少" in said


@pytest.mark.parametrize("text", ["‸口径: 封闭阳台按全面积计\n", "‸没有口径\n"])
def test_interpretations_that_are_no_list(tmp_path: Path, text: str) -> None:
    write(tmp_path)
    (tmp_path / TALKS).write_text(text.lstrip("‸"), "utf-8")
    assert [str(fault) for fault in faults(tmp_path)] == [f"{TALKS}:1:1：口径文件应是以“- 口径: ”开头的几条"]


@pytest.mark.parametrize("file", [FILE, "rules/房屋.yaml", TALKS, "tables/地价.csv"])
def test_letters_that_cannot_be_known(tmp_path: Path, file: str) -> None:
    write(tmp_path)
    (tmp_path / file).write_bytes("名称".encode("utf-16"))
    assert [str(fault) for fault in faults(tmp_path)] == [
        f"{file}：文字编码认不出，请另存为 UTF-8（表格在 WPS 里选“CSV UTF-8（逗号分隔）”）。"
    ]


@pytest.mark.parametrize("text", ["", "# 还没有写\n"])
def test_an_empty_heading_is_told_all_that_it_lacks(tmp_path: Path, text: str) -> None:
    write(tmp_path)
    (tmp_path / FILE).write_text(text, "utf-8")
    told = [str(fault) for fault in faults(tmp_path)]
    assert len(told) == 10
    assert all("缺少" in fault and fault.startswith(f"{FILE}:1") for fault in told)


@pytest.mark.parametrize("missing", [TALKS, "cases.yaml"])
def test_what_a_pack_need_not_have(tmp_path: Path, missing: str) -> None:
    write(tmp_path)
    (tmp_path / missing).unlink()
    load(tmp_path)


def test_faults_of_several_files_are_told_at_once_and_in_order(tmp_path: Path) -> None:
    changes: list[Change] = [
        ("rules/其他.yaml", "金额: round(面积 * 青苗单价, 2)", "金额: round(‸面 * 青苗单价, 2)"),
        ("rules/房屋.yaml", "值: 合法面积 if 认定", "值: 合法面积 if ‸认"),
        (TALKS, "  起始日: 2025-09-01", "  起始日: ‸九月"),
        ("rules/房屋.yaml", "支付日: after_months(签约日, 1)", "支付日: after_months(‸腾地日, 1)"),
        (FILE, "栽种日 <= 预公告日", "栽种日 <= ‸公告日"),
    ]
    places = write(tmp_path, *changes)
    told = faults(tmp_path)
    assert list(told) == sorted(told)
    assert list(dict.fromkeys(fault.place.file for fault in told)) == [
        TALKS,
        FILE,
        "rules/其他.yaml",
        "rules/房屋.yaml",
    ]
    assert {*places} <= {str(fault.place) for fault in told}


def test_faults_of_several_tables_are_told_at_once(tmp_path: Path) -> None:
    write(
        tmp_path,
        ("tables/地价.csv", "10,,元/亩,58000", "20,,元/亩,58000"),
        ("tables/搬家费标准.csv", "1200", "约1200"),
        ("tables/青苗单价.csv", "元/亩", ""),
    )
    assert [str(fault.place) for fault in faults(tmp_path)] == [
        "tables/地价.csv:3", "tables/搬家费标准.csv:2:2", "tables/青苗单价.csv:2:1",
    ]  # fmt: skip


def test_amounts_that_wait_for_each_other(tmp_path: Path) -> None:
    (place, _) = write(
        tmp_path,
        ("rules/其他.yaml", "- 补偿项: 设施补偿", "- 补偿项: ‸设施补偿"),
        ("rules/房屋.yaml", 'amount("房屋补偿")', 'amount("房屋补偿", "设施补偿")'),
    )
    path = tmp_path / "rules/其他.yaml"
    path.write_text(path.read_text("utf-8").replace("round(数量 * 设施单价[品名], 2)", 'amount("签约奖励")'), "utf-8")
    assert [str(fault) for fault in faults(tmp_path)] == [
        f"{place}：这几项的金额互相等待：设施补偿、签约奖励 请去掉其中一处 amount(…)。"
    ]


def test_amounts_are_worked_out_before_they_are_used(tmp_path: Path) -> None:
    policy = loaded(tmp_path, ("rules/其他.yaml", "round(数量 * 设施单价[品名], 2)", 'amount("签约奖励")'))
    names = [one.name for one in policy.entitlements]
    assert names.index("房屋补偿") < names.index("签约奖励") < names.index("设施补偿")


def test_an_amount_that_may_not_be_paid_is_no_base_for_another(tmp_path: Path) -> None:
    (place, _) = write(
        tmp_path,
        ("rules/房屋.yaml", "- 补偿项: 签约奖励", "- 补偿项: ‸签约奖励"),
        ("rules/其他.yaml", "择高: 搬家\n\n- 补偿项: 按", "择高: 搬家\n  说明: 每户\n\n- 补偿项: 按"),
    )
    path = tmp_path / "rules/房屋.yaml"
    path.write_text(path.read_text("utf-8").replace('amount("房屋补偿")', 'amount("搬家费")'), "utf-8")
    assert [str(fault) for fault in faults(tmp_path)] == [
        f"{place}：amount 用到了择高的“搬家费”，它可能不计发 请不要用择高项。"
    ]


def test_articles_are_held_against_the_list_only_where_there_is_one(tmp_path: Path) -> None:
    write(tmp_path)
    path = tmp_path / FILE
    path.write_text(path.read_text("utf-8").partition("条文:")[0], "utf-8")
    assert load(tmp_path).articles == {}


def test_what_is_no_pack(tmp_path: Path) -> None:
    with pytest.raises(PackError, match="里面没有 policy.yaml 请核对文件夹，或用 oneruler policy new 新建"):
        load(tmp_path)


def test_a_broken_table_hides_no_other_fault(tmp_path: Path) -> None:
    """What is wrong with the heading, a rule and a table is said at once; what rests on the table is not said twice."""
    folder = tmp_path / "yunxi-2025"
    shutil.copytree(Path(__file__).resolve().parents[3] / "policies" / "yunxi-2025", folder)
    for name, old, new in (
        ("tables/房屋单价.csv", "1215", "一千"),
        ("policy.yaml", "状态: 示例", "状态: 例"),
        ("rules/04-房屋.yaml", "round(合法面积", "round(合发面积"),
    ):
        path = folder / name
        text = path.read_text(encoding="utf-8-sig")
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(PackError) as caught:
        load(folder)
    assert {fault.place.file for fault in caught.value.faults} == {
        "policy.yaml", "rules/04-房屋.yaml", "tables/房屋单价.csv",
    }  # fmt: skip
    assert not any("这张标准表" in fault.message for fault in caught.value.faults)


def test_a_table_has_a_name_that_a_workbook_takes(tmp_path: Path) -> None:
    folder = tmp_path / "yunxi-2025"
    shutil.copytree(Path(__file__).resolve().parents[3] / "policies" / "yunxi-2025", folder)
    shutil.copy(folder / "tables" / "换算.csv", folder / "tables" / f"{'长' * 32}.csv")
    with pytest.raises(PackError, match="最多 31 个"):
        load(folder)
