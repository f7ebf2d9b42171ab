"""The command ``oneruler``. A subcommand's module is imported only when it is the one asked for.

So ``oneruler check`` never loads Django, and help comes at once. A subcommand is a module with
``add_arguments(parser)`` and ``run(args) -> int``.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

from oneruler.web.refusal import Refusal

# In the order in which a newcomer needs them. manage takes its words as they are, for Django.
COMMANDS = {
    "demo": "演示：准备示例数据和演示人员，启动后用浏览器打开",
    "check": "勾稽核查：核查报告中的合计、占比、增减率、评分等是否算得对",
    "policy": "政策包：核对、算例、试算、改标准、比较版本",
    "serve": "正式运行：启动网页服务、作业进程和定时进程",
    "migrate": "建立或升级数据库",
    "backup": "备份：数据库和附件存成一个文件，运行中也可以做",
    "restore": "恢复备份：先核对，再整体代替",
    "key": "加密密钥：显示恢复码，或与纸上的核对",
    "verify-package": "核对公开包：看下载的公开包与公开时是否一致",
    "verify": "核对操作记录：逐条核对，看有没有被改动、删去",
    "head": "导出操作记录的链尾，存到别处，供日后核对",
    "manage": "系统管理：运行 Django 的管理命令，例如 oneruler manage changepassword",
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one subcommand; returns the exit status, 2 for a command line that cannot be understood."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    if not words or words[0] in {"-h", "--help", "help"}:
        print(_overview())
        return 0
    if words[0] in {"-V", "--version"}:
        from oneruler import __version__

        print(f"oneruler {__version__}")
        return 0
    name, *rest = words
    if name not in COMMANDS:
        from difflib import get_close_matches

        close = get_close_matches(name, COMMANDS, n=1)
        hint = f"您要找的可能是 {close[0]}。" if close else ""
        print(f"oneruler：没有“{name}”这个命令。{hint}可用的命令见 oneruler --help。", file=sys.stderr)
        return 2
    try:
        return _run(name, rest)
    except Refusal as refusal:
        print(f"oneruler：{refusal}", file=sys.stderr)
        return 2
    except BrokenPipeError:
        # The reader (head, less) has seen enough. Python would complain once more while flushing at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1


def _run(name: str, words: list[str]) -> int:
    from argparse import ArgumentParser
    from importlib import import_module

    module = import_module(f"oneruler.web.commands.{name.replace('-', '_')}")
    if name == "manage":
        return int(module.run(words))
    parser = ArgumentParser(prog=f"oneruler {name}", description=COMMANDS[name])
    module.add_arguments(parser)
    return int(module.run(parser.parse_args(words)))


def _overview() -> str:
    width = max(map(len, COMMANDS))
    lines = [f"  {name:<{width}}  {about}" for name, about in COMMANDS.items()]
    return "\n".join(
        [
            "一把尺 OneRuler：征地拆迁工作，一把尺子量到底。",
            "",
            "用法：oneruler 命令 [选项]",
            "",
            *lines,
            "",
            "每个命令的选项见 oneruler 命令 --help；oneruler --version 显示版本。",
        ]
    )
