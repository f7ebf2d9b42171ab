"""A folder → a Policy, or all that is wrong with it at once, each fault with file, line, column and repair."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from oneruler.base.dates import parse_date
from oneruler.policy.faults import Faults, Place
from oneruler.policy.language.kinds import Truth
from oneruler.policy.language.scope import Scope
from oneruler.policy.model import (
    CutOff,
    Entitlement,
    Extension,
    Interpretation,
    ObjectKind,
    Policy,
    Status,
    Transition,
)  # fmt: skip
from oneruler.policy.pack.csv_tables import LONGEST_NAME, BrokenCsvError, read_csv, read_table
from oneruler.policy.pack.fields import check_name
from oneruler.policy.pack.files import Files
from oneruler.policy.pack.objects import ObjectReader, pairs
from oneruler.policy.pack.rules import RuleReader
from oneruler.policy.pack.yaml_text import Listing, Section, Words, read_yaml
from oneruler.policy.rates import RateTable

PROJECT_KINDS = ("集体土地征收", "国有土地上房屋征收", "收回国有土地使用权", "报批税费")


def load(folder: Path) -> Policy:
    """Read and check the pack in ``folder``. Raises PackError with every fault."""
    return _Loader(Files.of(folder)).load()


class _Loader:
    def __init__(self, files: Files) -> None:
        self.files = files
        self.faults = Faults()
        self.tables: dict[str, RateTable] = {}
        self.objects: dict[str, ObjectKind] = {}

    def load(self) -> Policy:
        for name, text in self.files.texts("tables/", ".csv", self.faults):
            self._table(name, text)
        named = {Path(name).stem for name in self.files.content if name.startswith("tables/")}
        self.faults.broken |= named - self.tables.keys()
        texts = self.files.texts("policy.yaml", ".yaml", self.faults)
        if not texts:
            self.faults.raise_if_any()
        heading = read_yaml(texts[0][1], texts[0][0], self.faults)
        if heading is None:
            self.faults.raise_if_any()
        self.about = Section(heading, self.faults, Place("policy.yaml", 1), "文件")
        policy = self._policy()
        self.faults.raise_if_any()
        assert policy is not None
        return policy

    def _table(self, file: str, text: str) -> None:
        name = Path(file).stem
        check_name(Words(name, Place(file)), self.faults)
        if len(name) > LONGEST_NAME:
            self.faults.add(
                Place(file), f"表名有 {len(name)} 个字，最多 {LONGEST_NAME} 个", "工作簿的表名不能更长，请改短。"
            )
        try:
            table = read_table(name, read_csv(text), file, self.faults)
        except BrokenCsvError as error:
            self.faults.add(Place(file, error.line), str(error), "请补上另一个引号，或删去它。")
            return
        if table is not None:
            self.tables[name] = table

    def _policy(self) -> Policy | None:
        about = self.about
        status = about.text("状态", choices=tuple(Status))
        effective, expires = self._term(about, "施行日", "有效期至")
        source = about.text("出处")
        payees = tuple(words.text for words in about.texts("收款人", required=True))
        heading = {key: about.text(key) for key in ("名称", "文号", "地区")}
        project_kind = about.text("项目类型", choices=PROJECT_KINDS)
        issuer, note = about.text("发布机关", required=False), about.text("说明", required=False)
        replaces = about.text("接替", required=False)
        before = len(self.faults.found)
        reader = ObjectReader(about, self.tables, self.faults)
        roots, shared, self.objects = reader.roots, reader.shared, reader.objects
        if len(self.faults.found) > before or not payees:
            return None  # rules about objects that are not there would only repeat it
        rules = RuleReader(self.objects, self.tables, payees, source, self.faults)
        day = reader.policy_day()
        transitions = self._transitions(rules, shared, day)
        cut_offs = self._cut_offs(rules)
        articles = pairs(about, "条文")
        statistics = reader.statistics()
        extensions = self._extensions()
        about.rest()
        interpretations = self._interpretations()
        self._take_rules(rules)
        rules.finish()
        entitlements = self._in_order(rules.entitlements)
        self._check_articles(articles, rules)
        if self.faults.found or effective is None:
            return None
        return Policy(
            name=heading["名称"], number=heading["文号"], issuer=issuer, status=Status(status), region=heading["地区"],
            project_kind=project_kind, effective=effective, expires=expires, extensions=extensions, replaces=replaces,
            transitions=transitions, day=day, source=source, note=note, roots=roots, shared=shared, payees=payees,
            cut_offs=cut_offs, objects=self.objects, articles={name: words.text for name, words in articles.items()},
            tables=self.tables, quantities=rules.quantities, requirements=tuple(rules.requirements),
            entitlements=entitlements, interpretations=interpretations, statistics=statistics,
            digest=self.files.digest, folder=self.files.folder,
        )  # fmt: skip

    def _take_rules(self, rules: RuleReader) -> None:
        """Every file of rules; where one cannot be read, the others would only miss what stands in it."""
        before = len(self.faults.found)
        nodes = [read_yaml(text, name, self.faults) for name, text in self.files.texts("rules/", ".yaml", self.faults)]
        if len(self.faults.found) > before:
            self.faults.raise_if_any()
        for node in nodes:
            rules.take(node)

    # -- what holds when ------------------------------------------------------------------------------------------

    def _transitions(self, rules: RuleReader, shared: tuple[str, ...], day: tuple[str, str]) -> tuple[Transition, ...]:
        read = []
        for node in self.about.each("衔接"):
            section = Section(node, self.faults, node.place, "衔接")
            article, note = section.text("条款"), section.text("说明", required=False)
            words = section.words("条件")
            condition = rules.expression(words, self._common_scope(rules, shared), Truth)
            if condition is not None:
                read.append(Transition(article, note, condition))
            section.rest()
        return tuple(read)

    def _common_scope(self, rules: RuleReader, shared: tuple[str, ...]) -> Scope:
        """A transition is decided by what all roots share; without that, by the one root's own facts."""
        owners = [rules.names[name] for name in shared or (rules.main_root,)]
        return Scope(owners[0], tuple(owners[1:]), {}, self.tables, broken=frozenset(self.faults.broken))

    def _cut_offs(self, rules: RuleReader) -> tuple[CutOff, ...]:
        read = []
        for node in self.about.each("截止日"):
            section = Section(node, self.faults, node.place, "截止日")
            article, note = section.text("条款"), section.text("说明", required=False)
            owner = section.words("对象")
            words = section.words("条件")
            if owner is not None and (owner.text not in self.objects or not self.objects[owner.text].root):
                self.faults.add(owner.place, f"“{owner.text}”不是从属对象")
            elif owner is not None:
                scope = rules.scope(owner.text)
                condition = rules.expression(words, Scope(scope.own, scope.outer, {}, self.tables), Truth)
                if condition is not None:
                    read.append(CutOff(owner.text, article, note, condition))
            section.rest()
        return tuple(read)

    def _extensions(self) -> tuple[Extension, ...]:
        read = []
        for node in self.about.each("延期"):
            section = Section(node, self.faults, node.place, "延期")
            number, source, until = section.text("文号"), section.text("出处"), self._date(section, "至")
            if until is not None:
                read.append(Extension(number, until, source))
            section.rest()
        return tuple(read)

    def _interpretations(self) -> tuple[Interpretation, ...]:
        read: list[Interpretation] = []
        for name, text in self.files.texts("interpretations.yaml", ".yaml", self.faults):
            node = read_yaml(text, name, self.faults)
            if node is not None and not isinstance(node, Listing):
                self.faults.add(node.place, "口径文件应是以“- 口径: ”开头的几条")
            for item in node.items if isinstance(node, Listing) else ():
                section = Section(item, self.faults, item.place, "口径")
                first, last = self._term(section, "起始日", "终止日")
                words = {key: section.text(key) for key in ("口径", "条款", "发布", "出处")}
                example = section.text("例", required=False)
                section.rest()
                if first is not None:
                    read.append(
                        Interpretation(words["口径"], words["条款"], words["发布"], first, last, example, words["出处"])
                    )
        return tuple(read)

    def _check_articles(self, articles: dict[str, Words], rules: RuleReader) -> None:
        """Where the articles are listed, no rule and no row rests on one that is not."""
        if not articles:
            return
        uses: list[tuple[str, Place]] = [(draft.article, draft.section.place) for draft in rules.drafts]
        uses += [(rate.article, rate.place) for table in self.tables.values() for rate in table]
        for article, place in uses:
            if article and article not in articles:
                self.faults.add(place, f"条款“{article}”不在 policy.yaml 的条文里", "请补上要点，或改条款。")

    def _in_order(self, entitlements: list[Entitlement]) -> tuple[Entitlement, ...]:
        """Each after those whose amounts it uses; else as written."""
        grouped = {one.name for one in entitlements if one.highest_of}
        for one in entitlements:
            if both := one.after & grouped:
                self.faults.add(
                    one.place, f"amount 用到了择高的“{'、'.join(sorted(both))}”，它可能不计发", "请不要用择高项。"
                )
        ordered: list[Entitlement] = []
        waiting = list(entitlements)
        while waiting:
            done = {one.name for one in ordered}
            known = {one.name for one in entitlements}
            ready = next((one for one in waiting if one.after & known <= done), None)
            if ready is None:
                names = "、".join(one.name for one in waiting)
                self.faults.add(waiting[0].place, f"这几项的金额互相等待：{names}", "请去掉其中一处 amount(…)。")
                break
            ordered.append(ready)
            waiting.remove(ready)
        return tuple(ordered)

    def _term(self, section: Section, start: str, end: str) -> tuple[date | None, date | None]:
        """The first day and, where there is one, the last."""
        written = section.entries.get(end)
        first, last = self._date(section, start), self._date(section, end, required=False)
        if written and first and last and last < first:
            self.faults.add(written[1].place, f"{end} {last} 在{start} {first} 之前", "请核对这两个日期。")
        return first, last

    def _date(self, section: Section, key: str, *, required: bool = True) -> date | None:
        words = section.words(key, required=required)
        if words is None:
            return None
        try:
            day = parse_date(words.text)
            if isinstance(day, date):
                return day
            self.faults.add(words.place, f"“{key}”应写到日，现为“{words.text}”")
        except ValueError as error:
            self.faults.add(words.place, f"“{key}”：{error}")
        return None
