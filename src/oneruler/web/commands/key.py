"""``oneruler key``: show the key that personal data is sealed with, or compare it with what is on paper."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace

from oneruler.web.commands.environment import prepare
from oneruler.web.refusal import Refusal


def add_arguments(parser: ArgumentParser) -> None:
    """Show or check; exactly one of them."""
    choice = parser.add_mutually_exclusive_group(required=True)
    choice.add_argument("--show", action="store_true", help="显示密钥恢复码（周围没有旁人时再用）")
    choice.add_argument(
        "--check", nargs="*", metavar="恢复码", help="核对纸上的恢复码；不写在命令里时，从键盘输入，不留在命令历史中"
    )


def run(args: Namespace) -> int:
    """Exit status 1 where the words on paper are another key's."""
    prepare()
    from django.conf import settings

    from oneruler.office.sealing import Seal, SealError

    try:
        ours = Seal.read(settings.ONERULER_SEAL)
        if args.show:
            print(ours.words())
            return 0
        theirs = Seal.read(" ".join(args.check) if args.check else _typed())
    except SealError as error:
        raise Refusal(str(error)) from error
    if theirs == ours:
        print("一致：纸上的恢复码就是本机正在使用的密钥。")
        return 0
    print("不一致：纸上的恢复码是另一把密钥的，打不开本机的数据。请尽快用 oneruler key --show 重新抄存。")
    return 1


def _typed() -> str:
    if not sys.stdin.isatty():
        return sys.stdin.readline()
    from getpass import getpass

    return getpass("恢复码（输入时不显示）：")
