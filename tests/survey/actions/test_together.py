"""Several officers at the same moment, on PostgreSQL: nothing is lost, nothing stands twice."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]

TOGETHER = """
from oneruler.web.commands.environment import prepare
prepare()
import threading
from datetime import date
from django.db import connections
from oneruler.office.errors import WrongStateError
from oneruler.office.queries import audit_breaks
from oneruler.office.roles import Role
from oneruler.projects.actions import hand_over
from oneruler.survey.actions import enter_facts, import_facts
from oneruler.survey.models import FactVersion
from tests import district
from tests.survey.books import book, households

def together(work, times):
    start, out = threading.Barrier(times), []
    def run(number):
        start.wait()
        try:
            out.append(work(number))
        except WrongStateError as refused:
            out.append(refused)
        finally:
            connections.close_all()
    threads = [threading.Thread(target=run, args=(number,)) for number in range(times)]
    for thread in threads: thread.start()
    for thread in threads: thread.join()
    return out

AT, policy = district.AT, district.collective_policy()
project = district.collective_project()
clerk, opener = district.officer("clerk", Role.SURVEY), district.officer("opener", Role.PROJECT)
holder = district.household(project, "A1")
district.household(project, "B1")
together(lambda number: enter_facts(right_holder=holder, facts=district.household_facts(lawful=str(100 + number)),
                                    policy=policy, cause="x", by=clerk, at=AT), 6)
print("versions", sorted(FactVersion.objects.values_list("version", flat=True)))
data = book(households("A1", "B1"))
done = together(lambda _: import_facts(project=project, data=data, name="x.xlsx", policy=policy, by=clerk, at=AT), 4)
print("imports", sorted((one.repeated, one.entered) for one in done))
district.passed(project, "land_notice")
done = together(lambda _: hand_over(project=project, parcel="1", area_mu_e4=1, handed_over_on=date(2026, 1, 5),
                                    paper_number="1", by=opener, at=AT), 4)
print("refused", sum(isinstance(one, WrongStateError) for one in done))
print("breaks", list(audit_breaks()))
"""


def test_versions_imports_and_parcels_come_one_after_the_other(postgresql: str, tmp_path: Path) -> None:
    (tmp_path / "static").mkdir()
    env = {**os.environ, "ONERULER_VAR": str(tmp_path), "ONERULER_DATABASE": postgresql,
           "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)])}  # fmt: skip

    def python(*words: str) -> str:
        done = subprocess.run([sys.executable, *words], env=env, capture_output=True, text=True, timeout=180, cwd=ROOT)
        assert done.returncode == 0, done.stderr
        return done.stdout

    python("-m", "oneruler", "migrate")
    assert python("-c", TOGETHER).splitlines() == [
        "versions [1, 2, 3, 4, 5, 6]",
        "imports [(False, 2), (True, 0), (True, 0), (True, 0)]",
        "refused 3",
        "breaks []",
    ]
