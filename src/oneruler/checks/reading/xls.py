"""Old Excel workbooks (xls). Their number formats are not read: a number shows all its digits, a rate no %."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import Any

from oneruler.base.document import Document, DocumentBuilder, GridText, Merged
from oneruler.checks.reading.refusal import UnreadableError, refuse_large

_READER = "oneruler.checks.reading.xls_cells"
_LONGEST = 120  # seconds


def read_xls(data: bytes, name: str) -> Document:
    """The visible sheets as tables. Raises ``UnreadableError`` for a damaged, encrypted or empty workbook."""
    builder = DocumentBuilder(name, "xls")
    builder.notes.append("xls 旧格式中数字的显示格式（小数位数、百分号）没有读取，最好另存为 xlsx 再核查")
    for sheet in _sheets(data, name):
        title = sheet["name"]
        if sheet["hidden"]:
            builder.notes.append(f"工作表“{title}”是隐藏的，没有读取")
            continue
        refuse_large(*sheet["size"])
        rows: list[list[GridText]] = sheet["rows"]
        _merge(rows, sheet["merges"])
        if any(text for row in rows for text in row):
            builder.table(rows, caption=title, sheet=title)
    document = builder.build()
    if not document.blocks:
        raise UnreadableError(name, "各工作表都没有内容", "检查是否选错了文件，或内容是否在隐藏的工作表里")
    return document


def _sheets(data: bytes, name: str) -> list[dict[str, Any]]:
    """What the reader's own process says, which may also end without a word."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "RUST_BACKTRACE": "0"}
    try:
        done = subprocess.run(  # noqa: S603 – a fixed command, our own module
            [sys.executable, "-m", _READER], input=data, capture_output=True, env=environment, timeout=_LONGEST
        )
        answer: dict[str, Any] = json.loads(done.stdout) if done.returncode == 0 else {"damaged": "读取程序中断"}
    except subprocess.TimeoutExpired:
        answer = {"damaged": f"{_LONGEST} 秒内没有读完"}
    if "locked" in answer:
        raise UnreadableError(name, "文件加了打开密码", "在 Excel 或 WPS 中取消密码，另存后再核查")
    if "damaged" in answer:
        found = f"应为 xls 工作簿，但结构残缺（{answer['damaged'][:80]}）"
        raise UnreadableError(name, found, "重新下载，或用 Excel、WPS 打开后另存为 xlsx")
    sheets: list[dict[str, Any]] = answer["sheets"]
    return sheets


def _merge(rows: list[list[GridText]], ranges: list[list[list[int]]]) -> None:
    for (top, left), (bottom, right) in ranges:
        bottom, right = min(bottom, len(rows) - 1), min(right, len(rows[0]) - 1 if rows else -1)
        if top > bottom or left > right:
            continue
        words = rows[top][left]
        for row in range(top, bottom + 1):
            rows[row][left : right + 1] = [None] * (right - left + 1)
        rows[top][left] = Merged(words if isinstance(words, str) else "", bottom - top + 1, right - left + 1)
