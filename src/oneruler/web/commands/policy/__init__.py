"""``oneruler policy``: check a pack, run its cases, compute a sheet, edit its tables in a workbook, compare versions.

Exit status: 0 all is well, 1 something is wrong with what was looked at, 2 it could not be looked at.
"""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from importlib import import_module

SUBCOMMANDS = {
    "check": "核对政策包：写法、依据、单位、日期、区间，列出全部问题",
    "cases": "运行算例，并说明哪些标准行、哪些条件还没有算例",
    "explain": "按一份事实计算补偿，逐行说明怎么算的",
    "tables": "把标准表导出为工作簿，修改后再收回",
    "diff": "比较两个版本的文件，以及同一户在两个版本下的结果",
    "new": "新建一个政策包的样子",
}


def add_arguments(parser: ArgumentParser) -> None:
    """The subcommands and their words."""
    inner = parser.add_subparsers(dest="subcommand", required=True, metavar="子命令")
    for name, about in SUBCOMMANDS.items():
        module = import_module(f"{__name__}.{name}")
        module.add_arguments(inner.add_parser(name, help=about, description=about))


def run(args: Namespace) -> int:
    """Run the subcommand that was asked for."""
    module = import_module(f"{__name__}.{args.subcommand}")
    return int(module.run(args))
