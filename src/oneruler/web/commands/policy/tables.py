"""``oneruler policy tables``: the rate tables out into a workbook, and back in, the difference shown first."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from oneruler.policy.faults import FactsError, PackError
from oneruler.policy.pack.files import Files
from oneruler.policy.workbook import Returned, returned, tables_workbook, take
from oneruler.web.commands.policy.packs import find, open_pack, say, tell
from oneruler.web.refusal import Refusal


def add_arguments(parser: ArgumentParser) -> None:
    """Out, or back in."""
    parser.add_argument("pack", metavar="政策包", help="文件夹或随程序提供的包的名称")
    way = parser.add_mutually_exclusive_group()
    way.add_argument("--xlsx", type=Path, metavar="文件", help="把全部标准表写成这个工作簿")
    way.add_argument("--take", type=Path, metavar="文件", help="从改好的工作簿收回：先列出改了什么，确认后写入")
    parser.add_argument("--yes", action="store_true", help="不再询问，直接写入")


def run(args: Namespace) -> int:
    """Write the workbook, take it back, or list the tables."""
    if args.xlsx is not None:
        return _write(find(args.pack), args.xlsx)
    if args.take is not None:
        return _take(find(args.pack), args.take, sure=args.yes)
    for table in open_pack(args.pack).tables.values():
        keys = "、".join(column.name for column in table.columns) or "（没有键）"
        missing = sum(rate.value is None for rate in table)
        say(f"{table.name}：按 {keys}，{len(table.rates)} 行" + (f"，{missing} 行缺标准" if missing else ""))
    return 0


def _write(folder: Path, output: Path) -> int:
    data = tables_workbook(Files.of(folder))
    try:
        output.write_bytes(data)
    except OSError as error:
        raise Refusal(f"写不进“{output}”：{error.strerror}。") from None
    tell(f"已写入 {output}：用 WPS 或 Excel 修改后，运行 oneruler policy tables {folder} --take {output} 收回。")
    return 0


def _take(folder: Path, source: Path, *, sure: bool) -> int:
    try:
        back = returned(Files.of(folder), source.read_bytes())
    except OSError as error:
        raise Refusal(f"打不开“{source}”：{error.strerror}。") from None
    except FactsError as error:
        raise Refusal("；".join(error.problems)) from None
    except PackError as error:
        tell(f"改过的表有 {len(error.faults)} 处问题，没有写入（行号就是工作表的行号）：")
        for fault in error.faults:
            tell(f"  {fault}")
        return 1
    for note in back.notes:
        tell(note)
    if not back.changes:
        say("没有改动。")
        return 0
    say(f"改动 {len(back.changes)} 处：")
    for change in back.changes:
        say(f"  {change}")
    return _confirm(folder, back, sure=sure)


def _confirm(folder: Path, back: Returned, *, sure: bool) -> int:
    if not sure:
        print("写入吗？（是/否）", end=" ", flush=True)
        if sys.stdin.readline().strip() not in {"是", "y", "Y", "yes"}:
            say("没有写入。")
            return 1
    try:
        take(folder, back)
    except OSError as error:
        raise Refusal(f"写不进“{folder}”：{error.strerror}。") from None
    say(f"已写入 {len(back.tables)} 张表。建议接着运行：oneruler policy cases {folder}")
    return 0
