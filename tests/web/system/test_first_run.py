"""The first run: once, from this machine or with the code of the console."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as program
from django.test import Client

from oneruler.office.models import Officer
from oneruler.office.sealing import Seal
from oneruler.web.secret import first_run_code

FILLED = {
    "agency": "云溪示范县征收中心", "region-name": "云溪示范县", "region-code": "430199",
    "townships": "430199001 示范街道\n\n430199002 示范镇\n",
    "system_administrator-name": "示例·赵系统", "system_administrator-username": "xitong",
    "security_administrator-name": "示例·钱安全", "security_administrator-username": "anquan",
    "audit_administrator-name": "示例·孙审计", "audit_administrator-username": "shenji",
}  # fmt: skip
pytestmark = pytest.mark.django_db


@pytest.fixture
def var(tmp_path: Path, settings: Any) -> Path:
    settings.VAR = tmp_path
    return tmp_path


def test_the_door_leads_there_while_nobody_is_enrolled(var: Path) -> None:
    assert "/first-run/" in Client().get("/sign-in/").text
    assert "验证码" not in Client().get("/first-run/").text


def test_from_this_machine_no_code_is_asked_and_the_sheet_is_shown_once(var: Path) -> None:
    visitor = Client()
    sheet = visitor.post("/first-run/", FILLED)
    assert sheet.status_code == 200
    assert "no-store" in sheet["Cache-Control"]
    words = re.findall(r"<li><code>([A-Z2-7]{4})</code></li>", sheet.text)
    assert Seal.read("-".join(words)) == Seal.read(program.ONERULER_SEAL)
    passwords = re.findall(r"<code>([a-z2-9]{4}(?:-[a-z2-9]{4}){3})</code>", sheet.text)
    assert len(set(passwords)) == 3
    assert visitor.get("/first-run/").status_code == 404
    assert visitor.post("/first-run/", FILLED).status_code == 404
    assert "/first-run/" not in visitor.get("/sign-in/").text
    visitor.post("/sign-in/", {"username": "anquan", "password": passwords[1]})
    assert visitor.get("/")["Location"] == "/account/password/"


@pytest.mark.parametrize(
    "where",
    [
        {"REMOTE_ADDR": "10.1.2.3"}, {"HTTP_X_FORWARDED_FOR": "10.1.2.3"}, {"HTTP_X_FORWARDED_PROTO": "https"},
        {"HTTP_FORWARDED": "for=10.1.2.3"}, {"HTTP_VIA": "1.1 proxy"}, {"REMOTE_ADDR": ""}, {},
    ],
)  # fmt: skip
def test_from_elsewhere_the_code_of_the_console_is_asked(var: Path, settings: Any, where: dict[str, str]) -> None:
    settings.ONERULER_LOCAL_ONLY = bool(where)  # at last: through a proxy that says nothing, but is set up
    visitor = Client(**where)  # type: ignore[arg-type]
    assert "验证码" in visitor.get("/first-run/").text
    for code in ("", "0" * 20, "验证码"):
        refused = visitor.post("/first-run/", {**FILLED, "code": code})
        assert refused.status_code == 422
        assert "云溪示范县征收中心" in refused.text, "what was filled in is kept"
    assert not Officer.objects.exists()
    code = first_run_code(var)
    assert visitor.post("/first-run/", {**FILLED, "code": f" {code} "}).status_code == 200
    assert not (var / "first-run-code").exists()


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"audit_administrator-username": "anquan"}, "用户名不能相同"),
        ({"townships": "430199001示范街道"}, "第 1 行"),
        ({"region-code": "43"}, "6 到 12 位"),
        ({"agency": ""}, "单位名称"),
    ],
)
def test_what_will_not_do_is_said_and_what_was_filled_in_is_kept(var: Path, change: dict[str, str], said: str) -> None:
    refused = Client().post("/first-run/", FILLED | change)
    assert refused.status_code == 422
    assert said in refused.text
    assert "示例·赵系统" in refused.text
    assert not Officer.objects.exists()
