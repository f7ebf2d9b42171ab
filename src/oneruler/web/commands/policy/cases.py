"""``oneruler policy cases``: run the worked cases, and say what none of them touches."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from oneruler.policy.cases.running import CaseReport, run_cases
from oneruler.policy.faults import PackError
from oneruler.policy.model import Policy
from oneruler.policy.pack.shelf import packs, shipped
from oneruler.web.commands.policy.packs import open_pack, say
from oneruler.web.refusal import Refusal


def add_arguments(parser: ArgumentParser) -> None:
    """Which packs."""
    parser.add_argument("packs", nargs="*", metavar="政策包", help="文件夹或包的名称；不写就是随程序提供的全部")


def run(args: Namespace) -> int:
    """Run the cases of each pack; 1 if any differs."""
    names = args.packs or [str(folder) for folder in packs(shipped())]
    return max([_run(open_pack(name)) for name in names], default=0)


def _run(policy: Policy) -> int:
    try:
        report = run_cases(policy)
    except PackError as error:
        raise Refusal("\n".join(["算例有问题，先改好再用：", *(f"  {fault}" for fault in error.faults)])) from None
    failed = report.failed
    say(
        f"{policy.slug}：{len(report.results)} 个算例，{len(report.results) - len(failed)} 个相符，{len(failed)} 个不符"
    )
    for result in failed:
        say(f"  不符  {result.case.name}（{result.case.place}）")
        for difference in result.differences:
            say(f"        {difference}")
    _say_coverage(report)
    return 1 if failed else 0


def _say_coverage(report: CaseReport) -> None:
    coverage = report.coverage
    rows, sides = coverage.untouched_rows(), coverage.untouched_sides()
    say(f"  标准行：{coverage.priced_rows()} 行有标准，算例用到 {coverage.priced_rows() - len(rows)} 行")
    for table, rate in rows:
        say(f"    没有用到  {rate.place}  {coverage.policy.tables[table].row_words(rate)}")
    say(f"  条件：{coverage.all_sides()} 面，算例走到 {coverage.all_sides() - len(sides)} 面")
    for rule, words, side in sides:
        say(f"    没有走到  {rule.name}：{words}　{side}（{rule.place}）")
