"""The trail as a chain: changed, dropped, inserted, cut off — each is told. Pure first, then in both databases."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction

from oneruler.office.acting import record
from oneruler.office.chain import START, Link, breaks, detail_text
from oneruler.office.models import AuditEntry, AuditHead
from oneruler.office.queries import audit_breaks, audit_head
from tests.office.conftest import House

AT = datetime(2026, 1, 5, 1, tzinfo=UTC)


def chain(count: int) -> list[tuple[Link, str]]:
    entries: list[tuple[Link, str]] = []
    previous = START
    for number in range(1, count + 1):
        link = Link(number, AT + timedelta(seconds=number), "示例·王一", "登录", "office.officer:1", "{}", previous)
        previous = link.digest
        entries.append((link, previous))
    return entries


def found(entries: list[tuple[Link, str]], head: tuple[int, str] | None = None) -> list[str]:
    return list(breaks(entries, head or (len(entries), entries[-1][1] if entries else START)))


@pytest.mark.parametrize("count", [0, 1, 7])
def test_a_whole_chain_has_no_breaks(count: int) -> None:
    assert found(chain(count)) == []


@pytest.mark.parametrize(
    "change",
    [
        {"by": "示例·王二"}, {"verb": "退出登录"}, {"about": "office.officer:2"}, {"detail": '{"a":1}'},
        {"at": AT + timedelta(seconds=3, microseconds=1)}, {"previous": "1" * 64},
    ],
    ids=lambda change: next(iter(change)),
)  # fmt: skip
def test_a_changed_field_is_told_at_its_place(change: dict[str, Any]) -> None:
    entries = chain(5)
    entries[2] = (replace(entries[2][0], **change), entries[2][1])
    assert any("第 3 条" in one for one in found(entries))


def test_one_changed_together_with_its_digest_breaks_from_the_next() -> None:
    entries = chain(5)
    changed = replace(entries[2][0], verb="退出登录")
    entries[2] = (changed, changed.digest)
    assert found(entries) == ["第 4 条与前一条接不上"]


def test_words_moved_from_one_field_to_the_next_give_another_digest() -> None:
    link = chain(1)[0][0]
    assert replace(link, by="ab", verb="c").digest != replace(link, by="a", verb="bc").digest


def test_dropped_from_the_middle() -> None:
    entries = chain(5)
    del entries[2]
    assert found(entries, (5, entries[-1][1]))[0] == "第 3 条缺失：后面接着的是第 4 条"


def test_inserted_in_the_middle_with_the_rest_renumbered() -> None:
    entries = chain(5)
    forged = Link(3, AT, "示例·王二", "登录", "office.officer:2", "{}", entries[1][1])
    later = [(replace(link, sequence=link.sequence + 1), digest) for link, digest in entries[2:]]
    assert any("第 4 条" in one for one in found([*entries[:2], (forged, forged.digest), *later]))


def test_a_dropped_tail_shows_at_the_head() -> None:
    entries = chain(5)
    assert found(entries[:3], (5, entries[-1][1])) == ["链尾记录为第 5 条，实有 3 条：末尾可能被删去"]


def test_two_moments_written_alike_in_two_zones_are_one() -> None:
    link = chain(1)[0][0]
    east = link.at.astimezone(datetime.fromisoformat("2026-01-01T00:00+08:00").tzinfo)
    assert replace(link, at=east).digest == link.digest


def test_details_are_one_line_in_one_order() -> None:
    assert detail_text({"b": 1, "a": "张"}) == detail_text({"a": "张", "b": 1}) == '{"a":"张","b":1}'


@pytest.mark.django_db
class TestInTheDatabase:
    def test_what_the_actions_wrote_is_whole(self, house: House) -> None:
        assert audit_head()[0] == AuditEntry.objects.count() > 4
        assert list(audit_breaks()) == []

    def test_a_row_changed_behind_the_program(self, house: House) -> None:
        AuditEntry.objects.filter(sequence=2).update(by_name="示例·别人")
        assert list(audit_breaks()) == ["第 2 条的内容与摘要不符，可能被改动过"]

    def test_a_row_dropped_behind_the_program(self, house: House) -> None:
        AuditEntry.objects.filter(sequence=2).delete()
        assert next(audit_breaks()).startswith("第 2 条缺失")

    def test_a_row_put_behind_the_end(self, house: House) -> None:
        sequence, digest = audit_head()
        link = Link(sequence + 1, AT, "示例·别人", "登录", "x", "{}", digest)
        AuditEntry.objects.create(
            sequence=link.sequence, at=AT, by_name=link.by, verb=link.verb, about=link.about, detail=link.detail,
            previous=digest, digest=link.digest,
        )  # fmt: skip
        assert "另外添上" in next(audit_breaks())

    def test_a_tail_dropped_together_with_the_head_shows_only_by_a_head_kept_elsewhere(self, house: House) -> None:
        kept = dict([audit_head()])
        last = AuditEntry.objects.latest("sequence")
        AuditHead.objects.update(sequence=last.sequence - 1, digest=last.previous)
        last.delete()
        assert list(audit_breaks()) == []
        assert next(audit_breaks(heads=kept)).startswith(f"第 {last.sequence} 条与当时导出的链尾不符")

    def test_what_an_action_took_back_is_not_recorded(self, house: House) -> None:
        before = audit_head()
        with transaction.atomic():
            record(by=house.clerk, at=AT, verb="试", about="x", detail={})
            transaction.set_rollback(True)
        assert audit_head() == before
        assert list(audit_breaks()) == []


@pytest.mark.django_db(transaction=True)
def test_an_action_without_a_transaction_of_its_own_is_a_mistake() -> None:
    with pytest.raises(RuntimeError, match="within its own transaction"):
        record(by=None, at=AT, verb="试", about="x", detail={})


WRITE = """
from oneruler.web.commands.environment import prepare
prepare()
import json, sys
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from django.core.management import call_command
from django.db import connection, transaction
from oneruler.office.acting import record
from oneruler.office.queries import audit_breaks, audit_head
call_command("migrate", verbosity=0)
AT = datetime(2026, 1, 5, 1, tzinfo=UTC)
THREADS, EACH = int(sys.argv[1]), int(sys.argv[2])
def write(thread):
    for number in range(EACH):
        with transaction.atomic():
            record(by=None, at=AT + timedelta(seconds=number), verb="试", about=f"thread:{thread}", detail={"n": number})
    connection.close()
with ThreadPoolExecutor(THREADS) as pool:
    list(pool.map(write, range(THREADS)))
print(json.dumps([connection.vendor, audit_head()[0], list(audit_breaks())]))
"""


@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
def test_eight_who_write_at_once_make_one_chain(database: str, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    address = request.getfixturevalue("postgresql") if database == "postgresql" else ""
    env = {**os.environ, "ONERULER_VAR": str(tmp_path), "ONERULER_DATABASE": address}
    command = [sys.executable, "-c", WRITE, "8", "50"]
    done = subprocess.run(command, env=env, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout.splitlines()[-1]) == [database, 400, []]
