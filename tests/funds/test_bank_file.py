"""Out with sums and a code, back wholly or not at all."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oneruler.base.fen import Fen
from oneruler.funds.bank_file import (
    HEADER,
    BankFileError,
    Form,
    Instruction,
    Outcome,
    check_code,
    read,
    read_return,
    write,
)
from tests.funds.banking import as_csv, as_xlsx

ROWS = (
    Instruction("P-00001", "示例·张三", "示例银行云溪支行", "6200000000000000001", Fen(123_456_789)),
    Instruction("P-00002", "示例·李四", "示例银行", "0012345678", Fen(1)),
)
EXPECTED = {row.reference: row.amount for row in ROWS}
PAID = [["P", "P-00001", "1,234,567.89", "成功", ""], ["P", "P-00002", "0.01", "失败", "账号错误"]]

words = st.text(st.sampled_from("示例甲乙·,\"';=0a"), min_size=1, max_size=6)
instructions = st.lists(
    st.builds(
        Instruction,
        words,
        words,
        words,
        st.integers(0, 10**18).map(str),
        st.integers(1, 10**13).map(Fen),
    ),
    min_size=1,
    max_size=3,
)


@pytest.mark.parametrize("form", list(Form))
def test_what_goes_out_reads_back_to_the_fen(form: Form) -> None:
    data = write("P", ROWS, form)
    assert read(data) == ("P", ROWS)
    assert write("P", ROWS, form) == data


@given(instructions, st.sampled_from(Form))
def test_no_name_or_amount_is_bent_on_the_way(rows: list[Instruction], form: Form) -> None:
    assert read(write("P", rows, form)) == ("P", tuple(rows))


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [("123,45", "", "不是付款文件"), ("1234567.89", "1234567.90", "校验码"), ("0012345678", "0012345679", "校验码"),
     ("2 笔", "3 笔", "合计行")],
)  # fmt: skip
def test_a_changed_file_is_seen(before: str, after: str, said: str) -> None:
    text = write("P", ROWS, Form.CSV).decode("utf-8-sig")
    text = text.replace(before, after, 1) if after else text.replace(HEADER[1], "编号")
    with pytest.raises(BankFileError, match=said):
        read(text.encode())


@given(instructions, instructions)
def test_other_rows_have_another_code(one: list[Instruction], other: list[Instruction]) -> None:
    assert (check_code("P", one) == check_code("P", other)) == (one == other)
    assert check_code("P", one) != check_code("Q", one)


@pytest.mark.parametrize(
    "data",
    [as_csv(PAID), as_csv(PAID, encoding="utf-8-sig"), as_xlsx(PAID), as_xlsx(PAID, above=[["示例银行回单"], []])],
)
def test_a_return_tells_what_became_of_each(data: bytes) -> None:
    first, second = read_return(data, batch="P", expected=EXPECTED)
    assert (first.reference, first.outcome, first.reason) == ("P-00001", Outcome.PAID, "")
    assert (second.reference, second.outcome, second.reason) == ("P-00002", Outcome.RETURNED, "账号错误")


def test_every_bad_row_is_named() -> None:
    bad = [
        ["Q", "P-00001", "1234567.89", "成功", ""],
        ["P", "P-00009", "1.00", "成功", ""],
        ["P", "P-00001", "1234567.88", "成功", ""],
        ["P", "P-00001", "一百元", "成功", ""],
        ["P", "P-00002", "0.01", "处理中", ""],
        ["P", "P-00002", "0.01", "失败", ""],
        ["P", "P-00002", "0.01", "成功", ""],
        ["P", "P-00002", "0.01", "成功", ""],
    ]
    with pytest.raises(BankFileError) as error:
        read_return(as_csv(bad), batch="P", expected=EXPECTED)
    said = error.value.problems
    expected = [
        "另一批的回单",
        "没有付款编号“P-00009”",
        r"应是 1234567.89 元",
        "到分的数",
        "结果应是",
        "要写原因",
        "出现了两次",
    ]
    for number, phrase in zip((2, 3, 4, 5, 6, 7, 9), expected, strict=True):
        assert any(one.startswith(f"第 {number} 行") and phrase in one for one in said), (number, phrase, said)
    assert [a < b for a, b in pairwise(int(one.split()[1]) for one in said)] == [True] * (len(said) - 1)


@pytest.mark.parametrize(
    ("data", "phrase"),
    [(b"", "找不到表头"), (b"PK\x03\x04nothing", "不是能读的 xlsx"), (as_csv([]), "没有一笔付款"),
     (as_csv(PAID, header=["甲", "乙", "丙", "丁", "戊"]), "找不到表头"), (b'"open', "CSV"), (b"\xff\xfe\x00", "CSV")],
)  # fmt: skip
def test_what_is_no_return(data: bytes, phrase: str) -> None:
    with pytest.raises(BankFileError, match=phrase):
        read_return(data, batch="P", expected=EXPECTED)
