"""The web server: gunicorn, run from the program itself, with the few settings that matter."""

from __future__ import annotations

import socket
from collections.abc import Callable
from typing import Any

from gunicorn.app.base import BaseApplication

from oneruler.web.refusal import Refusal


def free_port(host: str, port: int, *, tries: int = 50) -> int:
    """The first port from ``port`` on that nobody listens on; raises Refusal when ``tries`` are all taken."""
    for candidate in range(port, port + tries):
        with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET, socket.SOCK_STREAM) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((host, candidate))
            except OSError:
                continue
            return candidate
    raise Refusal(f"{host} 上 {port} 到 {port + tries - 1} 的端口都被占用，请用 --port 换一个。")


def collect_static_files() -> None:
    """Lay out what browsers are served, compressed and named by content; raises Refusal when some are missing."""
    from django.contrib.staticfiles import finders
    from django.core.management import call_command

    if finders.find("vendor/LICENCES.txt") is None:
        raise Refusal("缺少浏览器文件（static/vendor）。请在源码目录运行 make demo，会自动下载。")
    call_command("collectstatic", interactive=False, verbosity=0)


class Server(BaseApplication):
    """Serves the WSGI application until it is told to stop; ``ready`` is called once it listens."""

    def __init__(self, *, host: str, port: int, workers: int, ready: Callable[[], None]) -> None:
        self._options: dict[str, Any] = {
            "bind": f"[{host}]:{port}" if ":" in host else f"{host}:{port}",
            "workers": workers,
            "worker_class": "gthread",
            "threads": 8,
            "timeout": 120,  # longer than the longest examination of a paper
            "graceful_timeout": 30,
            "max_requests": 10_000,
            "max_requests_jitter": 1_000,
            "when_ready": lambda _: ready(),
            "loglevel": "warning",
            "control_socket_disable": True,
        }
        super().__init__()

    def run(self) -> None:
        """Serve. The workers are forked from this process and must not inherit its database connections."""
        from django.db import connections

        connections.close_all()
        super().run()

    def load_config(self) -> None:
        """Put our options into gunicorn's."""
        for key, value in self._options.items():
            if key in self.cfg.settings:
                self.cfg.set(key, value)

    def load(self) -> Any:
        """The application, loaded in each worker."""
        from oneruler.web.wsgi import application

        return application
