"""The narrative of final accounts (决算情况说明): income, spending, budgets, 三公, procurement."""

from __future__ import annotations

from fractions import Fraction

from benchmarks.clauses import (
    because,
    breakdown,
    difference,
    direction,
    execution,
    from_to,
    growth,
    joined,
    share,
    some_parts,
)
from benchmarks.figures import Figure, Word
from benchmarks.pen import Pen, Sentence
from benchmarks.relations import Relation

_PAY = "主要包括基本工资、津贴补贴、奖金、社会保障缴费、住房公积金"
_OFFICE = "主要包括办公费、水电费、邮电费、差旅费、工会经费"


def year_word(pen: Pen) -> Word:
    """The report's year; its slip is the year before."""
    return Word(str(pen.books.year), 1, (str(pen.books.year - 1),), -1)


def dated(pen: Pen, sentence: Sentence) -> Sentence:
    """Put the year before a sentence, as a word that may be wrong."""
    word = year_word(pen)
    lead = pen.rng.choice(("年度", "年", "年度，", "年，"))
    relation = Relation(("form", "cross"), "word", word, (), (), (word,), required=False)
    return Sentence([word, lead, *sentence.parts], [*sentence.relations, relation])


def totals(pen: Pen) -> None:
    """Income and spending in total, with what was carried over, against last year."""
    books = pen.books
    total = pen.money("total", books.total)
    income, opening = pen.money("income", books.income), pen.money("opening", books.opening)
    spent, closing = pen.money("spent", books.spent), pen.money("closing", books.closing)
    other = pen.money("total", books.total, unit=total.unit.name)
    form = pen.rng.randrange(3)
    if form == 0:
        first = Sentence([pen.books.unit, "收、支总计", total])
    elif form == 1:
        first = joined(
            Sentence(
                ["收入总计", total, "，包括本年收入", income, "、年初结转和结余", opening],
                [_sum(total, income, opening)],
            ),
            Sentence(
                ["；支出总计", other, "，包括本年支出", spent, "、年末结转和结余", closing],
                [_sum(other, spent, closing)],
            ),
        )
    else:
        first = Sentence(["收支总计均为", total])
    pen.paragraph(because(pen, joined(dated(pen, first), growth(pen, total, books.last["total"], "last"), sep="，")))


def _sum(whole: Figure, *parts: Figure) -> Relation:
    return Relation(("sum",), "sum", whole, parts, (), (whole, *parts))


def income(pen: Pen) -> None:
    """Income by source."""
    books = pen.books
    lines = [
        ("财政拨款收入", "grant", books.grant_income),
        ("事业收入", "fund", books.fund_income),
        ("其他收入", "other", books.other_income),
    ]
    parts = [(name, pen.money(key, value)) for name, key, value in lines if value or pen.heads(20)]
    whole = pen.money("income", books.income)
    name = pen.rng.choice(("本年收入合计", "本年收入", "全年收入合计"))
    sentence = breakdown(pen, name, whole, parts, shares=75, of=pen.rng.choice(("本年收入", "收入合计", "总收入", "")))
    if pen.heads(35):
        pen.paragraph(joined(dated(pen, sentence), "。"), because(pen, _again(pen, "本年收入", whole, "income")))
    else:
        pen.paragraph(joined(sentence, "。"))


def _again(pen: Pen, name: str, figure: Figure, last: str) -> Sentence:
    """A new sentence that takes a figure up again to compare it."""
    again = pen.money(figure.key, figure.value, unit=figure.unit.name)
    return joined(Sentence([name, again]), growth(pen, again, pen.books.last[last], "last"), sep="，")


def grant(pen: Pen) -> None:
    """What came from the treasury, its share of all income, and last year's."""
    books = pen.books
    part, whole = pen.money("grant", books.grant_income), pen.money("income", books.income)
    said, relation = share(pen, part, whole, "本年收入合计")
    lead = Sentence(["一般公共预算财政拨款收入", part, *said], [relation])
    if whole not in lead.parts:
        lead = joined(Sentence(["本年收入合计", whole, "，其中"]), lead)
    clause = growth(pen, part, books.last["grant"], "last")
    pen.paragraph(because(pen, joined(lead, clause, sep="，")))


def spending(pen: Pen) -> None:
    """Spending, basic and project; basic spending again into personnel and running costs, now and then nested."""
    books = pen.books
    whole, basic, project = (
        pen.money(k, v) for k, v in (("spent", books.spent), ("basic", books.basic), ("project", books.project))
    )
    nested: list[Sentence] = []
    if pen.heads(25):
        people, office = pen.money("personnel", books.personnel), pen.money("operating", books.operating)
        open_, close = pen.rng.choice((("（其中：", "）"), ("（含", "）"), ("（", "）"), ("（包括", "）")))
        nested = [Sentence([open_, "人员经费", people, "、公用经费", office, close], [_sum(basic, people, office)])]
    names = pen.rng.choice((("基本支出", "项目支出"), ("基本支出", "项目支出"), ("用于基本支出", "用于项目支出")))
    parts = list(zip(names, (basic, project), strict=True))
    if not nested and pen.heads(30):
        parts.reverse()
    name = pen.rng.choice(("本年支出合计", "本年支出", "支出合计", "全年总支出"))
    of = pen.rng.choice(("本年支出合计", "总支出", "支出合计", ""))
    sentence = breakdown(pen, name, whole, parts, shares=70 if not nested else 0, of=of, tails=nested)
    pen.paragraph(joined(dated(pen, sentence) if pen.heads(40) else sentence, "。"))
    if pen.heads(45):
        pen.paragraph(because(pen, _again(pen, "本年支出", whole, "spent")))


def basic_spending(pen: Pen) -> None:
    """Basic spending: people and running costs, each with its share and what it went to."""
    books = pen.books
    whole = pen.money("basic", books.basic)
    people, office = pen.money("personnel", books.personnel), pen.money("operating", books.operating)
    name = pen.rng.choice(("一般公共预算财政拨款基本支出", "基本支出", "单位基本支出"))
    tails = (
        [Sentence(["，" + _PAY + pen.rng.choice(("", "等"))]), Sentence(["，" + _OFFICE + "等"])]
        if pen.heads(40)
        else []
    )
    of = pen.rng.choice(("基本支出", "基本支出", "基本支出总额"))
    pair = [("人员经费", people), (pen.rng.choice(("公用经费", "日常公用经费")), office)]
    sentence = breakdown(pen, name, whole, pair, shares=80, of=of, tails=tails)
    pen.paragraph(joined(dated(pen, sentence), "。"))
    for label, figure, last in (("人员经费", people, "personnel"), ("公用经费", office, "operating")):
        if pen.heads(35):
            pen.paragraph(because(pen, _again(pen, label, figure, last)))


def classes(pen: Pen) -> None:
    """Spending by class of function, then each line against its first budget."""
    books = pen.books
    grouped: dict[tuple[str, str], Fraction] = {}
    for item in books.items:
        head = (item.codes[0], item.names[0])
        grouped[head] = grouped.get(head, Fraction(0)) + item.total
    whole = pen.money("spent", books.spent)
    suffix = pen.rng.choice(("（类）", "（类）", ""))
    parts = [(f"{name}{suffix}", pen.money(f"item.{code}", value)) for (code, name), value in grouped.items()]
    pen.paragraph(joined(breakdown(pen, pen.rng.choice(("本年支出", "财政拨款支出")), whole, parts, shares=85), "。"))
    budget = pen.money("initial", books.initial)
    again = pen.money("spent", books.spent)
    if books.initial:
        pen.paragraph(joined("本单位", execution(pen, "execution", budget, again), "。"))
    for number, item in enumerate(books.items[:5], 1):
        where = f"{item.names[0]}（类）{item.names[1]}（款）{item.names[2]}（项）"
        spent, first = (
            pen.money(f"item.{item.codes[2]}", item.total),
            pen.money(f"item.{item.codes[2]}@initial", item.initial),
        )
        mark = pen.rng.choice(("。", "："))
        if not item.initial:
            pen.paragraph(
                Sentence([f"{number}.{where}{mark}年初预算为", first, "，支出决算为", spent, "，年初未安排预算。"])
            )
        else:
            pen.paragraph(because(pen, joined(f"{number}.{where}{mark}", execution(pen, "execution", first, spent))))


def budget(pen: Pen) -> None:
    """The year's budget, adjusted, spent, what is left, what was saved."""
    books = pen.books
    first, adjusted, spent = (
        pen.money(k, v) for k, v in (("initial", books.initial), ("adjusted", books.adjusted), ("spent", books.spent))
    )
    which = pen.rng.randrange(3)
    if which == 0:
        clause = execution(pen, "two budgets", adjusted, spent, first)
    elif which == 1:
        clause = execution(pen, "execution of the year", adjusted, spent)
    else:
        clause = difference(pen, "balance", pen.money("total", books.total), spent)
        if books.closing == 0:
            clause = execution(pen, "execution of the year", adjusted, spent)
    pen.paragraph(joined(dated(pen, clause) if pen.heads(50) else clause, "。"))
    change = spent.value - first.value
    if change and pen.heads(45):
        more = direction(pen, 1 if change > 0 else -1, ("多", "增加", "超支"), ("少", "减少"))
        a, b = pen.money("initial", books.initial), pen.money("spent", books.spent)
        pen.paragraph(joined("基本支出和项目支出", difference(pen, "over or under", a, b, more=more), "。"))


def three_public(pen: Pen) -> None:
    """The three public expenses: in total, by kind, against budget and last year; saved money."""
    books = pen.books
    spent = sum(books.three_public.values(), Fraction(0))
    planned = sum(books.three_public_budget.values(), Fraction(0))
    a, b = pen.money("public@initial", planned), pen.money("public", spent)
    opening = pen.rng.choice(("“三公”经费财政拨款支出", "“三公”经费", "三公经费"))
    clause = execution(pen, "execution", a, b) if pen.heads(60) else difference(pen, "saved", a, b)
    pen.paragraph(because(pen, joined(opening, clause)))
    lines = [(name, pen.money(f"public.{name}", value)) for name, value in books.three_public.items()]
    merged = pen.money("public", spent, unit=b.unit.name)
    pen.paragraph(joined(breakdown(pen, "“三公”经费支出决算", merged, lines, shares=30), "。"))
    for name, figure in lines:
        if figure.value and pen.heads(60):
            again = pen.money(figure.key, figure.value, unit=figure.unit.name)
            pen.paragraph(
                because(
                    pen,
                    joined(
                        Sentence([name, pen.rng.choice(("支出", "支出决算", "")), again]),
                        growth(pen, again, books.last[f"public.{name}"], "last"),
                        sep="，",
                    ),
                )
            )
    groups = pen.rng.randint(2, 40)
    end = year_word(pen)
    relation = Relation(("form", "cross"), "word", end, (), (), (end,), required=False)
    pen.paragraph(
        Sentence([f"全年公务接待{groups}批次、{groups * 6 + 1}人次，未发生外事接待。"]),
        Sentence(["截至", end, "年12月31日，公务用车保有量1辆。"], [relation]),
    )


def running_costs(pen: Pen) -> None:
    """Running costs against the first budget and against last year, in one sentence."""
    books = pen.books
    cost = pen.money("operating", books.operating)
    clauses = [Sentence(["机关运行经费支出", cost])]
    order = pen.rng.sample(("initial", "last"), pen.rng.randint(1, 2))
    for than in order:
        base = (books.initial_of if than == "initial" else books.last)["operating"]
        clauses.append(growth(pen, cost, base, than))
    pen.paragraph(because(pen, dated(pen, joined(*clauses, sep="，"))))
    moved = pen.money("basic", books.basic)
    pen.paragraph(from_to(pen, "基本支出", moved, books.last["basic"]))


def procurement(pen: Pen) -> None:
    """Government procurement by kind, and what went to small firms."""
    books = pen.books
    whole = pen.money("bought", sum(books.procurement.values(), Fraction(0)))
    parts = [(f"政府采购{name}支出", pen.money(f"bought.{name}", value)) for name, value in books.procurement.items()]
    pen.paragraph(joined(dated(pen, breakdown(pen, "政府采购支出总额", whole, parts)), "。", _firms(pen, whole)))


def _firms(pen: Pen, whole: Figure) -> Sentence:
    medium, small = (
        pen.money(f"bought.firms{i}", value, unit=whole.unit.name) for i, value in enumerate(pen.books.small_firms)
    )
    first, relation = share(pen, medium, whole, "政府采购支出总额")
    out = Sentence(["授予中小企业合同金额", medium, *first], [relation])
    if pen.heads(70):
        # A share without a named base is of the sum just named: of its own when it follows 其中, else of all.
        base, name, lead = pen.rng.choice(
            ((medium, "授予中小企业合同金额", "，其中："), (whole, "政府采购支出总额", "；"))
        )
        second, relation = share(pen, small, base, name)
        out = joined(out, Sentence([lead, "授予小微企业合同金额", small, *second], [relation]))
    return joined(out, "。")


def project_spending(pen: Pen) -> None:
    """The project money: all its lines, or the greater ones only."""
    books = pen.books
    lines = [(name, pen.money(f"line.{name}", value)) for name, value in books.project_lines]
    whole = pen.money("project", books.project)
    if len(lines) > 2 and pen.heads(35):
        pen.paragraph(joined("项目支出", some_parts(pen, "全年", whole, lines[:-1]), "。"))
    elif pen.heads(30):
        said: list[Sentence] = [Sentence(["全年项目支出", whole, "。"])]
        stop = pen.rng.choice(("；", "；", "；", ""))  # a forgotten semicolon leaves the next number stuck to the unit
        numbered = Sentence([], [_sum(whole, *(figure for _, figure in lines))])
        for number, (name, figure) in enumerate(lines, 1):
            numbered.parts.extend([f"{number}、{name}", figure, stop if number < len(lines) else "。"])
        pen.paragraph(joined(said[0], numbered))
    else:
        pen.paragraph(joined(breakdown(pen, "项目支出", whole, lines, shares=40, of="项目支出"), "。"))
