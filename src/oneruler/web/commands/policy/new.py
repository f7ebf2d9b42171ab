"""``oneruler policy new``: a pack to start from."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path

from oneruler.policy.pack.skeleton import write_skeleton
from oneruler.web.commands.policy.packs import say
from oneruler.web.refusal import Refusal


def add_arguments(parser: ArgumentParser) -> None:
    """Where."""
    parser.add_argument("folder", type=Path, metavar="文件夹", help="新包的文件夹，例如 policies/某县-集体土地")


def run(args: Namespace) -> int:
    """Make the folder."""
    try:
        write_skeleton(args.folder)
    except FileExistsError:
        raise Refusal(f"“{args.folder}”已经有了，没有改动它；请换一个名称。") from None
    except OSError as error:
        raise Refusal(f"不能新建“{args.folder}”：{error.strerror}。") from None
    say(f"已新建 {args.folder}。先改 policy.yaml，再改 tables/ 和 rules/；随时运行 oneruler policy check {args.folder}")
    return 0
