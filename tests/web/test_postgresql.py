"""The same program on PostgreSQL: a server of its own, on a socket in a folder of its own."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest


def _programs() -> Path | None:
    """The folder of the newest server programs on this machine."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    return found[-1].parent if found else None


@pytest.fixture(scope="module")
def postgresql() -> Iterator[str]:
    """The address of an empty database; the server refuses to run as root, so root steps down."""
    programs = _programs()
    if programs is None:
        pytest.skip("no PostgreSQL server programs under /usr/lib/postgresql")
    folder = Path(tempfile.mkdtemp(prefix="oneruler-pg-", dir="/tmp"))
    owner: dict[str, Any] = {"cwd": folder}
    if os.getuid() == 0:
        person = pwd.getpwnam("nobody")
        os.chown(folder, person.pw_uid, person.pw_gid)
        owner |= {"user": person.pw_uid, "group": person.pw_gid, "extra_groups": []}

    def control(*words: str) -> None:
        subprocess.run([programs / words[0], *words[1:]], check=True, timeout=60, stdout=subprocess.DEVNULL, **owner)

    data = str(folder / "data")
    try:
        control("initdb", "--pgdata", data, "--username=ruler", "--auth=trust", "--encoding=UTF8", "--no-sync")
        control(
            "pg_ctl", "--pgdata", data, "--wait", f"--log={folder / 'log'}",
            f"--options=-c listen_addresses='' -k {folder} -c fsync=off", "start",
        )  # fmt: skip
        yield f"postgresql://ruler@/postgres?host={folder}"
        control("pg_ctl", "--pgdata", data, "--wait", "--mode=immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


SIGN_IN = """
from oneruler.web.commands.environment import prepare
prepare()
from datetime import UTC, datetime
from django.test import Client
from oneruler.office.actions import enrol_officer
from django.db import connection
AT = datetime(2026, 1, 5, tzinfo=UTC)
enrol_officer(username="clerk", display_name="示例·张核查", password="a long sentence", at=AT)
visitor = Client(headers={"host": "localhost"})
visitor.post("/sign-in/", {"username": "clerk", "password": "a long sentence"})
print(connection.vendor, visitor.get("/health/").status_code, visitor.get("/")["Location"])
"""


def test_migrate_and_sign_in(postgresql: str, tmp_path: Path) -> None:
    (tmp_path / "static").mkdir()
    env = {**os.environ, "ONERULER_VAR": str(tmp_path), "ONERULER_DATABASE": postgresql}

    def python(*words: str) -> str:
        done = subprocess.run([sys.executable, *words], env=env, capture_output=True, text=True, timeout=120)
        assert done.returncode == 0, done.stderr
        return done.stdout

    assert "office.0001_officer... OK" in python("-m", "oneruler", "migrate")
    assert python("-c", SIGN_IN).split() == ["postgresql", "200", "/desk/check/"]
    assert not list(tmp_path.glob("*.sqlite3"))
