"""``oneruler backup FILE``: everything but the keys in one file, while others go on working."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path

from oneruler.web.commands.environment import prepare
from oneruler.web.commands.passphrase import add_passphrase_argument, passphrase_of


def add_arguments(parser: ArgumentParser) -> None:
    """Where to, and whether the keys go with it."""
    parser.add_argument("file", type=Path, help="备份文件，例如 oneruler-20250801.zip；不覆盖已有的文件")
    parser.add_argument(
        "--with-keys", action="store_true", help="连同密钥一起备份（用口令加密）；不加时备份里没有密钥，须另有恢复码"
    )
    add_passphrase_argument(parser)


def run(args: Namespace) -> int:
    """Make the backup and say what is in it; 1 where attachments were missing."""
    prepare()
    from django.conf import settings
    from django.db import transaction

    from oneruler.office.acting import record
    from oneruler.office.fields import seal
    from oneruler.office.roles import Verb
    from oneruler.web import clock
    from oneruler.web.backup.databases import database_of
    from oneruler.web.backup.keys import Keys
    from oneruler.web.backup.making import make_backup
    from oneruler.web.files import refused_by_the_disk

    keys = Keys(settings.ONERULER_SEAL, settings.SECRET_KEY) if args.with_keys else None
    passphrase = passphrase_of(args, twice=True) if keys else ""
    with refused_by_the_disk("备份"):
        made = make_backup(
            args.file.absolute(), database=database_of(settings.DATABASES["default"]),
            shelf=settings.VAR / "attachments", seal=seal(), at=clock.now(), keys=keys, passphrase=passphrase,
        )  # fmt: skip
    with transaction.atomic():
        detail = {"entries": made.head, "attachments": made.attachments, "keys": bool(keys)}
        record(by=None, at=clock.now(), verb=Verb.BACK_UP, about=f"audit:{made.head}", detail=detail)
    print(f"已备份到 {args.file}：{made.size:,} 字节，操作记录 {made.head} 条，附件 {made.attachments} 个")
    if not args.with_keys:
        print("备份里没有密钥。没有密钥恢复码，备份中的个人信息打不开；请确认恢复码另有保管。")
    if made.missing:
        print(f"有 {made.missing} 个附件在数据文件夹里找不到，没有进入备份；清单里记有它们的摘要。")
        return 1
    return 0
