"""A passphrase for the keys in a backup: from a file, or typed; never on the command line, where others would see it."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from getpass import getpass
from pathlib import Path

from oneruler.web.refusal import Refusal


def add_passphrase_argument(parser: ArgumentParser) -> None:
    """The file that holds it, for use without a terminal."""
    parser.add_argument("--passphrase-file", type=Path, help="从这个文件的第一行读密钥口令（不加时在终端输入）")


def passphrase_of(args: Namespace, *, twice: bool = False) -> str:
    """The passphrase; typed ``twice`` where a slip would be found out too late. Raises Refusal."""
    if args.passphrase_file is not None:
        try:
            lines = Path(args.passphrase_file).read_text(encoding="utf-8").splitlines()
        except (OSError, UnicodeDecodeError) as error:
            raise Refusal(f"读不了口令文件 {args.passphrase_file}：{error}") from error
        return lines[0] if lines else ""
    if not sys.stdin.isatty():
        raise Refusal("没有终端可以输入口令，请用 --passphrase-file 指定口令文件。")
    typed = getpass("密钥口令：")
    if twice and getpass("再输入一次：") != typed:
        raise Refusal("两次输入的口令不同，请重新运行。")
    return typed
