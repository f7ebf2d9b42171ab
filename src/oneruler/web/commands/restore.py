"""``oneruler restore FILE``: a backup takes the place of what there is, wholly or not at all."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from contextlib import nullcontext
from pathlib import Path

from oneruler.web.commands.environment import prepare
from oneruler.web.commands.passphrase import add_passphrase_argument, passphrase_of


def add_arguments(parser: ArgumentParser) -> None:
    """Which file, and how far to go."""
    parser.add_argument("file", type=Path, help="oneruler backup 做的备份文件")
    parser.add_argument("--replace", action="store_true", help="代替这里已有的数据（不加时，已有数据就不恢复）")
    parser.add_argument("--check", action="store_true", help="只核对备份，不恢复；运行中也可以做")
    parser.add_argument("--with-keys", action="store_true", help="连同备份里的密钥一起恢复（需要当时的口令）")
    add_passphrase_argument(parser)


def run(args: Namespace) -> int:
    """Check and restore; says each step."""
    prepare()
    from django.conf import settings
    from django.db import connection
    from django.db.migrations.loader import MigrationLoader

    from oneruler.web import clock
    from oneruler.web.backup.databases import database_of
    from oneruler.web.backup.restoring import Installation, restore_backup
    from oneruler.web.files import alone, refused_by_the_disk

    known = frozenset(f"{app}.{name}" for app, name in MigrationLoader(None, ignore_no_migrations=True).disk_migrations)
    connection.close()
    installation = Installation(settings.VAR, database_of(settings.DATABASES["default"]), settings.ONERULER_SEAL, known)
    hold = alone(settings.VAR, f"{settings.VAR} 正在使用：请先停止 oneruler serve，再恢复备份。")
    with nullcontext() if args.check else hold, refused_by_the_disk("恢复"):
        done = restore_backup(
            args.file, installation, at=clock.now(), replace=args.replace, only_check=args.check,
            passphrase=(lambda: passphrase_of(args)) if args.with_keys else None, step=_say,
        )  # fmt: skip
    said = done.manifest
    print(
        f"备份做于 {said.made_at}，程序版本 {said.program}，操作记录 {said.head[0]} 条，附件缺 {len(said.missing)} 个"
    )
    if not done.replaced:
        print("备份完好，可以恢复；这次没有改动任何数据。")
        return 0
    print("已恢复。" + (f"原来的数据库留在 {done.old}。" if done.old else ""))
    if done.behind:
        print("备份来自较早的版本：请运行 oneruler migrate，再启动。")
    else:
        _record(said.head)
    return 0


def _record(head: tuple[int, str]) -> None:
    """Let the trail itself say that it was set back."""
    from django.db import transaction

    from oneruler.office.acting import record
    from oneruler.web import clock

    with transaction.atomic():
        record(by=None, at=clock.now(), verb="恢复备份", about=f"audit:{head[0]}", detail={"digest": head[1]})


def _say(line: str) -> None:
    print(line, flush=True)
