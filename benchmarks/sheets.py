"""The tables of a report: self-evaluation form, base data, spending by function, projects by kind."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from benchmarks.figures import UNITS, Figure
from benchmarks.pen import Part, Pen, Sheet
from benchmarks.relations import Relation

DRESSES = ("tab", "tab", "indented", "bare", "pipes")
Cell = list[Part]


def _row(*cells: Part | Sequence[Part]) -> list[Cell]:
    return [[cell] if isinstance(cell, str) or not isinstance(cell, Sequence) else list(cell) for cell in cells]


def _sum(whole: Figure, parts: Sequence[Figure]) -> Relation:
    return Relation(("table", "sum"), "sum", whole, tuple(parts), (), (whole,))


def _points(pen: Pen, key: str, value: Fraction) -> Figure:
    return Figure(key, value, UNITS[""], 2, pen.style)


def _funds(pen: Pen, *, project: bool) -> tuple[Fraction, Fraction, Fraction]:
    """First budget, the year's budget and what was spent, of the unit or of its projects."""
    books = pen.books
    if project:
        return books.initial_of["project"], books.project + books.adjusted - books.spent, books.project
    return books.initial, books.adjusted, books.spent


def execution_score(pen: Pen, *, project: bool) -> Fraction:
    """Ten points for a budget wholly carried out, less in proportion."""
    _, room, whole = _funds(pen, project=project)
    return 10 * min(Fraction(1), whole / room)


def evaluation_form(pen: Pen, *, project: bool) -> None:
    """The self-evaluation form of 财预〔2020〕10号, for the whole unit or for one project."""
    books = pen.books
    key = "form"
    first, room, whole = _funds(pen, project=project)
    names = ("project@initial", "project@adjusted", "project") if project else ("initial", "adjusted", "spent")
    money = [pen.money(n, v, bare=True, unit="万元") for n, v in zip(names, (first, room, whole), strict=True)]
    for figure in money:
        figure.places = max(figure.places, 2)
        figure.digits = figure.print_of(figure.value)
    rate = Figure(f"{key}.rate", whole / room * 100, UNITS["%"], 2, pen.style)
    weight = _points(pen, f"{key}.weight", Fraction(10))
    score = _points(pen, f"{key}.score", execution_score(pen, project=project))
    rows = [
        _row(
            "项目资金（万元）" if project else "年度预算申请（万元）",
            "",
            "年初预算数",
            "全年预算数",
            "全年执行数",
            "分值",
            "执行率",
            "得分",
        ),
        _row("", "年度资金总额", *money, weight, rate, score),
    ]
    relations = [
        Relation(("execution",), "ratio", rate, (money[2], money[1]), (), (rate,), decoys=(money[0],)),
        Relation(("score",), "score", score, (weight, rate), (), (score,), two_ways=True),
    ]
    rows.append(
        _row("一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分", "偏差原因分析及改进措施")
    )
    weights, scores = [weight], [score]
    for index, line in enumerate(books.indicators):
        w, s = _points(pen, f"{key}.w{index}", line.weight), _points(pen, f"{key}.s{index}", line.score)
        level1 = line.level1 if index == 0 or books.indicators[index - 1].level1 != line.level1 else ""
        rows.append(_row(level1, line.level2, line.level3, line.target, line.actual, w, s, line.reason))
        weights.append(w)
        scores.append(s)
    total_w = _points(pen, f"{key}.weights", Fraction(100))
    total_s = _points(pen, f"{key}.total", sum((Fraction(s.digits) for s in scores), Fraction(0)))
    rows.append(_row("总分", "", "", "", "", total_w, total_s, ""))
    for stated, parts in ((total_w, weights), (total_s, scores)):
        relations.append(Relation(("score", "sum", "table"), "sum", stated, tuple(parts), (), (stated,)))
    _finish(pen, Sheet(rows, "", relations, ("项目" if project else "部门整体") + "支出绩效自评表"))


def base_data(pen: Pen) -> None:
    """The base data table: posts against staff with the control rate, last year's figures, budget, outcome."""
    books = pen.books
    posts, staff = pen.count("posts", books.posts, ""), pen.count("staff", sum(books.staff.values()), "")
    rate = Figure("control rate", staff.value / posts.value * 100, UNITS["%"], 2, pen.style)
    rows = [
        _row("财政供养人员情况（人）", "编制数", f"{books.year}年实际在职人数", "控制率"),
        _row("", posts, staff, rate),
    ]
    relations = [Relation(("share", "execution"), "ratio", rate, (staff, posts), (), (rate,))]
    rows.append(
        _row("经费控制情况（万元）", f"{books.year - 1}年决算数", f"{books.year}年预算数", f"{books.year}年决算数")
    )
    columns: list[list[Figure]] = [[], [], []]
    for name, value in books.three_public.items():
        cells = [
            pen.money(f"public.{name}{mark}", v, bare=True, unit="万元")
            for mark, v in (
                ("@last", books.last[f"public.{name}"]),
                ("@initial", books.three_public_budget[name]),
                ("", value),
            )
        ]
        cells[2].prior = cells[0]
        rows.append(_row(name, *cells))
        for column, cell in zip(columns, cells, strict=True):
            column.append(cell)
    totals = [
        pen.money(f"public{mark}", sum((c.value for c in column), Fraction(0)), bare=True, unit="万元")
        for mark, column in zip(("@last", "@initial", ""), columns, strict=True)
    ]
    rows.append(_row("“三公”经费合计", *totals))
    relations.extend(_sum(total, column) for total, column in zip(totals, columns, strict=True))
    _finish(pen, Sheet(rows, "", relations, "部门整体支出绩效评价基础数据表"))


def spending_by_function(pen: Pen) -> None:
    """Spending with its codes: 合计 = Σ类, 类 = Σ款, 款 = Σ项, and in each row 合计 = 基本 + 项目."""
    books = pen.books
    rows = [_row("功能分类科目编码", "科目名称", "本年支出合计", "基本支出", "项目支出")]
    relations: list[Relation] = []
    columns: dict[str, list[list[Figure]]] = {}

    def add(key: str, code: str, name: str, basic: Fraction, project: Fraction) -> list[Figure]:
        keys = ("spent", "basic", "project") if key == "all" else (f"item.{key}", f"{key}.basic", f"{key}.project")
        amounts = (basic + project, basic, project)
        cells = [pen.money(k, v, bare=True, unit="万元") for k, v in zip(keys, amounts, strict=True)]
        rows.append(_row(code, name, *cells))
        relations.append(_sum(cells[0], cells[1:]))
        return cells

    whole = add("all", "", "合计", books.basic, books.project)
    previous: tuple[str, str] = ("", "")
    for item in books.items:
        for depth in (0, 1):
            code = item.codes[depth]
            if code != previous[depth]:
                under = [i for i in books.items if i.codes[depth] == code]
                cells = add(
                    code,
                    code,
                    item.names[depth],
                    sum((i.basic for i in under), Fraction(0)),
                    sum((i.project for i in under), Fraction(0)),
                )
                columns.setdefault("all" if depth == 0 else code[:3], []).append(cells)
                columns.setdefault(f"={code}", []).append(cells)
        previous = (item.codes[0], item.codes[1])
        line = add(item.codes[2], item.codes[2], item.names[2], item.basic, item.project)
        columns.setdefault(item.codes[1], []).append(line)
    for key, parts in columns.items():
        if key.startswith("="):
            continue
        heads = whole if key == "all" else columns[f"={key}"][0]
        relations.extend(_sum(heads[c], [part[c] for part in parts]) for c in range(3))
    _finish(pen, Sheet(rows, "", relations, "支出决算表（单位：万元）"))


def project_table(pen: Pen) -> None:
    """The projects with their households, signed, rate and money; subtotals by kind and the total."""
    books = pen.books
    rows = [_row("项目名称", "类型", "应签约户数（户）", "已签约户数（户）", "签约率", "支付资金（万元）")]
    relations: list[Relation] = []
    columns: list[list[Figure]] = [[], [], []]

    def add(key: str, name: str, kind: str, households: int, signed: int, paid: Fraction) -> list[Figure]:
        a, b = pen.count(f"table.{key}.households", households, ""), pen.count(f"table.{key}.signed", signed, "")
        rate = Figure(
            f"table.{key}.rate", Fraction(signed, households) * 100, UNITS["%"], pen.style.rate_places, pen.style
        )
        money = pen.money(f"table.{key}.paid", paid, bare=True, unit="万元")
        rows.append(_row(name, kind, a, b, rate, money))
        relations.append(Relation(("share", "execution", "table"), "ratio", rate, (b, a), (), (rate,)))
        return [a, b, money]

    for levy in books.levies:
        cells = add(
            levy.name, levy.name, "集体" if levy.collective else "国有", levy.households, levy.signed, levy.paid
        )
        for column, cell in zip(columns, cells, strict=True):
            column.append(cell)
    total = add(
        "all",
        "合计",
        "—",
        sum(x.households for x in books.levies),
        sum(x.signed for x in books.levies),
        sum((x.paid for x in books.levies), Fraction(0)),
    )
    relations.extend(_sum(whole, column) for whole, column in zip(total, columns, strict=True))
    _finish(pen, Sheet(rows, "", relations, "征收项目进展情况表"))


def _finish(pen: Pen, sheet: Sheet) -> None:
    sheet.dress = pen.rng.choice(DRESSES)
    pen.line(sheet.caption)
    pen.blocks.append(sheet)
