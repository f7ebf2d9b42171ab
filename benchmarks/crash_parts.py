"""What the processes do that ``benchmarks.crashes`` kills: ``python -m benchmarks.crash_parts PART …``."""

from __future__ import annotations

import io
import json
import random
import sys
import threading
import time
from datetime import timedelta
from pathlib import Path
from typing import Any

from oneruler.web.commands.environment import prepare

prepare()

from django.conf import settings  # noqa: E402
from django.db import transaction  # noqa: E402
from django.utils import timezone  # noqa: E402

from oneruler.office.acting import record  # noqa: E402
from oneruler.office.actions import enrol_officer  # noqa: E402
from oneruler.office.attachments import Shelf, attach  # noqa: E402
from oneruler.office.fields import seal  # noqa: E402
from oneruler.office.job_actions import ask_job  # noqa: E402
from oneruler.office.models import Assignment, Attachment, AuditEntry, Job, Officer  # noqa: E402
from oneruler.office.queries import audit_breaks, audit_head  # noqa: E402
from oneruler.web.jobs.kinds import Kind  # noqa: E402
from oneruler.web.jobs.task import Task  # noqa: E402
from oneruler.web.jobs.ticker import Ticker  # noqa: E402
from oneruler.web.jobs.worker import Worker  # noqa: E402

STEPS = 3


def shelf() -> Shelf:
    return Shelf(settings.VAR / "attachments", seal())


def do_once(task: Task) -> dict[str, Any]:
    """A work that must not be done twice: its effect and the end of its job are one transaction."""
    time.sleep(task.parameters["seconds"])
    record(by=None, at=task.now(), verb="做一次", about=f"once:{task.parameters['number']}", detail={})
    return {}


def do_steps(task: Task) -> dict[str, Any]:
    """A work in steps, each a transaction that sees whether it was done before."""
    for step in range(STEPS):
        with transaction.atomic():
            about = f"step:{task.parameters['number']}:{step}"
            if not AuditEntry.objects.filter(about=about).exists():
                record(by=None, at=task.now(), verb="做一步", about=about, detail={})
        time.sleep(task.parameters["seconds"] / STEPS)
        task.beat(step + 1, STEPS)
    return {}


KINDS = {"once": Kind("一次", do_once, atomic=True), "steps": Kind("分步", do_steps)}


def furnish(size: str) -> None:
    """An officer, some entries in the trail, a few attachments: what is to be backed up. ``size`` tells two apart."""
    at = timezone.now()
    by = enrol_officer(username=f"keeper{size}", display_name="示例·保管", password=None, at=at)
    Assignment.objects.create(officer=by, role="archive", first=at.date() - timedelta(days=1))
    for number in range(int(size)):
        with transaction.atomic():
            record(by=None, at=at, verb="试记", about=f"x:{number}", detail={"size": size})
    for number in range(5):
        scan = b"%PDF-1.7\n" + random.Random(f"{size}{number}").randbytes(300_000)
        attach(about=f"paper:{number}", name="扫描件.pdf", data=io.BytesIO(scan), shelf=shelf(), by=by, at=at)


def ask(count: str, seconds: str) -> None:
    for number in range(int(count)):
        kind = "steps" if number % 4 == 3 else "once"
        words = {"number": number, "seconds": float(seconds)}
        ask_job(kind=kind, key=f"{kind}:{number}", parameters=words, by=None, at=timezone.now())


def work() -> None:
    """Work until no job is left to do."""
    stopping = threading.Event()
    worker = Worker(KINDS, stopping=stopping, pause=0.05, pulse=0.1)
    thread = threading.Thread(target=_stop_when_done, args=(stopping,), daemon=True)
    thread.start()
    worker.run()


def _stop_when_done(stopping: threading.Event) -> None:
    while Job.objects.filter(state__in=["waiting", "running"]).exists():
        time.sleep(0.2)
    stopping.set()


def tick() -> None:
    Ticker(var=settings.VAR, backups=None, every=0.2, silence=timedelta(seconds=1)).run()


def write() -> None:
    """Add to the trail, on and on."""
    number = 0
    print("writing", flush=True)
    while True:
        with transaction.atomic():
            record(by=None, at=timezone.now(), verb="写", about=f"w:{number}", detail={})
        number += 1
        time.sleep(0.002)


def attach_on() -> None:
    """Attach files, on and on, each of its own size."""
    by = Officer.objects.get(username__startswith="keeper")
    print("attaching", flush=True)
    dice = random.Random()
    while True:
        scan = b"%PDF-1.7\n" + dice.randbytes(dice.randrange(1, 900_000))
        attach(about="paper:on", name="扫描件.pdf", data=io.BytesIO(scan), shelf=shelf(), by=by, at=timezone.now())


def tell() -> None:
    """What stands, for the one who counts."""
    on = shelf()
    unreadable = 0
    for digest in set(Attachment.objects.values_list("digest", flat=True)):
        try:
            size = sum(map(len, on.open(digest)))
        except Exception:
            size = -1
        unreadable += not Attachment.objects.filter(digest=digest, size=size).exists()
    whole = 0
    for path in Path(on.folder).glob("??/[!.]*"):
        digest = path.parent.name + path.name
        try:
            whole += sum(map(len, on.open(digest))) > 0
        except Exception:
            unreadable += 1
    effects: dict[str, int] = {}
    for about in AuditEntry.objects.filter(verb__in=["做一次", "做一步"]).values_list("about", flat=True):
        effects[about] = effects.get(about, 0) + 1
    states: dict[str, int] = {}
    for state in Job.objects.values_list("state", flat=True):
        states[state] = states.get(state, 0) + 1
    failed = [f"{job.kind}:{job.parameters['number']}" for job in Job.objects.filter(state="failed", kind__in=KINDS)]
    print(json.dumps({
        "officers": sorted(Officer.objects.values_list("username", flat=True)), "head": audit_head()[0],
        "breaks": list(audit_breaks()), "attachments": Attachment.objects.count(), "unreadable": unreadable,
        "whole": whole, "states": states, "effects": len(effects), "twice": sum(n > 1 for n in effects.values()),
        "attempts": sum(Job.objects.values_list("attempts", flat=True)), "failed": failed,
    }))  # fmt: skip


PARTS = {"furnish": furnish, "ask": ask, "work": work, "tick": tick, "write": write, "attach": attach_on, "tell": tell}

if __name__ == "__main__":
    PARTS[sys.argv[1]](*sys.argv[2:])
