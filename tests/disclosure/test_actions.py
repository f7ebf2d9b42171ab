"""Publishing, with three people: the leader, the clerk, the outsider."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from oneruler.base.measuring import Measures
from oneruler.disclosure import queries
from oneruler.disclosure.actions import publish_package, shelved
from oneruler.disclosure.measures import MEASURES
from oneruler.disclosure.models import Package
from oneruler.office.actions import enrol_officer
from oneruler.office.errors import NotAllowedError, WrongStateError
from oneruler.office.models import Assignment, AuditEntry, Officer
from oneruler.office.queries import audit_breaks
from oneruler.office.roles import Role

pytestmark = pytest.mark.django_db
AT = datetime(2026, 1, 4, 17, tzinfo=UTC)  # the fifth in China
TABLE = "序号,补偿金额（元）\n1,13900000001.00\n".encode()


@dataclass
class People:
    leader: Officer
    clerk: Officer
    outsider: Officer


@pytest.fixture
def people() -> People:
    leader, clerk, outsider = (
        enrol_officer(username=name, display_name=f"示例·{name}", password=None, at=AT)
        for name in ("leader", "clerk", "outsider")
    )
    Assignment.objects.create(officer=leader, role=Role.LEADER, first=date(2025, 1, 1))
    Assignment.objects.create(officer=clerk, role=Role.PROJECT, first=date(2025, 1, 1))
    return People(leader, clerk, outsider)


def publish(
    by: Officer, shelf: Path, files: dict[str, bytes], audience: Package.Audience = Package.Audience.WEB,
    number: str = "GK-1",
) -> Package:  # fmt: skip
    return publish_package(
        number=number, title="补偿公示", audience=audience, about="projects.project:YX-2025-01", files=files,
        names=["张示例"], shelf=shelf, by=by, at=AT,
    )  # fmt: skip


def test_a_package_goes_out_and_can_be_checked(people: People, tmp_path: Path) -> None:
    kept = publish(people.leader, tmp_path, {"公示.csv": TABLE})
    assert kept.published_on == date(2026, 1, 5)
    assert queries.verified(kept, tmp_path).is_whole
    assert [one.number for one in queries.packages(audience="web")] == ["GK-1"]
    assert not queries.packages(audience="site").exists()
    assert queries.packages(about="projects.project:YX-2025-01").get() == kept
    assert AuditEntry.objects.filter(verb="对外公开").count() == 1
    assert list(audit_breaks()) == []
    own = Measures(MEASURES)
    assert own.figure("公开包数", as_of=date(2026, 1, 5), year="2026", audience="web").value == 1
    assert own.figure("公开包数", as_of=date(2026, 1, 4), year="2026").value == 0


def test_a_package_changed_on_the_shelf_is_found_out(people: People, tmp_path: Path) -> None:
    kept = publish(people.leader, tmp_path, {"公示.csv": TABLE})
    other = publish(people.leader, tmp_path, {"公示.csv": TABLE + b"2,1.00\n"}, number="GK-2")
    shelved(tmp_path, kept.digest).write_bytes(shelved(tmp_path, other.digest).read_bytes())
    assert not queries.verified(kept, tmp_path).is_whole


def test_only_who_may_publishes(people: People, tmp_path: Path) -> None:
    for officer in (people.clerk, people.outsider):
        with pytest.raises(NotAllowedError):
            publish(officer, tmp_path, {"公示.csv": TABLE})
    assert not Package.objects.exists()
    assert list(tmp_path.iterdir()) == []


def test_personal_data_stops_it_and_is_not_repeated(people: People, tmp_path: Path) -> None:
    files = {
        "一.csv": "户主,电话\n张示例,13900000001\n".encode(),
        "二.txt": "身份证号：990101199001010011。".encode(),
        "三.png": b"\x89PNG\r\n\x1a\n",
        "四.csv": TABLE,
    }
    with pytest.raises(WrongStateError) as refused:
        publish(people.leader, tmp_path, files)
    said = str(refused.value)
    for part in ("一.csv 有姓名 1 处", "一.csv 有手机号码 1 处", "二.txt 有身份证号 1 处", "三.png：读不出文字"):
        assert part in said
    assert "四.csv" not in said
    assert "13900000001" not in said
    assert "张示例" not in said
    assert not Package.objects.exists()
    assert list(tmp_path.iterdir()) == []


def test_the_notice_board_may_have_names_and_pictures_but_no_numbers(people: People, tmp_path: Path) -> None:
    site = Package.Audience.SITE
    publish(people.leader, tmp_path, {"公示.csv": "户主\n张示例\n".encode(), "图.png": b"\x89PNG"}, site)
    with pytest.raises(WrongStateError, match="手机号码"):
        publish(people.leader, tmp_path, {"公示.csv": "张示例 139 0000 0001".encode()}, site, "GK-2")


def test_a_number_is_used_once_and_a_name_of_a_file_is_one(people: People, tmp_path: Path) -> None:
    publish(people.leader, tmp_path, {"公示.csv": TABLE})
    with pytest.raises(WrongStateError, match="已经公开过"):
        publish(people.leader, tmp_path, {"公示.csv": TABLE})
    with pytest.raises(WrongStateError, match="不能用"):
        publish(people.leader, tmp_path, {"../公示.csv": TABLE}, number="GK-2")
    with pytest.raises(WrongStateError, match="都要填写"):
        publish(people.leader, tmp_path, {"公示.csv": TABLE}, number=" ")


def test_two_packages_of_the_same_files_have_two_digests(people: People, tmp_path: Path) -> None:
    one, other = (publish(people.leader, tmp_path, {"公示.csv": TABLE}, number=number) for number in ("1", "2"))
    assert one.digest != other.digest
    assert one.salt != other.salt
