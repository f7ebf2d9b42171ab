"""The file that a batch goes to the bank with, and the return that comes back. Bytes and values only.

The file out ends with a line of sums and a check code over every row. A return is taken wholly or not at all: every bad
row is named.
"""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal, InvalidOperation
from enum import StrEnum

import xlsxwriter

from oneruler.base.fen import Fen, from_yuan, to_yuan
from oneruler.policy.facts_files import cell_text
from oneruler.policy.pack.csv_tables import decode

HEADER = ("序号", "付款编号", "收款人户名", "开户行", "账号", "金额（元）")
RETURN_HEADER = ("批次号", "付款编号", "金额（元）", "结果", "原因")
"""The columns that a return must have, in any order and among others."""
_TITLE, _SUM, _CODE = "征收补偿付款批次", "合计", "校验码"
_LARGEST, _MOST_ROWS = 20 * 1024 * 1024, 20_000
_MADE = datetime(2000, 1, 1)  # noqa: DTZ001 -- the same batch makes the same bytes


class Form(StrEnum):
    """How the file is written."""

    XLSX = "xlsx"
    CSV = "csv"


class Outcome(StrEnum):
    """What became of a payment. 退汇 is one that had been paid before it came back."""

    PAID = "已付"
    RETURNED = "退回"
    BOUNCED = "退汇"


_WORDS = {
    "已付": Outcome.PAID, "成功": Outcome.PAID, "支付成功": Outcome.PAID, "交易成功": Outcome.PAID,
    "退回": Outcome.RETURNED, "失败": Outcome.RETURNED, "支付失败": Outcome.RETURNED, "交易失败": Outcome.RETURNED,
    "退汇": Outcome.BOUNCED,
}  # fmt: skip


class BankFileError(ValueError):
    """A return of which nothing was taken, with everything that is wrong in it."""

    def __init__(self, problems: Iterable[str]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(self.problems))


@dataclass(frozen=True, slots=True)
class Instruction:
    """One payment as the bank is told."""

    reference: str
    name: str
    bank: str
    account: str
    amount: Fen


@dataclass(frozen=True, slots=True)
class Returned:
    """What the bank says of one payment."""

    reference: str
    outcome: Outcome
    reason: str = ""


def check_code(batch: str, rows: Sequence[Instruction]) -> str:
    """16 signs over the batch and every row, each field with its length."""
    fields = [
        batch,
        *(part for row in rows for part in (row.reference, row.name, row.bank, row.account, str(row.amount))),
    ]
    text = "".join(f"{len(field)}:{field}" for field in fields)
    return hashlib.sha256(text.encode()).hexdigest()[:16].upper()


def write(batch: str, rows: Sequence[Instruction], form: Form = Form.XLSX) -> bytes:
    """The file of a batch. The same batch makes the same bytes; amounts are words, so that no cell rounds them."""
    grid = [
        (_TITLE, batch),
        HEADER,
        *((str(number), one.reference, one.name, one.bank, one.account, f"{to_yuan(one.amount)}")
          for number, one in enumerate(rows, 1)),
        (_SUM, f"{len(rows)} 笔", "", "", "", f"{to_yuan(Fen(sum(row.amount for row in rows)))}"),
        (_CODE, check_code(batch, rows)),
    ]  # fmt: skip
    return _xlsx(grid) if form is Form.XLSX else _csv(grid)


def _csv(grid: Sequence[Sequence[str]]) -> bytes:
    """With the mark that makes WPS and Excel read UTF-8. Names and numbers that begin a formula are refused before."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerows(grid)
    return out.getvalue().encode("utf-8-sig")


def _xlsx(grid: Sequence[Sequence[str]]) -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_numbers": False, "strings_to_formulas": False})
    book.set_properties({"created": _MADE})
    sheet = book.add_worksheet("付款")
    text = book.add_format({"num_format": "@"})
    sheet.set_column(0, len(HEADER) - 1, 24, text)
    for at, row in enumerate(grid):
        for column, words in enumerate(row):
            sheet.write_string(at, column, words, text)
    book.close()
    return out.getvalue()


def read(data: bytes) -> tuple[str, tuple[Instruction, ...]]:
    """A file of a batch again: its number and rows. Raises BankFileError where sums or code do not hold."""
    grid = [[*row, *[""] * len(HEADER)] for row in _grid(data)]
    if len(grid) < 4 or grid[0][0] != _TITLE or tuple(grid[1][: len(HEADER)]) != HEADER:
        raise BankFileError([f"不是付款文件：第一行应是“{_TITLE}”，第二行是表头。"])
    batch = grid[0][1]
    rows = tuple(Instruction(one[1], one[2], one[3], one[4], _fen(one[5])) for one in grid[2:-2])
    total = Fen(sum(row.amount for row in rows))
    problems = []
    if grid[-2][0] != _SUM or grid[-2][1] != f"{len(rows)} 笔" or _fen(grid[-2][5]) != total:
        problems.append("合计行与明细不符，文件可能被改动过。")
    if grid[-1][0] != _CODE or grid[-1][1] != check_code(batch, rows):
        problems.append("校验码与内容不符，文件可能被改动过。")
    if problems:
        raise BankFileError(problems)
    return batch, rows


def read_return(data: bytes, *, batch: str, expected: Mapping[str, Fen]) -> tuple[Returned, ...]:
    """What a return says of a batch whose payments, by reference, are ``expected``.

    Raises BankFileError with every row that is wrong: another batch, a payment or amount that is not in it, a result
    that is none, a return without a reason, a payment told of twice.
    """
    grid = _grid(data)
    header, at = _header(grid)
    problems: list[str] = []
    found: dict[str, Returned] = {}
    for number, cells in enumerate(grid[at + 1 :], at + 2):
        row = {name: cells[column].strip() if column < len(cells) else "" for name, column in header.items()}
        if not any(row.values()):
            continue
        wrong = _wrong(row, batch, expected, found)
        if wrong:
            problems += [f"第 {number} 行：{words}" for words in wrong]
            continue
        found[row["付款编号"]] = Returned(row["付款编号"], _WORDS[row["结果"]], row["原因"][:120])
    if not found and not problems:
        problems.append("回单里没有一笔付款。")
    if problems:
        raise BankFileError(problems)
    return tuple(found.values())


def _wrong(row: Mapping[str, str], batch: str, expected: Mapping[str, Fen], found: Mapping[str, Returned]) -> list[str]:
    reference, words = row["付款编号"], []
    if row["批次号"] != batch:
        words.append(f"批次号应是“{batch}”，现为“{row['批次号']}”；这是另一批的回单。")
    elif reference not in expected:
        words.append(f"本批没有付款编号“{reference}”。")
    else:
        if reference in found:
            words.append(f"付款编号“{reference}”出现了两次。")
        try:
            amount: Fen | None = _fen(row["金额（元）"])
        except BankFileError as error:
            amount = None
            words += error.problems
        if amount is not None and amount != expected[reference]:
            words.append(f"“{reference}”的金额应是 {to_yuan(expected[reference])} 元，现为 {row['金额（元）']}。")
    outcome = _WORDS.get(row["结果"])
    if outcome is None:
        words.append(f"结果应是{'、'.join(_WORDS)}之一，现为“{row['结果']}”。")
    elif outcome is not Outcome.PAID and not row["原因"]:
        words.append("没有付成的要写原因。")
    return words


def _header(grid: Sequence[Sequence[str]]) -> tuple[dict[str, int], int]:
    """Where each column stands, and in which row; banks put a line or two above."""
    for at, row in enumerate(grid[:10]):
        names = [one.strip() for one in row]
        if set(RETURN_HEADER) <= set(names):
            return {name: names.index(name) for name in RETURN_HEADER}, at
    raise BankFileError([f"找不到表头：前十行里应有一行写着{'、'.join(RETURN_HEADER)}。"])


def _fen(words: str) -> Fen:
    plain = words.replace(",", "").replace("，", "").removesuffix("元").strip()
    try:
        if not plain.isascii():
            raise InvalidOperation
        return from_yuan(Decimal(plain))
    except (InvalidOperation, ValueError):
        raise BankFileError([f"金额应是到分的数，现为“{words}”。"]) from None


def _grid(data: bytes) -> list[list[str]]:
    if len(data) > _LARGEST:
        raise BankFileError([f"文件超过 {_LARGEST // 1024**2} MB，不像银行回单。"])
    grid = _workbook(data) if data[:2] == b"PK" else _comma_separated(data)
    if len(grid) > _MOST_ROWS:
        raise BankFileError([f"超过 {_MOST_ROWS} 行，不像一批付款的回单。"])
    return grid


def _workbook(data: bytes) -> list[list[str]]:
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        rows = book.get_sheet_by_index(0).to_python(skip_empty_area=False)
    except (CalamineError, ValueError, OSError, IndexError) as error:
        raise BankFileError([f"不是能读的 xlsx 工作簿（{error}），请用 WPS 或 Excel 另存一份。"]) from None
    return [[cell_text(cell) for cell in row] for row in rows]


def _comma_separated(data: bytes) -> list[list[str]]:
    try:
        text = decode(data)
        return [[cell.strip() for cell in row] for row in csv.reader(io.StringIO(text, newline=""), strict=True)]
    except (ValueError, csv.Error) as error:
        raise BankFileError([f"不是能读的 CSV 文件：{error}"]) from None
