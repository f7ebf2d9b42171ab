"""Many at once, on both databases: no attempt slips past the limit, no code serves two, nobody sets up twice."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

TRY = """
from oneruler.web.commands.environment import prepare
prepare()
import json, threading
from datetime import UTC, date, datetime
from django.core.management import call_command
from django.db import connection
from oneruler.office import actions
from oneruler.office.errors import ActionError
from oneruler.office.models import Assignment, Officer
from oneruler.office.queries import audit_breaks
from oneruler.office.roles import ADMINISTRATORS, Role
call_command("migrate", verbosity=0)
AT = datetime(2026, 1, 5, 1, tzinfo=UTC)
def at_once(work):
    done, gate = [], threading.Barrier(8)
    def one(number):
        gate.wait()
        try:
            done.append(bool(work(number)))
        except ActionError:
            done.append(False)
        finally:
            connection.close()
    threads = [threading.Thread(target=one, args=(number,)) for number in range(8)]
    for thread in threads: thread.start()
    for thread in threads: thread.join()
    return [len(done), sum(done)]
def set_up(number):
    return actions.first_run(
        agency="云溪示范县征收中心", region=actions.RegionRow("430199", "云溪示范县"), at=AT,
        administrators=[actions.NewAdministrator(role, f"a{place}-{number}", f"示例·{place}-{number}", "x")
                        for place, role in enumerate(ADMINISTRATORS)])
told = {"vendor": connection.vendor, "set up": at_once(set_up)}
told["attempts"] = at_once(lambda number: actions.reserve_attempt(username="nobody", at=AT) is None)
officer = actions.enrol_officer(username="wang", display_name="示例·王一", password=None, at=AT)
secret = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
Officer.objects.filter(pk=officer.pk).update(totp_secret=secret)
import pyotp
code = pyotp.TOTP(secret).at(AT)
told["code"] = at_once(lambda number: actions.accept_code(officer=officer, code=code, at=AT))
by = Officer.objects.get(assignments__role=Role.SECURITY_ADMINISTRATOR)
pair = (Role.FINANCE, Role.CASHIER)
told["posts"] = at_once(lambda number: actions.appoint(officer=officer, role=pair[number % 2], first=date(2026, 1, 5),
                                                       by=by, at=AT))
told["breaks"] = list(audit_breaks())
print(json.dumps(told))
"""


@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
def test_eight_at_once(database: str, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    address = request.getfixturevalue("postgresql") if database == "postgresql" else ""
    env = {**os.environ, "ONERULER_VAR": str(tmp_path), "ONERULER_DATABASE": address}
    done = subprocess.run([sys.executable, "-c", TRY], env=env, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout.splitlines()[-1]) == {
        "vendor": database, "set up": [8, 1], "attempts": [8, 5], "code": [8, 1], "posts": [8, 1], "breaks": [],
    }, done.stderr  # fmt: skip
