"""``oneruler demo``: everything made ready, the server started, and the address said at the end."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from oneruler.web.commands.environment import prepare

HOST = "127.0.0.1"
SETTINGS = "oneruler.web.demo.settings"


def add_arguments(parser: ArgumentParser) -> None:
    """Which port to try first."""
    parser.add_argument("--port", type=int, default=8000, help="先试的端口（默认 8000；被占用时用后面空着的）")


def run(args: Namespace) -> int:
    """Make the demonstration ready and serve it until stopped; what an earlier run left is used again."""
    prepare(SETTINGS)
    from django.conf import settings

    from oneruler.web.files import alone

    with alone(settings.VAR, f"演示已经在运行（数据在 {settings.VAR}）。请在浏览器中打开它，或先停止它。") as hold:
        _prepare_and_serve(args.port, hold)
    return 0


def _prepare_and_serve(wanted: int, hold: int) -> None:
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connection

    from oneruler.web import clock
    from oneruler.web.demo import year
    from oneruler.web.demo.people import PEOPLE, enrol_demo_people
    from oneruler.web.parts import parts
    from oneruler.web.server import collect_static_files, free_port
    from oneruler.web.supervisor import Supervisor

    _say(f"1/4 数据库：{settings.DATABASES['default']['NAME']}")
    call_command("migrate", interactive=False, verbosity=0)
    _say("2/4 演示人员：" + "、".join(person.display_name for person in PEOPLE))
    if not year.is_built():
        _say("    正在按日子办理示例县的一年（计划、程序、调查、公示、签约、付款、腾地），约需半分钟")
        call_command("flush", interactive=False, verbosity=0)  # a year that was cut off, or none: it is made anew
        year.make(settings.ONERULER_POLICIES)
    enrol_demo_people(at=clock.now())
    connection.close()
    _say("3/4 页面文件")
    collect_static_files()
    port = free_port(HOST, wanted)
    _say("4/4 启动" + ("" if port == wanted else f"（端口 {wanted} 已被占用，改用 {port}）"))
    started = parts(SETTINGS, host=HOST, port=port, web_workers=2, job_workers=1)
    Supervisor(started, pass_fds=(hold,)).run()


def _say(line: str) -> None:
    print(line, flush=True)
