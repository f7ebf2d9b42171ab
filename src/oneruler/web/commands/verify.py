"""``oneruler verify``: walk the audit trail, entry by entry, and compare it with ends that were kept elsewhere."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path

from oneruler.web.commands.environment import prepare
from oneruler.web.refusal import Refusal


def add_arguments(parser: ArgumentParser) -> None:
    """Which ends of the trail to compare with."""
    parser.add_argument(
        "--head", type=Path, metavar="文件", help="oneruler head 导出的链尾，一行一个；可发现末尾被删去或整条链被重做"
    )


def run(args: Namespace) -> int:
    """Exit status 1 where the trail is broken."""
    prepare()
    from oneruler.office.queries import audit_breaks, audit_head

    heads = _heads(args.head) if args.head is not None else {}
    count, _ = audit_head()
    broken = 0
    for one in audit_breaks(heads=heads):
        print(one)
        broken += 1
    kept = f"，与留存的 {len(heads)} 个链尾相符" if heads else ""
    print(f"操作记录 {count} 条，{f'发现 {broken} 处问题' if broken else f'前后相扣，没有问题{kept}'}。")
    return 1 if broken else 0


def _heads(path: Path) -> dict[int, str]:
    """Digest by sequence. Raises Refusal."""
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise Refusal(f"读不了链尾文件 {path}：{error}") from error
    found: dict[int, str] = {}
    for number, line in enumerate(lines, 1):
        words = line.split()
        if not words:
            continue
        good = len(words) >= 2 and words[0].isascii() and words[0].isdigit() and len(words[1]) == 64
        if not good:
            raise Refusal(f"{path} 第 {number} 行不是链尾：应为“条数 摘要”，由 oneruler head 导出。")
        if found.setdefault(int(words[0]), words[1]) != words[1]:
            raise Refusal(f"{path} 里第 {words[0]} 条有两个不同的摘要，请核对文件来源。")
    found.pop(0, None)  # the end of a trail that had not begun
    if not found:
        raise Refusal(f"{path} 里没有链尾，请用 oneruler head 导出。")
    return found
