"""``oneruler serve``: the web service for daily work."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from oneruler.web.commands.environment import prepare
from oneruler.web.refusal import Refusal


def add_arguments(parser: ArgumentParser) -> None:
    """Where to listen, and with how many processes."""
    parser.add_argument(
        "--host", default="127.0.0.1", help="监听地址（默认 127.0.0.1，只供本机或本机上的反向代理访问）"
    )
    parser.add_argument("--port", type=int, default=8000, help="监听端口（默认 8000）")
    parser.add_argument("--workers", type=int, default=2, help="进程数（默认 2，一般取处理器核数）")


def run(args: Namespace) -> int:
    """Serve until stopped. Refuses to start on a database that is not up to date."""
    prepare()
    from oneruler.web.server import Server, collect_static_files

    if _behind():
        raise Refusal("数据库尚未建立或版本较旧。请先备份，再运行 oneruler migrate，然后重新启动。")
    collect_static_files()
    Server(
        host=args.host,
        port=args.port,
        workers=args.workers,
        ready=lambda: print(f"一把尺已启动：http://{args.host}:{args.port}（按 Ctrl+C 停止）", flush=True),
    ).run()
    return 0


def _behind() -> bool:
    """Whether a migration has not run yet."""
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))
