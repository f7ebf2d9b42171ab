"""The packs that come with the program: sound, worked through, and never surer of themselves than what was read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from oneruler.policy.cases.reading import read_cases
from oneruler.policy.cases.running import CaseReport, run_cases
from oneruler.policy.choosing import family
from oneruler.policy.facts import read_facts
from oneruler.policy.facts_files import load_facts
from oneruler.policy.faults import FactsError, RefusalToCompute
from oneruler.policy.model import Policy, Status
from oneruler.policy.pack.files import Files
from oneruler.policy.pack.loading import load
from oneruler.policy.pack.shelf import packs, shipped
from oneruler.policy.rates import MISSING
from oneruler.policy.scalar.computing import engine

NAMES = [folder.name for folder in packs(shipped())]
EXAMPLES = sorted(shipped().glob("*/examples/*"))
INVENTED = "云溪示范县"

# What no case can touch, and why.
_NO_PRICE = "the standard was not found: whatever takes this side is refused, and the row is named"
_TEMPLATE = {
    "青苗的截止日：栽种日早于预公告日 成立": _NO_PRICE,
    "房屋补偿：合法面积 > 0 成立": _NO_PRICE,
    "装修补偿：合法面积 > 0 成立": _NO_PRICE,
    "搬家费：户合法面积 > 0 成立": _NO_PRICE,
    "过渡费：户合法面积 > 0 成立": _NO_PRICE,
    "签约奖励：户合法面积 > 0 成立": _NO_PRICE,
    "腾地奖励：户合法面积 > 0 成立": _NO_PRICE,
}
_OTHER_DOCUMENT = "under the other document the requirement fails, under this one it is not asked"
_REFUSED = "搬家过渡奖励只在永政发项目中计算"
UNTOUCHED: dict[str, dict[str, str]] = {
    "changsha-collective": _TEMPLATE,
    "zhuzhou-collective": _TEMPLATE,
    "huaihua-collective": {
        "地类系数：地类=水田": "it multiplies a zone price, and none was found",
        "地类系数：地类=林地（乔木）": "it multiplies a zone price, and none was found",
        "搬家费：计搬家费 成立": _NO_PRICE,
        "过渡费：计过渡费 成立": _NO_PRICE,
        "签约奖：计签约奖 成立": _NO_PRICE,
        "主动腾地奖：计腾地奖 成立": _NO_PRICE,
    },
    "hunan-fees": {
        "被征地农民社保费：计社保费 成立": _NO_PRICE,
        "森林植被恢复费：计森林植被恢复费 成立": _NO_PRICE,
    },
    "yongzhou-daoxian-collective": {
        f"{_REFUSED}：计搬家费 成立": _OTHER_DOCUMENT,
        f"{_REFUSED}：计过渡费 成立": _OTHER_DOCUMENT,
        f"{_REFUSED}：符合签约奖条件 成立": _OTHER_DOCUMENT,
        f"{_REFUSED}：符合腾地奖条件 成立": _OTHER_DOCUMENT,
        "搬家费：计搬家费 成立": _NO_PRICE,
        "过渡费：计过渡费 成立": _NO_PRICE,
    },
}


# Factors behind another that is missing: of one product the first missing row is named.
_COEFFICIENTS = {f"tables/地类系数.csv:{line}" for line in range(2, 8)}
NAMED_LATER = {
    "changsha-collective": _COEFFICIENTS,
    "zhuzhou-collective": _COEFFICIENTS,
    "yongzhou-daoxian-collective": {"tables/过渡费标准.csv:2"},
}


@cache
def pack(name: str) -> Policy:
    return load(shipped() / name)


@cache
def report(name: str) -> CaseReport:
    return run_cases(pack(name))


def refusals(policy: Policy) -> Iterator[str]:
    """Why the cases that are refused are refused."""
    lists = frozenset(kind.name for kind in policy.objects.values() if kind.root)
    for case in read_cases(Files.of(policy.folder), lists):
        try:
            engine(policy).compute(read_facts(policy, case.facts, root=case.root))
        except RefusalToCompute as error:
            yield from error.reasons
        except FactsError:
            continue


def test_the_packs_are_there() -> None:
    assert {
        "changsha-collective", "huaihua-collective", "hunan-fees", "state-owned-590", "yongzhou-daoxian-collective",
        "yunxi-2021", "yunxi-2025", "yunxi-state-owned", "zhuzhou-collective",
    } <= set(NAMES)  # fmt: skip
    assert set(UNTOUCHED) <= set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_a_pack_loads_and_its_cases_agree(name: str) -> None:
    assert [(result.case.name, result.differences) for result in report(name).failed] == []
    assert len(report(name).results) >= 15


@pytest.mark.parametrize("name", NAMES)
def test_every_row_and_every_side_is_touched_but_those_that_cannot_be(name: str) -> None:
    coverage = report(name).coverage
    left = [f"{table}：{pack(name).tables[table].row_words(rate)}" for table, rate in coverage.untouched_rows()]
    left += [f"{rule.name}：{words} {side}" for rule, words, side in coverage.untouched_sides()]
    assert sorted(left) == sorted(UNTOUCHED.get(name, {}))


@pytest.mark.parametrize("name", NAMES)
def test_no_pack_of_a_real_place_calls_itself_verified(name: str) -> None:
    policy = pack(name)
    assert policy.status in {Status.PARTLY_VERIFIED, Status.TEMPLATE, Status.EXAMPLE}
    assert (policy.status is Status.EXAMPLE) == (policy.region == INVENTED)
    assert policy.status.note


@pytest.mark.parametrize("name", NAMES)
def test_every_row_and_rule_names_what_it_rests_on(name: str) -> None:
    policy = pack(name)
    assert policy.articles
    for table in policy.tables.values():
        for rate in table:
            assert rate.article, rate.place
            assert rate.source, rate.place
            assert (rate.value is None) == (rate.status == MISSING), rate.place
            assert policy.region != INVENTED or rate.status == "示例", rate.place
            if policy.region != INVENTED:
                assert rate.status in {"部分核", MISSING} or (rate.status == "示例" and rate.note), rate.place
    assert all(rule.article in policy.articles and rule.source for rule in policy.rules)


@pytest.mark.parametrize("name", NAMES)
def test_a_row_without_a_price_stops_a_case_and_is_named(name: str) -> None:
    policy = pack(name)
    missing = {str(rate.place) for table in policy.tables.values() for rate in table if rate.value is None}
    named = {place for said in refusals(policy) for place in re.findall(r"tables/\S+?\.csv:\d+", said)}
    assert missing - named == NAMED_LATER.get(name, set())


@pytest.mark.parametrize("name", [name for name in NAMES if pack(name).status is Status.TEMPLATE])
def test_a_template_has_no_price_at_all(name: str) -> None:
    rates = [rate for table in pack(name).tables.values() for rate in table]
    assert rates
    assert all(rate.value is None for rate in rates)
    assert all(result.sheet is None or result.sheet.total == 0 for result in report(name).results)


def test_the_packs_of_two_places_are_templates() -> None:
    templates = {name for name in NAMES if pack(name).status is Status.TEMPLATE}
    assert templates == {"changsha-collective", "zhuzhou-collective"}


def test_the_published_examples_are_among_the_cases() -> None:
    """Zone price × coefficient × 0.0015: 66300 and 61800 元/亩, coefficients 1 and 0.67."""
    results = report("yongzhou-daoxian-collective").results
    asked = {text for result in results for text in result.case.quantities.get("每平方米补偿", {}).values()}
    assert {"99.45", "92.70", "62.11", "66.63"} <= asked


def test_the_old_document_stands_beside_the_new_one() -> None:
    assert {one.slug for one in family(pack("yunxi-2025"))} == {"yunxi-2025", "yunxi-2021"}
    assert pack("yunxi-2025").replaces == pack("yunxi-2021").number


@pytest.mark.parametrize("path", EXAMPLES, ids=[f"{path.parents[1].name}/{path.name}" for path in EXAMPLES])
def test_an_example_of_facts_can_be_reckoned(path: Path) -> None:
    policy = pack(path.parents[1].name)
    assert engine(policy).compute(load_facts(policy, path)).total > 0


def test_there_are_examples() -> None:
    assert EXAMPLES
