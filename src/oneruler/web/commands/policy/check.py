"""``oneruler policy check``: every fault of every pack, with place and repair."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path

from oneruler.policy.cases.reading import read_cases
from oneruler.policy.faults import PackError
from oneruler.policy.pack.files import Files
from oneruler.policy.pack.loading import load
from oneruler.policy.pack.shelf import packs, shipped
from oneruler.web.commands.policy.packs import find, say


def add_arguments(parser: ArgumentParser) -> None:
    """Which packs."""
    parser.add_argument(
        "packs", nargs="*", metavar="政策包", help="文件夹或随程序提供的包的名称；不写就是随程序提供的全部"
    )


def run(args: Namespace) -> int:
    """Check each pack; 1 if any has a fault."""
    folders = [find(name) for name in args.packs] or packs(shipped())
    return max([_check(folder) for folder in folders], default=0)


def _check(folder: Path) -> int:
    try:
        policy = load(folder)
        lists = frozenset(kind.name for kind in policy.objects.values() if kind.root)
        cases = read_cases(Files.of(folder), lists)
    except PackError as error:
        say(f"{folder.name}：{len(error.faults)} 处问题")
        for fault in error.faults:
            say(f"  {fault}")
        return 1
    rows = sum(len(table.rates) for table in policy.tables.values())
    missing = sum(rate.value is None for table in policy.tables.values() for rate in table)
    say(
        f"{folder.name}：没有问题。{policy.name}（{policy.number}，{policy.status}），"
        f"{len(policy.tables)} 张标准表 {rows} 行"
        + (f"（{missing} 行缺标准）" if missing else "")
        + f"，{len(policy.entitlements)} 个补偿项，{len(cases)} 个算例"
    )
    return 0
