"""The same program on PostgreSQL."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

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
