from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from oneruler.base.figures import Unit
from oneruler.office.roles import Role
from oneruler.projects.models import PlanTask
from oneruler.survey.models import FactVersion
from oneruler.web.desk.figures.rows import printed, show
from tests import district

if TYPE_CHECKING:
    from oneruler.projects.models import Project

pytestmark = pytest.mark.django_db
DAY = date(2025, 12, 23)


def test_a_row_says_whose_it_is_and_how_much(project: Project) -> None:
    who = district.officer("kan", Role.AUDITOR)
    found = show(PlanTask.objects.all(), "land_mu_e4", unit=Unit.MU, scale=4, officer=who, today=DAY)
    assert found.headings == ("项目", "任务名称", "性质", "来源", "户数")
    assert [cell.words for cell in found.rows[0].cells] == ["示例·J-1", "示例·任务一", "集体土地征收", "市下达", "4"]
    assert (found.rows[0].value, found.subtotal) == ("100.0000", "100.0000")


def test_a_task_whose_project_is_not_opened_says_so(project: Project) -> None:
    PlanTask.objects.update(project=None)
    who = district.officer("kan", Role.AUDITOR)
    found = show(PlanTask.objects.all(), None, unit=Unit.PIECES, scale=0, officer=who, today=DAY)
    assert found.rows[0].cells[0].words == "未立项"


def test_nothing_sealed_is_opened_but_the_name(project: Project) -> None:
    who = district.officer("kan", Role.AUDITOR)
    found = show(FactVersion.objects.all(), "persons", unit=Unit.PERSONS, scale=0, officer=who, today=DAY)
    words = " ".join(cell.words for row in found.rows for cell in row.cells)
    assert "砖混" not in words
    assert "示例·A1户" in words


def test_values_are_printed_in_all_their_digits() -> None:
    assert printed(123_456_789, Unit.FEN, 0) == "1,234,567.89"
    assert printed(12_345, Unit.MU, 4) == "1.2345"
    assert printed(1234, Unit.HOUSEHOLDS, 0) == "1,234"
