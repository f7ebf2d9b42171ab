"""``oneruler serve``: the program for daily work, all its parts under one supervisor."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from oneruler.web.commands.environment import prepare
from oneruler.web.commands.invitation import invite_first_run
from oneruler.web.refusal import Refusal

SETTINGS = "oneruler.web.settings"


def add_arguments(parser: ArgumentParser) -> None:
    """Where to listen, and with how many processes."""
    parser.add_argument(
        "--host", default="127.0.0.1", help="监听地址（默认 127.0.0.1，只供本机或本机上的反向代理访问）"
    )
    parser.add_argument("--port", type=int, default=8000, help="监听端口（默认 8000）")
    parser.add_argument("--workers", type=int, default=2, help="网页服务的进程数（默认 2，一般取处理器核数）")
    parser.add_argument("--job-workers", type=int, default=1, help="作业进程数（默认 1）")


def run(args: Namespace) -> int:
    """Serve until stopped. Refuses to start on a database that is not up to date, or on a port that is taken."""
    prepare(SETTINGS)
    from django.conf import settings
    from django.db import connection

    from oneruler.web.files import alone
    from oneruler.web.parts import parts
    from oneruler.web.server import collect_static_files, free_port
    from oneruler.web.supervisor import Supervisor

    with alone(settings.VAR, f"{settings.VAR} 正在使用：一把尺已在运行，或正在恢复备份。") as hold:
        if _behind():
            raise Refusal("数据库尚未建立或版本较旧。请先备份，再运行 oneruler migrate，然后重新启动。")
        invite_first_run()
        connection.close()
        collect_static_files()
        free_port(args.host, args.port, tries=1)
        started = parts(
            SETTINGS, host=args.host, port=args.port, web_workers=args.workers, job_workers=args.job_workers
        )
        Supervisor(started, pass_fds=(hold,)).run()
    return 0


def _behind() -> bool:
    """Whether a migration has not run yet."""
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    behind = bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    connection.close()
    return behind
