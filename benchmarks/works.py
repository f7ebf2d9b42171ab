"""The year's work in words: people and offices, projects, land, houses, households, signing, satisfaction."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from functools import partial

from benchmarks import sheets
from benchmarks.books import Levy
from benchmarks.clauses import breakdown, difference, growth, joined, points, share
from benchmarks.figures import UNITS, Figure
from benchmarks.pen import Part, Pen, Sentence
from benchmarks.relations import Relation
from benchmarks.wording import RULES

_DONE = {"land": "征地", "homes": "房屋征收", "households": "签约"}
_NUMERALS = "零一二三四五六七八九十"


def people(pen: Pen) -> None:
    """Posts and staff, with a list in a list; the offices by name."""
    books, rng = pen.books, pen.rng
    staff = pen.count("staff", sum(books.staff.values()), "人")
    parts = [(name, pen.count(f"staff.{name}", number, "人")) for name, number in books.staff.items()]
    name = rng.choice(("现有在编人员", "实有在职人员", "年末在职人数"))
    tails: list[Sentence] = []
    leaders = books.staff["领导"]
    if pen.heads(50):
        one, deputies = pen.count("leader.head", 1, "人"), pen.count("leader.deputy", leaders - 1, "人")
        relation = Relation(("sum",), "sum", parts[0][1], (one, deputies), (), (parts[0][1], one, deputies))
        tails = [Sentence(["（主任", one, "，副主任", deputies, "）"], [relation])]
    sentence = breakdown(pen, name, staff, parts, tails=tails)
    if pen.heads(60):
        posts = pen.count("posts", books.posts, "人")
        sentence = joined(Sentence([rng.choice(("核定编制", "编制数")), posts, "，"]), sentence)
    pen.paragraph(joined(sentence, "。"), _offices(pen))


def _offices(pen: Pen) -> Sentence:
    """Offices counted and named: the count must be that of the names."""
    rng, names = pen.rng, pen.books.offices
    kind = rng.choice(("科室", "职能科室", "股室"))
    figure = pen.count("offices", len(names), "")
    numeral: Part = figure
    relations = [Relation(("sum",), "listed", figure, (), (), (figure,))]
    if pen.heads(50):
        numeral, relations = _NUMERALS[len(names)], []
    said = pen.say("list of", n=numeral, kind=kind, names="、".join(names))
    listed = Figure("offices.listed", Fraction(len(names)), UNITS[""], 0, pen.style, exact=True)
    for relation in relations:
        relation.rule, relation.operands = "sum", (listed,)
    return Sentence([*said, "。"], relations)


def projects(pen: Pen) -> None:
    """The projects planned and done, collective and state-owned, and what is left."""
    levies = pen.books.levies
    for rule, chosen, key in (
        ("planned", levies, "planned"),
        ("finished", [x for x in levies if x.finished], "finished"),
    ):
        if chosen and pen.heads(85):
            pen.paragraph(joined(_two_kinds(pen, pen.rng.choice(RULES[rule]), chosen, key), "。"))
    a, b = pen.count("planned", len(levies), "个"), pen.count("finished", sum(x.finished for x in levies), "个")
    if pen.heads(50):
        pen.paragraph(joined("全年征收项目", difference(pen, "left", a, b), "。"))


def _two_kinds(pen: Pen, opening: str, chosen: Sequence[Levy], key: str) -> Sentence:
    both = [sum(1 for x in chosen if x.collective), sum(1 for x in chosen if not x.collective)]
    whole, a, b = (
        pen.count(key, sum(both), "个"),
        pen.count(f"{key}.collective", both[0], "个"),
        pen.count(f"{key}.state", both[1], "个"),
    )
    said = pen.say("two kinds", whole=opening, W=whole, a=a, b=b)
    return Sentence(said, [Relation(("sum",), "sum", whole, (a, b), (), (whole, a, b))])


def land(pen: Pen) -> None:
    """Land in 亩 or 公顷, houses in ㎡ or 万㎡, households: planned, done, the rate, what is left; last year's."""
    books, rng = pen.books, pen.rng
    fields = [levy for levy in books.levies if levy.collective]
    homes = [levy for levy in books.levies if not levy.collective]
    unit = rng.choice(("亩", "亩", "亩", "公顷"))
    _progress(
        pen,
        rng.choice(("征地", "集体土地征收", "土地征收面积")),
        "land",
        sum((x.planned for x in fields), Fraction(0)),
        sum((x.done for x in fields), Fraction(0)),
        partial(pen.area, unit=unit),
    )
    wide = rng.choice(("平方米", "平方米", "㎡", "万平方米", "万㎡"))
    _progress(
        pen,
        rng.choice(("征收国有房屋", "国有土地上房屋征收", "房屋拆除面积")),
        "homes",
        sum((x.planned for x in homes), Fraction(0)),
        sum((x.done for x in homes), Fraction(0)),
        partial(pen.area, unit=wide),
    )
    _progress(
        pen,
        rng.choice(("涉及被征收户", "协议签订", "应签约户数")),
        "households",
        Fraction(sum(x.households for x in books.levies)),
        Fraction(sum(x.signed for x in books.levies)),
        partial(pen.count, unit="户"),
    )


def _progress(
    pen: Pen, subject: str, key: str, planned: Fraction, done: Fraction, make: Callable[[str, Fraction], Figure]
) -> None:
    """What was planned, what was done, the rate; what is left; and how it stands to last year."""
    a, b = make(f"{key}.planned", planned), make(f"{key}.done", done)
    if not planned or a.digits == "0":
        return
    if pen.heads(30) and done < planned:
        pen.paragraph(joined(subject, difference(pen, "left", a, b), "。"))
        return
    rate = pen.rate(f"{key}.rate", done / planned * 100)
    parts = pen.say("progress", a=a, b=b, p=rate)
    relation = Relation(("execution", "share"), "ratio", rate, (b, a), (), (a, b, rate))
    pen.paragraph(Sentence([subject, *parts, "。"], [relation]))
    if pen.heads(35) and done:
        again = make(f"{key}.done", done)
        base = Fraction(int(done * pen.rng.randint(40, 170) / 100))
        lead = Sentence([pen.rng.choice(("全年完成", "本年度完成")), _DONE[key], again])
        pen.paragraph(joined(lead, growth(pen, again, base, "last"), "。", sep="，"))


def by_project(pen: Pen) -> None:
    """The projects one by one, their household counts or money added up."""
    levies = pen.books.levies[:5]
    households = sum(x.households for x in levies)
    if pen.heads(50):
        whole = pen.count("listed households", households, "户")
        parts = [(x.name, pen.count(f"households.{x.name}", x.households, "户")) for x in levies]
        said = breakdown(pen, pen.rng.choice(("重点项目涉及被征收户", "在征项目涉及")), whole, parts)
    else:
        whole = pen.money("listed paid", sum((x.paid for x in levies), Fraction(0)))
        parts = [(f"{x.name}项目", pen.money(f"paid.{x.name}", x.paid, unit=whole.unit.name)) for x in levies]
        said = breakdown(pen, "发放征收补偿资金", whole, parts, shares=30, of="补偿资金总额")
    pen.paragraph(joined(said, "。"))
    signed = sum(x.signed for x in levies)
    a, b = pen.count("listed.signed", signed, "户"), pen.count("listed households", households, "户")
    tail, relation = share(pen, a, b, "应签约户数")
    if pen.heads(50) and signed:
        pen.paragraph(Sentence(["上述项目共", b, "，已签约", a, *tail, "。"], [relation]))


def satisfaction(pen: Pen, *, project: bool) -> None:
    """Satisfaction and other rates in points against last year or the target; the score as a sum of its parts."""
    rng = pen.rng
    what, value = rng.choice(("群众满意度", "被征收人满意度", "服务对象满意度")), pen.books.satisfaction
    if pen.heads(40):
        what, value = rng.choice(("培训合格率", "信访办结率", "档案归档率")), Fraction(rng.randint(8800, 9950), 100)
    last = value + Fraction(rng.randint(-600, 450), 100)
    pen.paragraph(points(pen, what, "satisfaction", value, min(last, Fraction(100))))
    scores: dict[str, Fraction] = {}
    for line in pen.books.indicators:
        scores[line.level1] = scores.get(line.level1, Fraction(0)) + line.score
    run = pen.points("form.score", sheets.execution_score(pen, project=project))
    parts = [("预算执行", run), *((name, pen.points(f"score.{name}", v)) for name, v in scores.items())]
    whole = pen.points("form.total", sum((Fraction(figure.digits) for _, figure in parts), Fraction(0)))
    if pen.heads(60):
        said = breakdown(pen, rng.choice(("绩效自评综合得分", "本次自评得分")), whole, parts)
        for relation in said.relations:
            relation.kinds = ("sum", "score")
        pen.paragraph(joined(said, "。"))


def silent(pen: Pen, count: int) -> None:
    """Sentences whose numbers state nothing that can be recomputed."""
    rng, books = pen.rng, pen.books
    for template in rng.sample(RULES["silent"], count):
        said = pen.fill(
            template,
            y=str(books.year),
            n1=str(rng.randint(2, 30)),
            n2=str(rng.randint(3, 300)),
            n3=str(rng.randint(1, 12)),
            n4=str(rng.randint(2, 9)),
            n5=str(rng.randint(100, 980)),
            n6=str(rng.randint(85, 98)),
            n7=str(rng.randint(10, 30)),
            n8=str(rng.randint(990, 2000)),
            m=str(rng.randint(1, 12)),
            d=str(rng.randint(1, 28)),
            place=books.place,
            phone=office_phone(pen),
        )
        pen.paragraph(Sentence(said))


def office_phone(pen: Pen) -> str:
    """A number of an office, in one of the ways it is written; area 0000 is nobody's."""
    number = f"{pen.rng.randint(2, 8)}{pen.rng.randint(0, 10**6 - 1):06d}"
    return pen.rng.choice((f"0000-{number}", f"0000-8{number}", number, f"8{number}", f"（0000）8{number}"))
