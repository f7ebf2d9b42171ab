"""Explained lines a second: the policy engine against zen-engine with its trace, and against a loop written by hand.

One workload for all three: houses priced by structure × grade × zone over three dated price lists (360 rows), a
coefficient by condition (5 rows), a cap and a floor, half up to the fen. Each must give the same amounts, to the fen;
what differs is counted and printed. zen-engine is a rule engine of general use; it comes with ``make bench`` only.
"""

from __future__ import annotations

import json
import random
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any, TypeVar

from oneruler.base.fen import Fen, from_yuan
from oneruler.policy.facts import Facts, read_facts
from oneruler.policy.model import Policy
from oneruler.policy.pack.loading import load
from oneruler.policy.render.view import view
from oneruler.policy.scalar.computing import engine

STRUCTURES = [f"结构{number}" for number in range(1, 11)]
GRADES = ["一等", "二等", "三等"]
ZONES = ["甲区", "乙区", "丙区", "丁区"]
LISTS = [date(2022, 1, 1), date(2024, 1, 1), date(2026, 1, 1)]
CONDITIONS = {"全新": "1", "九成": "0.9", "八成": "0.8", "七成": "0.7", "半旧": "0.55"}
CAP, FLOOR = Decimal("60000"), Decimal("500")
HOUSES = 10

_PACK = """名称: 基准
文号: 基准
状态: 示例
地区: 基准
项目类型: 集体土地征收
施行日: 2022-01-01
选用日: 公告日
出处: 基准
主体: 户
从属: {房屋: 户}
计数: {房屋: 栋}
收款人: [所有权人]
字段:
  户: {户号: 文字, 公告日: 日期}
  房屋:
    编号: 文字
    结构: {类型: 文字, 取自: 单价.结构}
    等级: {类型: 文字, 取自: 单价.等级}
    区: {类型: 文字, 取自: 单价.区}
    成新: {类型: 文字, 取自: 成新系数.成新}
    面积: {类型: 数, 单位: ㎡, 小数: 2, 最小: 0, 最大: 5000}
"""
_RULE = """- 补偿项: 房屋补偿
  条款: 一
  对象: 房屋
  收款人: 所有权人
  金额: round(max(min(面积 * 单价[结构, 等级, 区] * 成新系数[成新], 限额["封顶"] * 房屋), 限额["保底"] * 房屋), 2)
"""


@dataclass(frozen=True, slots=True)
class House:
    """One line's facts."""

    household: int
    day: date
    structure: str
    grade: str
    zone: str
    condition: str
    area: Decimal


Amount = TypeVar("Amount")
Prices = dict[tuple[str, str, str], list[tuple[date, Decimal]]]


def prices(seed: int = 7) -> Prices:
    """A price a key and list."""
    pick = random.Random(seed)
    keys = [(structure, grade, zone) for structure in STRUCTURES for grade in GRADES for zone in ZONES]
    return {key: [(day, Decimal(pick.randrange(20_000, 150_000)) / 100) for day in LISTS] for key in keys}


def houses(households: int, seed: int = 11) -> list[House]:
    """Ten houses a household, each household on a day of its own."""
    pick = random.Random(seed)
    made = []
    for household in range(households):
        day = LISTS[0] + timedelta(days=pick.randrange(2000))
        made += [
            House(
                household, day, pick.choice(STRUCTURES), pick.choice(GRADES), pick.choice(ZONES),
                pick.choice(list(CONDITIONS)), Decimal(pick.randrange(100, 40_000)) / 100,
            )
            for _ in range(HOUSES)
        ]  # fmt: skip
    return made


def pack(folder: Path, listed: Prices) -> Policy:
    """The workload as a pack."""
    rows = ["结构,等级,区,单位,单价,起始日,终止日,条款,出处,状态"]
    for (structure, grade, zone), dated in listed.items():
        for place, (first, price) in enumerate(dated):
            last = dated[place + 1][0] - timedelta(days=1) if place + 1 < len(dated) else ""
            rows.append(f"{structure},{grade},{zone},元/㎡,{price},{first},{last},一,基准,示例")
    tail = "2022-01-01,,一,基准,示例"
    files = {
        "policy.yaml": _PACK,
        "rules/房屋.yaml": _RULE,
        "tables/单价.csv": "\n".join(rows),
        "tables/成新系数.csv": "成新,系数,起始日,终止日,条款,出处,状态\n"
        + "\n".join(f"{name},{value},{tail}" for name, value in CONDITIONS.items()),
        "tables/限额.csv": "事项,单位,数值,起始日,终止日,条款,出处,状态\n"
        + f"封顶,元/栋,{CAP},{tail}\n保底,元/栋,{FLOOR},{tail}",
    }
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return load(folder)


def facts_of(policy: Policy, made: Sequence[House]) -> list[Facts]:
    """The houses as facts, household by household."""
    grouped: dict[int, list[House]] = {}
    for house in made:
        grouped.setdefault(house.household, []).append(house)
    return [
        read_facts(
            policy,
            {
                "户": [{"户号": str(household), "公告日": mine[0].day.isoformat()}],
                "房屋": [
                    {
                        "编号": str(number), "结构": house.structure, "等级": house.grade, "区": house.zone,
                        "成新": house.condition, "面积": str(house.area),
                    }
                    for number, house in enumerate(mine, 1)
                ],
            },
        )
        for household, mine in grouped.items()
    ]  # fmt: skip


def by_oneruler(policy: Policy, facts: Sequence[Facts], *, in_words: bool) -> list[Fen]:
    """Every line with its trace kept; ``in_words`` also writes formula, numbers, rows and steps in Chinese."""
    ready = engine(policy)
    amounts: list[Fen] = []
    for one in facts:
        sheet = ready.compute(one)
        if in_words:
            view(sheet)
        amounts += [line.amount for line in sheet.lines]
    return amounts


def by_hand(listed: Prices, made: Sequence[House], *, trace: bool) -> list[Decimal]:
    """A loop in Decimal that knows this one rule; with ``trace`` it keeps a dictionary of each line's parts."""
    coefficients = {name: Decimal(value) for name, value in CONDITIONS.items()}
    amounts, kept = [], []
    for house in made:
        dated = listed[house.structure, house.grade, house.zone]
        price = next(price for first, price in reversed(dated) if first <= house.day)
        coefficient = coefficients[house.condition]
        product = house.area * price * coefficient
        capped = min(product, CAP)
        amount = max(capped, FLOOR).quantize(Decimal("0.01"), ROUND_HALF_UP)
        amounts.append(amount)
        if trace:
            kept.append(
                {"price": price, "coefficient": coefficient, "product": product, "capped": capped, "amount": amount}
            )
    return amounts


def zen_decision(listed: Prices) -> Any:
    """The workload as a decision graph of zen-engine: two decision tables and an expression."""
    import zen

    def number(day: date) -> int:
        return day.year * 10000 + day.month * 100 + day.day

    rows: list[dict[str, str]] = []
    for (structure, grade, zone), dated in listed.items():
        for place, (first, price) in enumerate(dated):
            until = f" and < {number(dated[place + 1][0])}" if place + 1 < len(dated) else ""
            rows.append(
                {"_id": f"r{len(rows)}", "s": f'"{structure}"', "g": f'"{grade}"', "z": f'"{zone}"',
                 "d": f">= {number(first)}{until}", "o": str(price)}
            )  # fmt: skip
    table = _zen_table("price", [("s", "structure"), ("g", "grade"), ("z", "zone"), ("d", "day")], "price", rows)
    conditions = [
        {"_id": f"c{place}", "s": f'"{name}"', "o": value} for place, (name, value) in enumerate(CONDITIONS.items())
    ]
    coefficient = _zen_table("coefficient", [("s", "condition")], "coefficient", conditions)
    formula = f"round(max([min([area * price * coefficient, {CAP}]), {FLOOR}]), 2)"
    expression = _zen_node(
        "amount", "expressionNode", {"expressions": [{"id": "x", "key": "amount", "value": formula}]}
    )
    nodes = [_zen_node("in", "inputNode"), table, coefficient, expression, _zen_node("out", "outputNode")]
    edges = [
        {"id": f"e{place}", "type": "edge", "sourceId": before["id"], "targetId": after["id"]}
        for place, (before, after) in enumerate(zip(nodes, nodes[1:], strict=False))
    ]
    graph = {"contentType": "application/vnd.gorules.decision", "nodes": nodes, "edges": edges}
    return zen.ZenEngine().create_decision(json.dumps(graph))


def _zen_node(name: str, kind: str, content: dict[str, Any] | None = None) -> dict[str, Any]:
    node: dict[str, Any] = {"id": name, "name": name, "type": kind, "position": {"x": 0, "y": 0}}
    if content is not None:
        node["content"] = content | {"inputField": None, "outputPath": None, "executionMode": "single"}
    return node


def _zen_table(name: str, inputs: list[tuple[str, str]], output: str, rows: list[dict[str, str]]) -> dict[str, Any]:
    content = {
        "hitPolicy": "first", "passThrough": True, "rules": rows,
        "inputs": [{"id": key, "name": field, "field": field, "type": "expression"} for key, field in inputs],
        "outputs": [{"id": "o", "name": output, "field": output, "type": "expression"}],
    }  # fmt: skip
    return _zen_node(name, "decisionTableNode", content)


def by_zen(decision: Any, made: Sequence[House]) -> list[Decimal]:
    """One call a line with its trace. It takes and gives binary numbers, so the result is brought back to the fen."""
    amounts = []
    for house in made:
        day = house.day.year * 10000 + house.day.month * 100 + house.day.day
        answer = decision.evaluate(
            {"structure": house.structure, "grade": house.grade, "zone": house.zone, "condition": house.condition,
             "area": float(house.area), "day": day},
            {"trace": True},
        )  # fmt: skip
        amounts.append(Decimal(repr(answer["result"]["amount"])).quantize(Decimal("0.01")))
    return amounts


def run(lines: int = 20_000, peer_lines: int = 2_000) -> dict[str, Any]:
    """Measure and print; ``peer_lines`` for zen-engine, which is slower."""
    listed, made = prices(), houses(lines // HOUSES)
    with tempfile.TemporaryDirectory() as folder:
        policy = pack(Path(folder), listed)
    facts = facts_of(policy, made)
    print(f"== policy: {len(made)} explained lines, {len(policy.tables['单价'].rates)} price rows")
    expected, loop = _best(lambda: by_hand(listed, made, trace=False))
    traced, loop_traced = _best(lambda: by_hand(listed, made, trace=True))
    amounts, kept = _best(lambda: by_oneruler(policy, facts, in_words=False))
    _, words = _best(lambda: by_oneruler(policy, facts, in_words=True), times=1)
    figures = {
        "hand-written Decimal loop": len(made) / loop,
        "hand-written loop keeping a dictionary a line": len(made) / loop_traced,
        "oneruler, every step kept": len(made) / kept,
        "oneruler, every step written in words": len(made) / words,
    }
    wrong = sum(one != from_yuan(other) for one, other in zip(amounts, expected, strict=True)) + (traced != expected)
    result: dict[str, Any] = {"lines": len(made), "wrong": wrong, "lines_a_second": figures}
    try:
        decision = zen_decision(listed)
    except ImportError:
        print("   zen-engine is not installed: `make bench` installs it")
    else:
        answers, zen_seconds = _best(lambda: by_zen(decision, made[:peer_lines]), times=1)
        figures["zen-engine with its trace"] = peer_lines / zen_seconds
        result["zen_differs"] = sum(one != other for one, other in zip(answers, expected, strict=False))
    _print(figures, result)
    return result


def _best(work: Callable[[], list[Amount]], times: int = 3) -> tuple[list[Amount], float]:
    """The answer, and the least seconds of some runs."""
    seconds = []
    answer: list[Amount] = []
    for _ in range(times):
        begin = time.perf_counter()
        answer = work()
        seconds.append(time.perf_counter() - begin)
    return answer, min(seconds)


def _print(figures: dict[str, float], result: dict[str, Any]) -> None:
    for name, rate in figures.items():
        print(f"   {name}: {rate:,.0f} lines a second")
    kept, words = figures["oneruler, every step kept"], figures["oneruler, every step written in words"]
    loop = figures["hand-written Decimal loop"]
    print(
        f"   oneruler to the hand-written loop: {kept / loop:.2f} with steps kept, {words / loop:.2f} written in words"
    )
    print(f"   amounts off against the loop: {result['wrong']} of {result['lines']}")
    zen = figures.get("zen-engine with its trace")
    if zen:
        result["ratio_to_zen"] = kept / zen
        print(
            f"   oneruler to zen-engine: {kept / zen:.1f} × with steps kept, {words / zen:.1f} × written in words (goal ≥ 10)"
        )
        print(f"   amounts off in zen-engine: {result['zen_differs']}")
