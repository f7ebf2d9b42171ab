"""Three people for every test of pages: the clerk, the reviewer, the outsider."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.test import Client

from oneruler.office.actions import enrol_officer

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
