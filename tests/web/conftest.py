"""Three people for every test of pages: the clerk, the reviewer, the outsider. An installation for tests of commands."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.test import Client

from benchmarks.crashes import Place, founded
from oneruler.office.actions import NewAdministrator, RegionRow, enrol_officer, first_run
from oneruler.office.models import Officer
from oneruler.office.roles import ADMINISTRATORS
from oneruler.web import clock

_PASSWORD = "a rather long sentence"


@pytest.fixture
def password() -> str:
    """The password of the clerk and of the reviewer."""
    return _PASSWORD


def _enrolled(username: str, display_name: str) -> Client:
    officer = enrol_officer(
        username=username, display_name=display_name, password=_PASSWORD, at=datetime(2026, 1, 5, tzinfo=UTC)
    )
    client = Client()
    client.force_login(officer)
    return client


@pytest.fixture
def clerk(db: None) -> Client:
    return _enrolled("clerk", "示例·张核查")


@pytest.fixture
def reviewer(db: None) -> Client:
    return _enrolled("reviewer", "示例·李复核")


@pytest.fixture
def outsider(db: None) -> Client:
    """One who has not signed in."""
    return Client()


@dataclass(frozen=True)
class Administrators:
    """The three, signed in, past their first password and with a telephone each."""

    system: Client
    security: Client
    audit: Client


SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


@pytest.fixture
def administrators(db: None) -> Administrators:
    usernames = ("xitong", "anquan", "shenji")
    names = ("示例·赵系统", "示例·钱安全", "示例·孙审计")
    first_run(
        agency="云溪示范县征收中心", region=RegionRow("430199", "云溪示范县"),
        townships=[RegionRow("430199001", "示范街道")],
        administrators=[
            NewAdministrator(role, username, name, _PASSWORD)
            for role, username, name in zip(ADMINISTRATORS, usernames, names, strict=True)
        ],
        at=datetime(2026, 1, 5, tzinfo=UTC),
    )  # fmt: skip
    Officer.objects.update(must_change_password=False, totp_secret=SECRET)
    clients = []
    for username in usernames:
        client = Client()
        client.force_login(Officer.objects.get(username=username))
        clients.append(client)
    return Administrators(*clients)


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> Callable[[datetime], None]:
    """Set the one clock of the web."""

    def set_to(moment: datetime) -> None:
        monkeypatch.setattr(clock, "now", lambda: moment)

    return set_to


@pytest.fixture(scope="session")
def founded_once(tmp_path_factory: pytest.TempPathFactory) -> Place:
    """An installation on SQLite, made by the program itself: one officer, 45 entries in the trail, 5 attachments. Not to
    be changed."""
    var = tmp_path_factory.mktemp("founded") / "var"
    var.mkdir()
    return founded(Place(var), 40)


@pytest.fixture
def place(founded_once: Place, tmp_path: Path) -> Place:
    """The same, to do with as one likes."""
    return Place(Path(shutil.copytree(founded_once.var, tmp_path / "var")))
