"""What is counted and then named one by one."""

from __future__ import annotations

import pytest

from oneruler.checks.claims.prose import names
from tests.checks.telling import Told, judged, only_claim, sentence


def found(text: str) -> list[Told]:
    return judged(list(names.find(sentence(text))))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("内设机构3个：征收科、补偿科、财务科", ("3个", "3", "ok")),
        ("内设机构3个：征收科、补偿科", ("3个", "2", "error")),
        ("内设机构3个：征收科、补偿科等", ("3个", "2", "ok")),
        ("内设机构2个：征收科、补偿科、财务科等", ("2个", "3", "error")),
        ("设三个科室，分别为征收科、补偿科和财务科", ("3个", "3", "ok")),
        ("设4个股室，包括征收股、补偿股、征收和补偿股、办公室", ("4个", "4", "ok")),
        ("下设2个部门：综合部（含档案室）、征收部。另设食堂", ("2个", "2", "ok")),
        ("内设征收科、补偿科、财务科共3个科室", ("3个", "3", "ok")),
        ("内设征收科、补偿科共3个科室", ("3个", "2", "error")),
        ("内设征收科、补偿科等3个科室", ("3个", "2", "ok")),
    ],
)
def test_counted_names(text: str, expected: tuple[str, str, str]) -> None:
    assert found(text) == [("sum", *expected)]


@pytest.mark.parametrize(
    "text",
    [
        "内设机构3个",
        "内设机构3个，工作有序、平稳",
        "项目3个：东门、西门",
        "内设机构3个：征收科",
        "完成3个部门的征收、补偿、安置",
    ],
)
def test_nothing_named(text: str) -> None:
    assert found(text) == []


def test_the_span_ends_with_the_names() -> None:
    text = "中心内设机构3个：征收科、补偿科。人员稳定"
    claim = only_claim(list(names.find(sentence(text.split("。")[0]))))
    assert text[slice(*claim.span)] == "中心内设机构3个：征收科、补偿科"
