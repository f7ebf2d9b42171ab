"""``oneruler verify-package``: look over a public package, anywhere, without a database.

Exit status: 0 whole, 1 something was changed, 2 no package.
"""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path

from oneruler.web.refusal import Refusal

_HEX = frozenset("0123456789abcdef")


def add_arguments(parser: ArgumentParser) -> None:
    """The words that may follow."""
    parser.add_argument("file", type=Path, metavar="文件", help="下载的公开包（.zip）")
    parser.add_argument("--digest", default="", metavar="摘要", help="公告上印的摘要（64 位），用来确认整包没有被换过")


def run(args: Namespace) -> int:
    """Say whether the package is as it went out."""
    from oneruler.disclosure.package import PackageError, verify

    expected = "".join(args.digest.split()).lower()
    if expected and (len(expected) != 64 or not set(expected) <= _HEX):
        raise Refusal("摘要应是 64 位的十六进制数，请对照公告逐位核对。")
    try:
        found = verify(args.file.read_bytes(), expected)
    except OSError as error:
        raise Refusal(f"打不开 {args.file}：{error.strerror}；请检查路径和文件名。") from error
    except PackageError as error:
        raise Refusal(f"{args.file}：{error}") from error
    manifest = found.manifest
    print(f"{manifest.get('number', '')}　{manifest.get('title', '')}　{manifest.get('published_on', '')}")
    print(f"文件 {len(manifest['files'])} 个；整包摘要 {found.digest}")
    for fault in found.faults:
        print(f"  ✗ {fault}")
    if found.faults:
        print("与公开时不一致。")
        return 1
    print(
        "与公布的摘要一致，没有改动。"
        if expected
        else "包内自洽，没有改动。要确认整包没有被换过，请用 --digest 加上公告上的摘要。"
    )
    return 0
