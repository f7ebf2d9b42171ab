"""``oneruler policy diff``: what differs between two versions, and one household under both."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from oneruler.base.fen import Fen, print_yuan
from oneruler.policy.comparing import AmountChange, Comparison, compare, compare_sheets
from oneruler.policy.comparing_rates import Change, RowChange, TableChange
from oneruler.policy.facts import RawFacts, read_facts
from oneruler.policy.facts_files import load_raw_facts
from oneruler.policy.faults import FactsError, RefusalToCompute
from oneruler.policy.fitting import fit
from oneruler.policy.model import Policy
from oneruler.policy.rates import Rate
from oneruler.policy.scalar.computing import engine
from oneruler.policy.sheet import CompensationSheet
from oneruler.web.commands.policy.packs import open_pack, say, tell
from oneruler.web.refusal import Refusal

_SIGNS = {Change.SAME: " ", Change.CHANGED: "~", Change.ADDED: "+", Change.GONE: "-"}


def add_arguments(parser: ArgumentParser) -> None:
    """Which two, and whose facts."""
    parser.add_argument("old", metavar="原", help="文件夹或随程序提供的包的名称")
    parser.add_argument("new", metavar="新", help="文件夹或随程序提供的包的名称")
    parser.add_argument(
        "--facts", type=Path, metavar="事实", help="一户的事实（yaml 或 xlsx）：另外比较它在两份文件下的结果"
    )
    parser.add_argument("--root", default="", metavar="主体", help="包里有几种主体时，算给哪一种")
    parser.add_argument("--on", type=date.fromisoformat, metavar="日期", help="按哪一天出单（默认今天）")


def run(args: Namespace) -> int:
    """Say what differs; 1 if the household cannot be computed under both."""
    old, new = open_pack(args.old), open_pack(args.new)
    for line in _lines(compare(old, new)):
        say(line)
    return 0 if args.facts is None else _household(old, new, args)


def _lines(comparison: Comparison) -> Iterator[str]:
    yield f"原：{comparison.old.name}（{comparison.old.number}）"
    yield f"新：{comparison.new.name}（{comparison.new.number}）"
    if comparison.same:
        yield "两份文件完全相同。"
        return
    for heading in comparison.heading:
        yield f"~ {heading.name}：{heading.old} → {heading.new}"
    for table in comparison.tables:
        yield from _table(table)
    for rule in comparison.rules:
        if rule.change is not Change.SAME:
            yield f"{_SIGNS[rule.change]} {rule.kind}“{rule.name}”（{_arrow(rule.old_article, rule.new_article)}）"
            yield from (f"    {part.name}：{_arrow(part.old, part.new)}" for part in rule.parts)
    for article in comparison.articles:
        if article.change is not Change.SAME:
            words = "".join(
                one.new if one.same else (f"[-{one.old}-]" if one.old else "") + (f"[+{one.new}+]" if one.new else "")
                for one in article.stretches
            )
            yield f"{_SIGNS[article.change]} 条文 {_arrow(article.old, article.new)}：{words}"
    for field in comparison.fields:
        if field.change is not Change.SAME:
            yield f"{_SIGNS[field.change]} 字段 {field.owner}.{field.name}：{_arrow(field.old, field.new)}"


def _arrow(old: str, new: str) -> str:
    return f"{old} → {new}" if old and new and old != new else new or old


def _table(table: TableChange) -> Iterator[str]:
    if table.change is Change.SAME:
        return
    counts = "，".join(f"{change} {table.count(change)} 行" for change in Change if table.count(change))
    yield f"{_SIGNS[table.change]} 标准表“{table.name}”：{counts}" + (f"；{table.columns}" if table.columns else "")
    for row in table.rows:
        if row.change is not Change.SAME:
            yield f"    {_SIGNS[row.change]} {row.keys or table.value_name}　{_row(row)}"


def _row(row: RowChange) -> str:
    words = _arrow(*(_price(rate) if rate is not None else "" for rate in (row.old, row.new)))
    if not row.difference:
        return words
    percent = f"，{row.percent:+}%" if row.percent is not None else ""
    return f"{words}（{row.difference:+,}{percent}）"


def _price(rate: Rate) -> str:
    price = f"{rate.value:,} {rate.unit.text}".strip() if rate.value is not None else "缺"
    return f"{price}［{rate.first} {f'至 {rate.last}' if rate.last else '起'}］"


def _household(old: Policy, new: Policy, args: Namespace) -> int:
    root, raw = _facts(args)
    made = args.on or date.today()  # noqa: DTZ011 -- the office's own calendar
    sheets = [_sheet(policy, raw, args.root or root, made) for policy in (old, new)]
    if sheets[0] is None or sheets[1] is None:
        return 1
    say()
    say(f"同一户：{sheets[1].facts.root}")
    for change in compare_sheets(sheets[0], sheets[1]):
        say(f"{_SIGNS[change.change]} {_amount(change)}")
        for part in change.parts:
            say(f"      {_amount(part)}")
    before, after = sheets[0].total, sheets[1].total
    say(f"合计：{print_yuan(before)} → {print_yuan(after)} 元（{_signed(Fen(after - before))}）")
    return 0


def _facts(args: Namespace) -> tuple[str, RawFacts]:
    try:
        return load_raw_facts(args.facts)
    except OSError as error:
        raise Refusal(f"打不开“{args.facts}”：{error.strerror}。") from None
    except FactsError as error:
        raise Refusal("；".join(error.problems)) from None


def _sheet(policy: Policy, raw: RawFacts, root: str, made: date) -> CompensationSheet | None:
    root = root or next((one for one in policy.roots if one in raw), policy.roots[0])
    fitted = fit(policy, raw, root=root)
    for note in fitted.notes:
        tell(f"{policy.slug}：{note}")
    try:
        return engine(policy).compute(read_facts(policy, fitted.facts, root=root), on=made)
    except FactsError as error:
        reasons = error.problems
    except RefusalToCompute as error:
        reasons = error.reasons
    tell(f"按 {policy.slug} 不能计算：")
    for reason in reasons:
        tell(f"  {reason}")
    return None


def _amount(change: AmountChange) -> str:
    words = _arrow(*(print_yuan(amount) if amount is not None else "" for amount in (change.old, change.new)))
    difference = f"（{_signed(change.difference)}）" if change.old is not None and change.difference else ""
    return f"{change.name}　{words} 元{difference}"


def _signed(amount: Fen) -> str:
    return f"{'+' if amount > 0 else ''}{print_yuan(amount)}"
