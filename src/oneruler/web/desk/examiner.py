"""The process that reads and checks one uploaded paper, and nothing else: ``python -m oneruler.web.desk.examiner``.

A paper from outside may be made to hang or to swell. It is therefore opened here, under limits of memory and time,
and the program that serves the pages only waits. In: one line of JSON (the file's name), then the file. Out: JSON,
either ``{"unreadable": message}`` or ``{"html", "errors", "warnings", "notices"}``.
"""

from __future__ import annotations

import json
import os
import resource
import sys
from typing import Any

MEMORY = 1024**3
SECONDS = 30


def examine(data: bytes, name: str) -> dict[str, Any]:
    """Read, check and draw one paper."""
    from oneruler.base.findings import Severity
    from oneruler.checks import check
    from oneruler.checks.reading import UnreadableError, read_bytes
    from oneruler.checks.render import html

    try:
        report = check(read_bytes(data, name))
    except UnreadableError as error:
        return {"unreadable": str(error)}
    return {
        "html": html.body(report),
        "errors": report.count(Severity.ERROR),
        "warnings": report.count(Severity.WARNING),
        "notices": report.count(Severity.NOTICE),
    }


def confine() -> None:
    """Let this process take no more than ``MEMORY`` bytes and ``SECONDS`` of the processor, nor write any file."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def main() -> None:
    """Serve one paper from standard input to standard output."""
    confine()
    answer = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # whatever a library prints goes to the log, not into the answer
    name = json.loads(sys.stdin.buffer.readline())
    json.dump(examine(sys.stdin.buffer.read(), name), answer)
    answer.close()


if __name__ == "__main__":
    main()
