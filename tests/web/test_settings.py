"""The settings as a centre deploys them: behind HTTPS, and on a closed network without it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from oneruler.policy.pack.shelf import shipped

ASK = """
import json
from oneruler.web.commands.environment import prepare
prepare()
from django.core.management import call_command
from django.conf import settings
from django.test import Client
call_command("migrate", verbosity=0)
plain = Client(headers={"host": "qz.example"}).get("/")
health = Client(headers={"host": "localhost"}).get("/health/")
proxied = Client(headers={"host": "qz.example", "X-Forwarded-Proto": "https"}).get("/")
foreign = Client(headers={"host": "elsewhere.example", "X-Forwarded-Proto": "https"}).get("/health/")
print(json.dumps({
    "plain": [plain.status_code, plain.headers.get("Location", "")],
    "health": health.status_code,
    "proxied": [proxied.status_code, proxied.headers.get("Strict-Transport-Security", "")],
    "foreign": foreign.status_code,
    "secure": [settings.SESSION_COOKIE_SECURE, settings.CSRF_COOKIE_SECURE],
}))
"""


def deployed(var: Path, origin: str, *command: str) -> subprocess.CompletedProcess[str]:
    (var / "static").mkdir(exist_ok=True)
    env = {**os.environ, "ONERULER_VAR": str(var), "ONERULER_ORIGIN": origin, "ONERULER_DATABASE": ""}
    return subprocess.run([sys.executable, *command], env=env, capture_output=True, text=True, timeout=60)


def answers(var: Path, origin: str) -> dict[str, Any]:
    done = deployed(var, origin, "-c", ASK)
    assert done.returncode == 0, done.stderr
    return dict(json.loads(done.stdout))


def test_with_https_everything_is_secure(tmp_path: Path) -> None:
    assert answers(tmp_path, "https://qz.example") == {
        "plain": [301, "https://qz.example/"],
        "health": 200,
        "proxied": [302, "max-age=31536000"],
        "foreign": 400,
        "secure": [True, True],
    }


def test_without_https_it_works_and_says_nothing_of_https(tmp_path: Path) -> None:
    assert answers(tmp_path, "http://qz.example") == {
        "plain": [302, "/sign-in/?next=/"],
        "health": 200,
        "proxied": [302, ""],
        "foreign": 400,
        "secure": [False, False],
    }


def test_django_itself_finds_nothing_to_warn_of(tmp_path: Path) -> None:
    words = ("-m", "oneruler", "manage", "check", "--deploy", "--fail-level", "WARNING")
    done = deployed(tmp_path, "https://qz.example", *words)
    assert done.returncode == 0, done.stderr


def test_the_shelf_of_policies_is_the_shipped_one_or_another(tmp_path: Path) -> None:
    ask = "from oneruler.web.settings import ONERULER_POLICIES; print(ONERULER_POLICIES)"
    env = {**os.environ, "ONERULER_VAR": str(tmp_path)}
    for words, folder in (("", shipped().resolve()), (str(tmp_path / "架"), tmp_path / "架")):
        command = [sys.executable, "-c", ask]
        done = subprocess.run(
            command, env={**env, "ONERULER_POLICIES": words}, capture_output=True, text=True, timeout=60
        )
        assert done.stdout.strip() == str(folder), done.stderr
