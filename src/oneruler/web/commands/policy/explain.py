"""``oneruler policy explain``: one household's facts → its sheet, as text, HTML, PDF or JSON."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from datetime import date
from pathlib import Path

from oneruler.policy.choosing import choose, family
from oneruler.policy.facts import Facts
from oneruler.policy.facts_files import load_facts
from oneruler.policy.faults import FactsError, RefusalToCompute
from oneruler.policy.model import Policy
from oneruler.policy.render import html, text
from oneruler.policy.render.form import form_content
from oneruler.policy.render.view import SheetView, view
from oneruler.policy.scalar.computing import engine
from oneruler.web.commands.policy.packs import open_pack, tell
from oneruler.web.refusal import Refusal

FORMATS = ("text", "html", "pdf")


def add_arguments(parser: ArgumentParser) -> None:
    """Which pack, whose facts, and how the sheet is wanted."""
    parser.add_argument("pack", metavar="政策包", help="文件夹或随程序提供的包的名称")
    parser.add_argument("facts", metavar="事实", type=Path, help="一户（或一个集体）的事实：yaml 或 xlsx")
    parser.add_argument("--format", choices=FORMATS, help="输出形式（默认按 --output 的后缀，没有就是 text）")
    parser.add_argument("--output", type=Path, metavar="文件", help="写入文件，而不是标准输出")
    parser.add_argument("--root", default="", metavar="主体", help="包里有几种主体时，算给哪一种")
    parser.add_argument(
        "--on", type=date.fromisoformat, metavar="日期", help="按哪一天出单（默认今天）：决定提醒和引用的口径"
    )
    parser.add_argument("--steps", action="store_true", help="文字形式也逐步列出每个算式")
    parser.add_argument("--as-named", action="store_true", help="就按指定的包算，不按衔接规定换成原文件")


def run(args: Namespace) -> int:
    """Compute and write one sheet; 1 if it cannot be computed."""
    form = args.format or _form_of(args.output)
    if form == "pdf" and args.output is None:
        raise Refusal("PDF 要写入文件：请加 --output 文件名.pdf。")
    policy = open_pack(args.pack)
    try:
        policy, facts = _chosen(policy, args)
        made = args.on or date.today()  # noqa: DTZ011 -- the office's own calendar
        sheet = engine(policy).compute(facts, on=made)
    except FactsError as error:
        return _refuse(f"“{args.facts}”里的事实有 {len(error.problems)} 处问题：", error.problems)
    except RefusalToCompute as error:
        return _refuse("不能计算：", error.reasons)
    except OSError as error:
        raise Refusal(f"打不开“{args.facts}”：{error.strerror}。") from None
    _write(_drawn(view(sheet), form, every_step=args.steps, made=made), args.output)
    return 0


def _form_of(output: Path | None) -> str:
    suffix = output.suffix.lower().lstrip(".") if output else ""
    return suffix if suffix in FORMATS else "text"


def _chosen(policy: Policy, args: Namespace) -> tuple[Policy, Facts]:
    facts = load_facts(policy, args.facts, root=args.root)
    if args.as_named:
        return policy, facts
    right, why = choose(family(policy), policy, facts)
    if right is not policy:
        tell(why)
        facts = load_facts(right, args.facts, root=args.root)
    return right, facts


def _refuse(head: str, reasons: tuple[str, ...]) -> int:
    tell(head)
    for reason in reasons:
        tell(f"  {reason}")
    return 1


def _drawn(sheet: SheetView, form: str, *, every_step: bool, made: date) -> bytes:
    if form == "pdf":
        from oneruler.papers.forms import compensation_sheet
        from oneruler.papers.typesetting import PaperError, pdf

        try:
            return pdf(compensation_sheet(), form_content(sheet), made=made)
        except PaperError as error:
            raise Refusal(str(error)) from None
    drawn = html.page(sheet) if form == "html" else text.text(sheet, every_step=every_step)
    return drawn.encode()


def _write(data: bytes, output: Path | None) -> None:
    if output is None:
        sys.stdout.write(data.decode())
        return
    try:
        output.write_bytes(data)
    except OSError as error:
        raise Refusal(f"写不进“{output}”：{error.strerror}。") from None
    tell(f"已写入 {output}")
