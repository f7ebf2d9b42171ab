"""A sheet as the content of the printed form 补偿计算单."""

from __future__ import annotations

from oneruler.policy.render.view import LineView, SheetView


def form_content(view: SheetView) -> dict[str, object]:
    """What the form ``compensation_sheet`` is filled with: words only."""
    policy = view.policy
    return {
        "title": "补偿计算单",
        "policy": {
            "name": policy.name, "number": policy.number, "issuer": policy.issuer,
            "day_name": view.day_name, "day": view.day, "digest": policy.digest,
        },
        "status": {"label": view.status, "note": view.status_note},
        "subject": {"kind": view.subject, "facts": [list(pair) for pair in view.facts]},
        "objects": [
            {"kind": one.kind, "headers": list(one.headers), "rows": [list(row) for row in one.rows]}
            for one in view.objects
        ],
        "groups": [
            {
                "payee": group.payee, "payee_name": group.payee_name, "subtotal": group.subtotal,
                "lines": [_line(line) for line in group.lines],
            }
            for group in view.groups
        ],
        "total": view.total, "total_upper": view.total_upper,
        "left_out": [[f"{one.item}（{one.about}）" if one.about else one.item, one.reason] for one in view.left_out],
        "sources": list(view.sources), "notices": list(view.notices),
    }  # fmt: skip


def _line(line: LineView) -> dict[str, object]:
    return {
        "no": str(line.number), "item": line.item, "object": line.about, "quantity": line.quantity, "rate": line.rate,
        "coefficient": line.coefficient, "amount": line.amount, "words": line.formula, "worked": line.worked,
        "due": line.due, "basis": [line.article, *line.basis], "interpretations": list(line.interpretations),
    }  # fmt: skip
