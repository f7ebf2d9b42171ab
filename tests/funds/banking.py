"""Returns as a bank would write them."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence

import xlsxwriter

from oneruler.base.fen import Fen, to_yuan
from oneruler.funds.bank_file import RETURN_HEADER
from oneruler.funds.models import PaymentBatch

Row = Sequence[str]


def rows_of(batch: PaymentBatch, results: Mapping[str, tuple[str, str]] | None = None) -> list[list[str]]:
    """One row a payment: paid, or by its reference (result, reason)."""
    return [
        [
            batch.number,
            one.reference,
            f"{to_yuan(Fen(one.amount_fen))}",
            *(results or {}).get(one.reference, ("成功", "")),
        ]
        for one in batch.payments.order_by("pk")
    ]


def as_csv(rows: Iterable[Row], *, encoding: str = "gb18030", header: Row = RETURN_HEADER) -> bytes:
    out = io.StringIO()
    csv.writer(out).writerows([header, *rows])
    return out.getvalue().encode(encoding)


def as_xlsx(rows: Iterable[Row], *, above: Sequence[Row] = ()) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        for at, row in enumerate([*above, RETURN_HEADER, *rows]):
            for column, words in enumerate(row):
                if at > len(above) and column == 2 and words.replace(".", "").isdigit():
                    sheet.write_number(at, column, float(words))  # as banks write it
                else:
                    sheet.write_string(at, column, words)
    return out.getvalue()
