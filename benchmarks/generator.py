"""Whole reports with known faults: the same seed and number always give the same report."""

from __future__ import annotations

import random
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from benchmarks import accounts, private, sheets, works
from benchmarks.drawing import draw_books
from benchmarks.figures import Figure, Style, Token, rounded
from benchmarks.labels import Fault, Label, LabelledReport, Span, Stretch
from benchmarks.pen import Block, Part, Pen, Sheet
from benchmarks.planting import Planted, plant
from benchmarks.relations import Relation, evaluate

KINDS = ("部门整体支出绩效自评报告", "项目支出绩效自评报告", "部门决算公开说明", "征收工作总结")

# Equations of the books that hold between figures wherever they stand in one report.
_IDENTITIES = (
    ("spent", ("basic", "project")),
    ("basic", ("personnel", "operating")),
    ("total", ("income", "opening")),
    ("total", ("spent", "closing")),
)


def reports(seed: int, count: int) -> Iterator[LabelledReport]:
    """So many reports of a seed, one at a time."""
    for number in range(count):
        yield make_report(seed, number)


def make_report(seed: int, number: int) -> LabelledReport:
    """One report; about a third are clean, the others carry one to three slips."""
    rng = random.Random(f"{seed}/{number}")
    kind = KINDS[number % len(KINDS)]
    pen = Pen(rng, draw_books(rng), Style.draw(rng), rng.choices(("万元", "元"), (9, 1))[0])
    _write(pen, kind)
    relations = [r for block in pen.blocks for r in _relations_of(block)]
    wanted = rng.choices((0, 1, 2, 3), (6, 6, 5, 3))[0]
    planted: list[Planted] = []
    taken: set[int] = set()
    for _ in range(wanted):
        one = plant(relations, rng, taken)
        if one:
            planted.append(one)
            for relation in relations:
                if relation.two_ways and one.token in relation.tokens and one.token is not relation.stated:
                    relation.required = False
                if one.token in relation.tokens:
                    taken.update(id(token) for token in relation.tokens)
    return _Rendering(pen, f"{seed}-{number:05d}").report(planted)


def _relations_of(block: Block) -> list[Relation]:
    if isinstance(block, Sheet):
        return block.relations
    return [relation for sentence in block for relation in sentence.relations]


def _write(pen: Pen, kind: str) -> None:
    books = pen.books
    pen.line(f"{books.year}年度{books.unit}{kind}")
    if kind == KINDS[2]:
        _write_accounts(pen)
    elif kind == KINDS[3]:
        _write_works(pen)
    else:
        _write_evaluation(pen, project=kind == KINDS[1])
    works.silent(pen, pen.rng.randint(2, 5))
    if pen.heads(60):
        private.person(pen)
    private.contact(pen)


def _write_accounts(pen: Pen) -> None:
    pen.line("一、收入支出决算总体情况说明")
    accounts.totals(pen)
    pen.line("二、收入决算情况说明")
    accounts.income(pen)
    if pen.heads(60):
        accounts.grant(pen)
    pen.line("三、支出决算情况说明")
    accounts.spending(pen)
    pen.line("四、财政拨款支出决算情况说明")
    accounts.classes(pen)
    pen.line("五、基本支出决算情况说明")
    accounts.basic_spending(pen)
    pen.line("六、“三公”经费支出决算情况说明")
    accounts.three_public(pen)
    pen.line("七、其他重要事项的情况说明")
    accounts.running_costs(pen)
    accounts.procurement(pen)
    if pen.heads(60):
        sheets.spending_by_function(pen)


def _write_evaluation(pen: Pen, *, project: bool) -> None:
    pen.line("一、基本情况")
    works.people(pen)
    works.projects(pen)
    works.silent(pen, 2)
    pen.line("二、预算执行情况")
    accounts.budget(pen)
    if not project:
        accounts.spending(pen)
        accounts.basic_spending(pen)
    accounts.project_spending(pen)
    pen.line("三、绩效目标完成情况")
    works.land(pen)
    works.by_project(pen)
    works.satisfaction(pen, project=project)
    pen.line("四、存在的问题及改进措施")
    pen.line("年初预算编制不够精细，部分项目支付进度偏慢，下一步将加强预算执行监控。")
    pen.line("附件")
    sheets.evaluation_form(pen, project=project)
    if not project and pen.heads(60):
        sheets.base_data(pen)


def _write_works(pen: Pen) -> None:
    pen.line("一、主要工作完成情况")
    works.projects(pen)
    works.land(pen)
    works.silent(pen, 3)
    works.by_project(pen)
    pen.line("二、资金保障情况")
    accounts.budget(pen)
    accounts.project_spending(pen)
    if pen.heads(60):
        accounts.running_costs(pen)
    pen.line("三、队伍建设情况")
    works.people(pen)
    works.satisfaction(pen, project=False)
    if pen.heads(55):
        sheets.project_table(pen)


@dataclass
class _Rendering:
    """Turns the pen's blocks into text and its relations into labels."""

    pen: Pen
    name: str
    pieces: list[str] = field(default_factory=list)
    length: int = 0
    places: dict[int, list[Span]] = field(default_factory=lambda: defaultdict(list))
    tokens: dict[int, Token] = field(default_factory=dict)
    stretches: list[tuple[Span, list[Relation], bool]] = field(default_factory=list)
    blocks: list[str | list[list[str]]] = field(default_factory=list)

    def report(self, planted: Sequence[Planted]) -> LabelledReport:
        for block in self.pen.blocks:
            if isinstance(block, Sheet):
                self._sheet(block)
            else:
                start = self.length
                for sentence in block:
                    self._stretch(sentence.parts, sentence.relations)
                self.blocks.append("".join(self.pieces)[start : self.length])
                self._put("\n")
        text = "".join(self.pieces)
        labels, stretches, ids = self._labels(text)
        faults = tuple(self._fault(one, labels, ids) for one in planted)
        return LabelledReport(
            self.name, self.pen.books.year, text, tuple(labels), faults, tuple(stretches), tuple(self.blocks)
        )

    def _put(self, text: str) -> None:
        self.pieces.append(text)
        self.length += len(text)

    def _parts(self, parts: Sequence[Part]) -> str:
        begin = len(self.pieces)
        for part in parts:
            if isinstance(part, str):
                self._put(part)
                continue
            said = part.text()
            lead = len(said) - len(said.lstrip())
            if id(part) in self.tokens:
                raise ValueError(f"{said!r} would be printed twice, so a slip in it would change two things")
            self.places[id(part)].append((self.length + lead, self.length + len(said.rstrip())))
            self.tokens[id(part)] = part
            self._put(said)
        return "".join(self.pieces[begin:])

    def _stretch(self, parts: Sequence[Part], relations: list[Relation]) -> None:
        start = self.length
        self._parts(parts)
        self.stretches.append(((start, self.length), relations, False))

    def _sheet(self, sheet: Sheet) -> None:
        start, rows = self.length, []
        for number, row in enumerate(sheet.rows):
            self._put({"indented": "\n", "pipes": "| "}.get(sheet.dress, ""))
            texts = []
            for column, cell in enumerate(row):
                if column:
                    self._put({"tab": "\t", "pipes": " | "}.get(sheet.dress, ""))
                self._put("\t" if sheet.dress == "indented" else "")
                texts.append(self._parts(cell if sheet.dress != "bare" or cell != [""] else ["—"]))
                self._put("\n" if sheet.dress in {"indented", "bare"} else "")
            self._put({"tab": "\n", "pipes": " |\n"}.get(sheet.dress, ""))
            if sheet.dress == "pipes" and number == 0:
                self._put("|" + " --- |" * len(row) + "\n")
            rows.append(texts)
        self.stretches.append(((start, self.length), sheet.relations, True))
        self.blocks.append(rows)
        self._put("\n")

    def _labels(self, text: str) -> tuple[list[Label], list[Stretch], list[Relation]]:
        breaks = [0] + [i + 1 for i, letter in enumerate(text) if letter == "\n"]
        labels: list[Label] = []
        stretches: list[Stretch] = []
        order: list[Relation] = []
        for number, (span, relations, table) in enumerate(self.stretches):
            first = len(labels)
            for relation in relations:
                labels.append(self._label(relation, span, number, breaks))
                order.append(relation)
            stretches.append(Stretch(span, tuple(range(first, len(labels))), table))
        for relation in self._everywhere():
            labels.append(self._label(relation, (0, len(text)), -1, breaks))
            order.append(relation)
        return labels, stretches, order

    def _everywhere(self) -> Iterator[Relation]:
        """What must agree between places far apart: equal keys, and the equations of the books."""
        keyed: dict[str, list[Figure]] = defaultdict(list)
        for token in self.tokens.values():
            if isinstance(token, Figure):
                keyed[token.key].append(token)
        for figures in keyed.values():
            for other in figures[1:]:
                yield Relation(("cross",), "same", other, (figures[0],), (), (other,), required=False)
        for whole, parts in _IDENTITIES:
            if whole in keyed and all(part in keyed for part in parts):
                figures = [keyed[part][0] for part in parts]
                yield Relation(
                    ("cross", "sum"), "sum", keyed[whole][0], tuple(figures), (), (keyed[whole][0],), required=False
                )

    def _label(self, relation: Relation, within: Span, sentence: int, breaks: list[int]) -> Label:
        def inside(token: Token) -> list[Span]:
            return [s for s in self.places.get(id(token), []) if within[0] <= s[0] < within[1]]

        groups = ((relation.stated,), relation.operands, relation.words)
        roles = tuple(tuple(span for token in group for span in inside(token)[:1]) for group in groups)
        spans = tuple(dict.fromkeys(s for token in relation.tokens for s in inside(token)))
        focus = [s for token in relation.focus for s in inside(token)] or list(spans)
        span = (min(s[0] for s in focus), max(s[1] for s in focus))
        outcome = evaluate(relation)
        line = bisect_right(breaks, span[0])
        last = bisect_right(breaks, span[1] - 1)
        truth, bounds = "", None
        if outcome.truth is not None and isinstance(relation.stated, Figure):
            factor = Fraction(relation.stated.unit.factor)
            truth = rounded(abs(outcome.truth) / factor, 4)
            if outcome.span:
                low, high = sorted(abs(end) / factor for end in outcome.span)
                bounds = (rounded(low, 4), rounded(high, 4))
        return Label(
            relation.kinds,
            span,
            spans,
            line,
            span[0] - breaks[line - 1],
            span[1] - breaks[last - 1],
            relation.stated.text().strip(),
            truth,
            bounds,
            outcome.verdict,
            outcome.accepted,
            relation.required,
            relation.rule,
            roles,
            sentence,
        )

    def _fault(self, one: Planted, labels: list[Label], order: list[Relation]) -> Fault:
        broken = tuple(
            number
            for number, relation in enumerate(order)
            if one.token in relation.tokens and ("ok" not in labels[number].accepted or relation is one.target)
        )
        span = self.places[id(one.token)][0]
        return Fault(
            one.name, one.slips, one.target.kinds[0], one.before.strip(), one.token.text().strip(), span, broken
        )
