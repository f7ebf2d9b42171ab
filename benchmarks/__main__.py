"""``python -m benchmarks [all|checker|baseline|heldout|papers|gold|throughput|policy|crashes]``: prints the measures, the worst examples."""

from __future__ import annotations

import argparse
import json
import resource
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from benchmarks import crashes, gold, heldout, papers, policy, throughput
from benchmarks.answers import Checker, by_oneruler
from benchmarks.baseline import by_regex
from benchmarks.files import as_docx, as_xlsx, in_report
from benchmarks.generator import reports
from benchmarks.measure import Share, Tally

PARTS = ("checker", "baseline", "heldout", "papers", "gold", "throughput", "policy", "crashes")
AUTODOC = 92.02  # per cent of sentences wholly right, as AutoDoc published

Result = dict[str, Any]


def main(arguments: list[str] | None = None) -> int:
    """Run the parts asked for; 0 when all ran."""
    parser = argparse.ArgumentParser(prog="benchmarks", description=__doc__)
    parser.add_argument("part", nargs="?", default="all", choices=("all", *PARTS))
    parser.add_argument("--documents", type=int, default=240, help="how many generated reports")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument(
        "--show", type=int, default=0, help="how many examples of what went wrong to list for each part"
    )
    parser.add_argument(
        "--texts", type=int, nargs=2, default=(200, 1000), help="sizes of the two folders of the throughput part"
    )
    parser.add_argument("--crash-rounds", type=int, default=20, help="how often each process is killed")
    parser.add_argument("--json", type=Path, help="write all figures to this file too")
    asked = parser.parse_args(arguments)
    result: Result = {"seed": asked.seed, "documents": asked.documents}
    if asked.part in {"all", "checker"}:
        result["checker"] = _generated("oneruler", by_oneruler, asked)
    if asked.part in {"all", "baseline"}:
        result["baseline"] = _generated("plain regular expressions", by_regex, asked)
    if asked.part == "all":
        _ratio(result)
    if asked.part in {"all", "heldout"}:
        checkers = (("oneruler", by_oneruler), ("regex", by_regex))
        result["heldout"] = {
            f"{name} {part}": _heldout(name, checker, part, asked.show)
            for part in heldout.SETS
            for name, checker in checkers
        }
    if asked.part in {"all", "papers"}:
        result["papers"] = papers.run(asked.show)
    if asked.part in {"all", "gold"}:
        result["gold"] = _gold(asked.show)
    if asked.part in {"all", "throughput"}:
        result["throughput"] = _throughput(*asked.texts)
    if asked.part in {"all", "policy"}:
        result["policy"] = policy.run()
    if asked.part in {"all", "crashes"}:
        result["crashes"] = crashes.run(asked.crash_rounds, asked.seed)
    if asked.json:
        asked.json.write_text(json.dumps(result, ensure_ascii=False, indent=1), encoding="utf-8")
    return 0


def _generated(name: str, checker: Checker, asked: argparse.Namespace) -> Result:
    tally, seconds, lost = Tally(), 0.0, 0
    for number, report in enumerate(reports(asked.seed, asked.documents)):
        data, file = report.text.encode(), f"{report.name}.txt"
        if checker is by_oneruler and number % 20 == 19:  # some come as office files, read back to the same words
            data, file = (
                (as_docx(report), f"{report.name}.docx")
                if number % 40 == 19
                else (as_xlsx(report), f"{report.name}.xlsx")
            )
        begin = time.perf_counter()
        answer = checker(data, file)
        seconds += time.perf_counter() - begin
        try:
            tally.count(report, in_report(answer, report))
        except ValueError as problem:
            lost += 1
            tally.misses.append(f"NOT ALIGNED {file}: {problem}")
    print(f"\n== {name}: {tally.reports} generated reports, {tally.faults.total()} planted faults ==")
    _shares(tally.headline())
    print(f"  sentences wholly right, published by AutoDoc: {AUTODOC} %")
    print(f"  warnings that touch no fault: {tally.false_warnings}; reports whose text could not be aligned: {lost}")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"  {asked.documents / seconds:.0f} documents a second, peak memory {peak:.0f} MiB")
    _table("kind", {kind: {"recognised": Share(tally.kinds_right[kind], n)} for kind, n in tally.kinds.items()})
    _table(
        "slip",
        {
            slip: {"found": Share(tally.found[slip], n), "named": Share(tally.slips_right[slip], tally.slips[slip])}
            for slip, n in tally.faults.items()
        },
    )
    _examples(tally.misses, asked.show)
    return {
        "headline": {what: share.as_json() for what, share in tally.headline().items()},
        "kinds": {kind: [tally.kinds_right[kind], n] for kind, n in tally.kinds.items()},
        "slips": {slip: [tally.found[slip], tally.slips_right[slip], n] for slip, n in tally.faults.items()},
        "false warnings": tally.false_warnings,
        "not aligned": lost,
        "documents a second": asked.documents / seconds,
    }


def _ratio(result: Result) -> None:
    print("\n== oneruler against plain regular expressions ==")
    for what, ours in result["checker"]["headline"].items():
        theirs = result["baseline"]["headline"][what]["share"]
        print(f"  {what}: {ours['share'] / theirs:.2f} times" if theirs else f"  {what}: the baseline has none")


def _heldout(name: str, checker: Checker, part: str, show: int) -> Result:
    shares, misses = heldout.judge(checker, part)
    print(f"\n== {name}: sentences labelled by hand, {part} set ==")
    _shares(shares)
    if part == "first":
        _examples(misses, show)
    return {what: share.as_json() for what, share in shares.items()}


def _gold(show: int) -> Result:
    where = gold.folder()
    if where is None:
        print("\n== published reports: not here (set ONERULER_REPORTS) ==")
        return {}
    shares, misses = gold.judge(by_oneruler, where)
    print("\n== oneruler: five published reports ==")
    _shares(shares)
    _examples(misses, show)
    return {what: share.as_json() for what, share in shares.items()}


def _throughput(small: int, large: int) -> Result:
    print("\n== oneruler check: start, folders ==")
    start = throughput.start_seconds()
    print(f"  one short text, start included: {start:.2f} s")
    runs = [throughput.over_folder(count) for count in (small, large)]
    for run in runs:
        print(f"  {run}")
    growth = runs[1].peak_mib / runs[0].peak_mib
    print(f"  memory, {large} texts against {small}: {growth:.2f} times")
    return {"start": start, "rate": runs[1].rate, "peak MiB": runs[1].peak_mib, "memory growth": growth}


def _shares(shares: Mapping[str, Share]) -> None:
    for what, share in shares.items():
        print(f"  {what}: {share}")


def _table(head: str, lines: Mapping[str, Mapping[str, Share]]) -> None:
    print(f"  by {head}:")
    for name, shares in sorted(lines.items()):
        print(f"    {name:<24}" + "  ".join(f"{what} {share}" for what, share in shares.items()))


def _examples(misses: list[str], show: int) -> None:
    """Some of each sort, so that the many do not hide the few."""
    by_sort: dict[str, list[str]] = {}
    for miss in misses:
        by_sort.setdefault(miss.split(" ")[0], []).append(miss)
    for sort, found in by_sort.items():
        for miss in found[:show]:
            print(f"    {miss}")
        if show and len(found) > show:
            print(f"    … {len(found) - show} more {sort}")


if __name__ == "__main__":
    raise SystemExit(main())
