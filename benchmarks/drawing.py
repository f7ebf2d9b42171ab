"""Draws the books of an invented unit at random: every amount of two years, and all of them add up."""

from __future__ import annotations

import random
from fractions import Fraction

from benchmarks.books import Books, Indicator, Item, Levy, Money
from benchmarks.figures import rounded

CLASSES = [
    (
        "201",
        "一般公共服务支出",
        [
            (
                "03",
                "政府办公厅（室）及相关机构事务",
                [("01", "行政运行"), ("02", "一般行政管理事务"), ("50", "事业运行")],
            ),
            ("99", "其他一般公共服务支出", [("99", "其他一般公共服务支出")]),
        ],
    ),
    (
        "208",
        "社会保障和就业支出",
        [
            (
                "05",
                "行政事业单位养老支出",
                [("05", "机关事业单位基本养老保险缴费支出"), ("06", "机关事业单位职业年金缴费支出")],
            ),
            ("08", "抚恤", [("01", "死亡抚恤")]),
        ],
    ),
    ("210", "卫生健康支出", [("11", "行政事业单位医疗", [("01", "行政单位医疗"), ("02", "事业单位医疗")])]),
    (
        "212",
        "城乡社区支出",
        [
            ("01", "城乡社区管理事务", [("01", "行政运行"), ("99", "其他城乡社区管理事务支出")]),
            ("05", "城乡社区环境卫生", [("01", "城乡社区环境卫生")]),
        ],
    ),
    ("220", "自然资源海洋气象等支出", [("01", "自然资源事务", [("01", "行政运行"), ("06", "自然资源利用与保护")])]),
    ("221", "住房保障支出", [("02", "住房改革支出", [("01", "住房公积金"), ("03", "购房补贴")])]),
]

_HEADS = ("青岚", "云溪", "临泽", "东皋", "望川", "石桥", "清陂", "安屏", "鹿洲", "白芷", "长汀山", "永渡")
_BODIES = ("征地工作协调服务中心", "房屋征收服务中心", "征地拆迁事务中心", "土地房屋征收补偿中心", "征收安置服务中心")
_PARTS = ("综合科", "征收科", "财务科", "信访科", "法规科", "安置科", "项目服务股", "考评股", "档案室", "测绘股")
_PLOTS = (
    "三号地块",
    "6号线车辆段",
    "2号院片区",
    "107国道改线",
    "K3产业园",
    "滨河路一期",
    "二中新校区",
    "五里牌储备地",
    "幸福里8号地",
    "城东水厂",
    "环湖大道北延线",
    "高铁站前广场",
)
_FUNDS = (
    "征拆工作经费",
    "前期调查摸底经费",
    "法律顾问费",
    "征拆奖励专项",
    "档案数字化经费",
    "评估测绘费",
    "安置房回购资金",
)


def draw_books(rng: random.Random) -> Books:
    """A consistent set of books; the same ``rng`` state gives the same books."""
    grain = rng.choice((Fraction(100), Fraction(100), Fraction(100), Fraction(10_000), Fraction(1), Fraction(1, 100)))
    scale = rng.choice((3, 20, 120, 900))
    items = _items(rng, grain, scale)
    basic = sum((item.basic for item in items), Fraction(0))
    spent = basic + sum((item.project for item in items), Fraction(0))
    personnel = _near(rng, basic, grain, 55, 88)
    opening = _near(rng, spent, grain, 2, 18) if rng.random() < 0.7 else Fraction(0)
    closing = _near(rng, spent, grain, 1, 15) if rng.random() < 0.8 else Fraction(0)
    income = spent + closing - opening
    grant = _near(rng, income, grain, 62, 93)
    fund = _near(rng, income - grant, grain, 20, 70) if rng.random() < 0.5 else Fraction(0)
    adjusted = _near(rng, spent, grain, 100, 128)
    initial = sum((item.initial for item in items), Fraction(0))
    place = rng.choice(_HEADS) + rng.choice("区县市")
    public, public_budget = _three_public(rng, grain)
    procurement = {name: _money(rng, grain, 1, 60) for name in ("货物", "工程", "服务")}
    bought = sum(procurement.values(), Fraction(0))
    medium = _near(rng, bought, grain, 50, 96)
    books = Books(
        unit=place + rng.choice(_BODIES),
        place=place,
        year=rng.randint(2019, 2025),
        items=items,
        other_income=income - grant - fund,
        grant_income=grant,
        fund_income=fund,
        opening=opening,
        personnel=personnel,
        initial=initial,
        adjusted=adjusted,
        last={},
        initial_of={},
        three_public=public,
        three_public_budget=public_budget,
        procurement=procurement,
        small_firms=(medium, _near(rng, medium, grain, 30, 99)),
        posts=0,
        staff={},
        offices=rng.sample(_PARTS, rng.randint(2, 5)),
        levies=_levies(rng, grain),
        indicators=[],
        satisfaction=Fraction(rng.randint(8800, 9950), 100),
    )
    books.staff = {"领导": rng.randint(2, 5), "中层": rng.randint(2, 8), "一般干部": rng.randint(3, 25)}
    books.posts = sum(books.staff.values()) + rng.randint(0, 7)
    for name, value in _yearly(books).items():
        books.last[name] = _last_year(rng, value, grain)
        books.initial_of[name] = _last_year(rng, value, grain)
    books.project_lines = _split(rng, books.project, grain)
    books.indicators = _indicators(rng, books)
    return books


def _yearly(books: Books) -> dict[str, Money]:
    lines = {
        "total": books.total,
        "income": books.income,
        "spent": books.spent,
        "grant": books.grant_income,
        "basic": books.basic,
        "project": books.project,
        "personnel": books.personnel,
        "operating": books.operating,
        "public": sum(books.three_public.values(), Fraction(0)),
        "bought": sum(books.procurement.values(), Fraction(0)),
    }
    return lines | {f"public.{name}": value for name, value in books.three_public.items()}


def _items(rng: random.Random, grain: Fraction, scale: int) -> list[Item]:
    items = []
    for code, name, kinds in rng.sample(CLASSES, rng.randint(2, 5)):
        for kind_code, kind_name, lines in kinds[: rng.randint(1, len(kinds))]:
            for line_code, line_name in lines[: rng.randint(1, len(lines))]:
                basic = _money(rng, grain, scale // 3 + 1, scale * 6)
                project = _money(rng, grain, scale // 3 + 1, scale * 9) if rng.random() < 0.6 else Fraction(0)
                total = basic + project
                initial = _near(rng, total, grain, 40, 130) if rng.random() < 0.85 else Fraction(0)
                codes = (code, code + kind_code, code + kind_code + line_code)
                items.append(Item(codes, (name, kind_name, line_name), basic, project, initial))
    items.sort(key=lambda item: item.codes)
    if not any(item.project for item in items):
        first = items[0]
        items[0] = Item(first.codes, first.names, first.basic, _money(rng, grain, scale, scale * 5), first.initial)
    return items


def _levies(rng: random.Random, grain: Fraction) -> list[Levy]:
    levies = []
    for name in rng.sample(_PLOTS, rng.randint(4, 8)):
        collective = rng.random() < 0.65
        planned = Fraction(rng.randint(400, 9000), 10) if collective else Fraction(rng.randint(900, 60000))
        finished = rng.random() < 0.6
        done = planned if finished else round(planned * rng.randint(35, 96) / 100, 1)
        done = Fraction(done) if collective else Fraction(int(done))
        households = rng.randint(12, 320)
        signed = households if finished else households * rng.randint(60, 97) // 100
        levies.append(Levy(name, collective, planned, done, households, signed, finished, _money(rng, grain, 80, 4000)))
    kinds = {levy.collective for levy in levies}
    if len(kinds) == 1:
        first = levies[0]
        levies[0] = Levy(
            first.name,
            not first.collective,
            Fraction(1234),
            Fraction(1234),
            first.households,
            first.households,
            True,
            first.paid,
        )
    return levies


def _indicators(rng: random.Random, books: Books) -> list[Indicator]:
    plan = [
        ("产出指标", "数量指标", "完成征地面积", "亩", 10),
        ("产出指标", "数量指标", "完成房屋征收户数", "户", 10),
        ("产出指标", "质量指标", "签约资料合格率", "%", 10),
        ("产出指标", "时效指标", "资金拨付及时率", "%", 10),
        ("产出指标", "成本指标", "成本控制在预算内", "", 10),
        ("效益指标", "经济效益指标", "保障项目按期开工", "", 10),
        ("效益指标", "社会效益指标", "政策知晓率", "%", 10),
        ("效益指标", "可持续影响指标", "建立长效管理机制", "", 10),
        ("满意度指标", "服务对象满意度指标", "被征收群众满意度", "%", 10),
    ]
    lines = []
    for level1, level2, level3, unit, weight in plan:
        target, actual, ratio = _target(rng, books, unit, satisfaction=level1 == "满意度指标")
        score = Fraction(round(min(Fraction(1), ratio) * weight * 100), 100)
        reason = (
            rng.choice(("安置房交付滞后，少数户尚未腾房", "部分地块手续未批复，下年继续推进")) if score < weight else ""
        )
        lines.append(Indicator(level1, level2, level3, target, actual, Fraction(weight), score, reason))
    return lines


def _target(rng: random.Random, books: Books, unit: str, *, satisfaction: bool) -> tuple[str, str, Fraction]:
    """What an indicator wants, what was reached, and the one over the other."""
    if unit == "":
        word = rng.choice(("达标", "有效保障", "逐步完善"))
        return word, word, Fraction(1)
    if unit == "%":
        goal = rng.choice((90, 95)) if satisfaction else rng.choice((90, 95, 98, 100))
        got = goal - rng.randint(4, 12) if rng.random() < 0.2 else rng.randint(goal, 100)
        if satisfaction:
            books.satisfaction = Fraction(got)
        return f"≥{goal}%" if goal < 100 else "100%", f"{got}%", Fraction(got, goal)
    wanted, done = _reached(books, unit)
    target, actual = (rounded(value, 1).removesuffix(".0") + unit for value in (wanted, done))
    return target, actual, done / wanted


def _reached(books: Books, unit: str) -> tuple[Fraction, Fraction]:
    """What the plan wanted and what was done, as the prose says it."""
    if unit == "户":
        return Fraction(sum(x.households for x in books.levies)), Fraction(sum(x.signed for x in books.levies))
    fields = [levy for levy in books.levies if levy.collective]
    return sum((x.planned for x in fields), Fraction(0)), sum((x.done for x in fields), Fraction(0))


def _three_public(rng: random.Random, grain: Fraction) -> tuple[dict[str, Money], dict[str, Money]]:
    names = ("因公出国（境）费", "公务用车购置费", "公务用车运行维护费", "公务接待费")
    spent = {name: _money(rng, grain, 1, 14) for name in names}
    if rng.random() < 0.8:
        spent[names[0]] = Fraction(0)
    if rng.random() < 0.7:
        spent[names[1]] = Fraction(0)
    return spent, {name: _near(rng, value, grain, 101, 190) if value else Fraction(0) for name, value in spent.items()}


def _split(rng: random.Random, whole: Money, grain: Fraction) -> list[tuple[str, Money]]:
    names = rng.sample(_FUNDS, rng.randint(2, 5))
    lines, rest = [], whole
    for name in names[:-1]:
        part = _near(rng, rest, grain, 12, 60)
        lines.append((name, part))
        rest -= part
    return [*lines, (names[-1], rest)]


def _money(rng: random.Random, grain: Fraction, least: int, most: int) -> Money:
    """Some amount between so many 万元, in whole grains."""
    return rng.randint(int(least * 10_000 / grain), int(most * 10_000 / grain)) * grain


def _near(rng: random.Random, of: Money, grain: Fraction, least: int, most: int) -> Money:
    """So many per cent of an amount, in whole grains."""
    return int(of * rng.randint(least * 100, most * 100) / 10_000 / grain) * grain


def _last_year(rng: random.Random, value: Money, grain: Fraction) -> Money:
    if not value:
        return Fraction(0)
    if rng.random() < 0.04:
        return value
    return max(
        grain,
        int(value * Fraction(rng.choice((rng.randint(35, 98), rng.randint(102, 180), 450))) / 100 / grain) * grain,
    )
