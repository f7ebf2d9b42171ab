"""``oneruler demo``: everything made ready, the server started, and the address said at the end."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from oneruler.web.commands.environment import prepare

HOST = "127.0.0.1"


def add_arguments(parser: ArgumentParser) -> None:
    """Which port to try first."""
    parser.add_argument("--port", type=int, default=8000, help="先试的端口（默认 8000；被占用时用后面空着的）")


def run(args: Namespace) -> int:
    """Make the demonstration ready and serve it until stopped; what an earlier run left is used again."""
    prepare("oneruler.web.demo.settings")
    from django.conf import settings
    from django.core.management import call_command
    from django.utils import timezone

    from oneruler.web.demo.people import PEOPLE, enrol_demo_people
    from oneruler.web.server import Server, collect_static_files, free_port

    _say(f"1/4 数据库：{settings.DATABASES['default']['NAME']}")
    call_command("migrate", interactive=False, verbosity=0)
    _say("2/4 演示人员：" + "、".join(person.display_name for person in PEOPLE))
    enrol_demo_people(at=timezone.now())
    _say("3/4 页面文件")
    collect_static_files()
    port = free_port(HOST, args.port)
    _say("4/4 启动网页服务" + ("" if port == args.port else f"（端口 {args.port} 已被占用，改用 {port}）"))
    Server(host=HOST, port=port, workers=2, ready=lambda: _invite(port)).run()
    return 0


def _invite(port: int) -> None:
    from oneruler.web.demo.people import PEOPLE

    _say("")
    _say(f"演示已就绪：  http://{HOST}:{port}/")
    _say(f"登录：        在登录页点“{PEOPLE[0].display_name}”即可进入，不需要口令")
    _say("停止：        按 Ctrl+C")


def _say(line: str) -> None:
    print(line, flush=True)
