"""Which lines are one paragraph."""

import pytest

from oneruler.base.document import Passage
from oneruler.checks.reading.lines import split_lines
from oneruler.checks.reading.prose import paragraphs

LONG = "本单位按照年初工作部署和要求开展各项工作，较好地完成了年度目标，其中当年"


def read(text: str, *, markdown: bool = False) -> list[str]:
    return [paragraph.passage.text for paragraph in paragraphs(split_lines(text), markdown=markdown)]


@pytest.mark.parametrize(
    ("first", "gap", "second"),
    [
        (LONG + "支出202.25万元，主要用于", "\n\n", "以下方面：人员180万元，设备22.25万元。"),
        (LONG + "支出25", "\n", "00万元，增长5%，比上年多一百万元，主要原因是项目增加。"),
        (LONG + "支出2500", "\n\n", "万元，增长5%。"),
        (LONG + "增长7", "\n\n", "4.34%，占比上升。"),
        (LONG + "的工作由街道、", "\n\n\n", "社区和村共同完成。"),
        (LONG + "指标进行调", "\n\n", "整。"),
        (LONG + "指标进行调", "\n\n- 12 -\n\n", "整。"),
        (LONG + "指标进行调", "\n\f", "整。"),
        (LONG + "指标进行调", "\r\n\r\n", "整。"),
        (LONG + "指标进行调", "\r", "整。"),
    ],
)
def test_what_a_wrap_or_page_break_parted_is_joined(first: str, gap: str, second: str) -> None:
    assert read(first + gap + second) == [Passage.of((first + second, 0)).text]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (LONG + "完成。", "以下方面：甲、乙。"),
        (LONG + "支出为：", "人员经费10万元，公用经费5万元。"),
        (LONG + "支出10万元", "二、项目支出情况"),
        (LONG + "支出10万元", "（二）项目支出情况说明，内容如下。"),
        (LONG + "支出10万元", "2、项目支出，5万元。"),
        ("第一部分", "单位概况，职责和机构。"),
        ("二、机构设置及决算单位构成情况说明和主要职能介绍", "本单位内设三个科室，共有八人。"),
        ("（二）整体支出绩效目标，专项资金绩效目标和其他项目支出绩效目标", "2020年，完成项目28个，征地3231亩。"),
        ("某某区征地工作协调服务中心二〇二二年度整体支出", "绩效自评报告"),
        ("部门名称：某某区征地工作协调服务中心及其下属各单位", "2023年5月21日"),
        ("征地3000亩，签约200户", "拆除5000平方米，交地20亩"),
        (LONG + "支出10万元", "说明：本表金额单位为万元，四舍五入。"),
    ],
)
def test_what_the_writer_parted_stays_parted(first: str, second: str) -> None:
    assert len(read(f"{first}\n\n{second}")) == 2


def test_a_hard_wrapped_paragraph_without_blank_lines() -> None:
    words = "二〇二二年全区共完成征收项目十二个涉及被征收户一千四百三十四户其中签约率达到百分之九十八" * 3
    lines = [words[n : n + 36] for n in range(0, len(words), 36)]
    assert read("\n".join(lines)) == [words]


def test_wrapped_latin_words_keep_their_blank() -> None:
    first = LONG + "并按照国际标准 public sector accounting"
    assert read(f"{first}\nstandards，编制了报告。")[0].endswith("accounting standards，编制了报告。")


def test_marks_of_lists_and_bold_are_no_words() -> None:
    assert read("- 5 户未签约\n**总计**\n张某** 138****0000") == ["5户未签约", "总计", "张某**138****0000"]
    assert read("支出 **100** 万元", markdown=True) == ["支出100万元"]


def test_markdown_headings_have_their_level() -> None:
    found = list(paragraphs(split_lines("## 收入情况\n\n正文一段。"), markdown=True))
    assert [(p.heading, p.passage.text) for p in found] == [(2, "收入情况"), (0, "正文一段。")]


def test_items_of_a_list_open_no_section() -> None:
    assert [p.heading for p in paragraphs(split_lines("一、部门职责\n- 二、机构设置"))] == [1, 0]
