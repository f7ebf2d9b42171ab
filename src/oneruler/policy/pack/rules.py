"""rules/*.yaml → quantities, requirements and entitlements, each expression read in its own scope."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from oneruler.policy.faults import Faults
from oneruler.policy.language.guard import Complaint, LanguageError
from oneruler.policy.language.kinds import Day, Kind, Number, Text, Truth
from oneruler.policy.language.reading import read
from oneruler.policy.language.scope import NamedFact, ObjectNames, Scope
from oneruler.policy.language.tree import Node as Tree
from oneruler.policy.language.units import YUAN
from oneruler.policy.model import Entitlement, Expression, Nature, ObjectKind, Quantity, Requirement
from oneruler.policy.pack.fields import check_name
from oneruler.policy.pack.yaml_text import Listing, Node, Section, Words
from oneruler.policy.rates import RateTable

_RULES = ("量", "要求", "补偿项")


class Lazily(Mapping[str, Kind]):
    """The quantities of one object kind, each read when first asked for, so that their order in the files is free."""

    def __init__(self, reader: RuleReader, owner: str) -> None:
        self.reader, self.owner = reader, owner

    def __contains__(self, name: object) -> bool:
        return (self.owner, name) in self.reader.pending

    def __getitem__(self, name: str) -> Kind:
        return self.reader.quantity(self.owner, name).value.tree.kind

    def __iter__(self) -> Iterator[str]:
        return (name for owner, name in self.reader.pending if owner == self.owner)

    def __len__(self) -> int:
        return sum(owner == self.owner for owner, _ in self.reader.pending)


@dataclass(frozen=True, slots=True)
class _Draft:
    """A rule whose expressions have not been read."""

    form: str
    name: str
    owner: str
    article: str
    source: str
    note: str
    section: Section


class RuleReader:
    """Reads the rules of a pack: without 对象 for its first root, without 收款人 for its first payee. ``quantities``, ``requirements`` and ``entitlements`` hold what could be read."""

    def __init__(
        self,
        objects: Mapping[str, ObjectKind],
        tables: Mapping[str, RateTable],
        payees: tuple[str, ...],
        source: str,
        faults: Faults,
    ) -> None:
        self.objects, self.tables, self.payees, self.source, self.faults = objects, tables, payees, source, faults
        self.main_root = next((name for name, kind in objects.items() if not kind.root and not kind.shared), "")
        self.pending: dict[tuple[str, str], _Draft] = {}
        self.read_quantities: dict[tuple[str, str], Quantity | None] = {}
        self.drafts: list[_Draft] = []
        self.names = {name: self._object_names(kind) for name, kind in objects.items()}
        self.requirements: list[Requirement] = []
        self.entitlements: list[Entitlement] = []

    def take(self, node: Node | None) -> None:
        """Note the rules of one file; their expressions are read by ``finish``."""
        if node is None:
            return
        if not isinstance(node, Listing):
            self.faults.add(node.place, "规则文件应是以“- ”开头的几条", "每条从“- 补偿项: ”“- 量: ”或“- 要求: ”起。")
            return
        for item in node.items:
            section = Section(item, self.faults, item.place, "规则")
            forms = [form for form in _RULES if form in section.entries]
            if len(forms) != 1:
                self.faults.add(item.place, "每条规则应有“量”“要求”“补偿项”三者之一", "写成 - 补偿项: 名称。")
                continue
            self._draft(forms[0], section)

    def _draft(self, form: str, section: Section) -> None:
        words = section.words(form)
        if words is None:
            return
        section.what = f"{form}“{words.text}”"
        if form == "量":
            check_name(words, self.faults)
        if any(draft.name == words.text for draft in self.drafts):
            self.faults.add(words.place, f"“{words.text}”写了两次", "请改名或删去一个。")
        owner_words = section.words("对象", required=False)
        article = section.text("条款")
        if owner_words is not None and owner_words.text not in self.objects:
            known = "、".join(self.objects)
            self.faults.add(owner_words.place, f"没有“{owner_words.text}”这种对象", f"可用的：{known}。")
        owner = owner_words.text if owner_words is not None else self.main_root
        owner = owner if owner in self.objects else ""
        source = section.text("出处", required=False) or self.source
        note = section.text("说明", required=False)
        draft = _Draft(form, words.text, owner, article, source, note, section)
        section.place = words.place
        self.drafts.append(draft)
        if form == "量" and owner:
            self.pending[owner, words.text] = draft
            if words.text in self.objects[owner].fields or words.text in self.objects:
                self.faults.add(words.place, f"量“{words.text}”与字段或对象同名", "请改名。")

    def finish(self) -> None:
        """Read every expression."""
        for draft in self.drafts:
            if not draft.owner:
                continue
            if draft.form == "量":
                self._quantity(draft)
            elif draft.form == "要求":
                self._requirement(draft)
            else:
                self._entitlement(draft)
            draft.section.rest()

    @property
    def quantities(self) -> tuple[Quantity, ...]:
        """In the order of the files."""
        read_ones = (self.read_quantities.get((draft.owner, draft.name)) for draft in self.drafts if draft.form == "量")
        return tuple(quantity for quantity in read_ones if quantity is not None)

    def quantity(self, owner: str, name: str) -> Quantity:
        """A quantity that another expression uses. Raises LanguageError if it was wrong or leads back to itself."""
        if (owner, name) not in self.read_quantities:
            self.read_quantities[owner, name] = None
            self._quantity(self.pending[owner, name])
        quantity = self.read_quantities[owner, name]
        if quantity is None:
            raise LanguageError(Complaint(0, f"用到的量“{name}”没有写对，或绕了一圈又用到自己", "先改好那个量。"))
        return quantity

    def scope(self, owner: str, *, amounts: bool = False) -> Scope:
        """What an expression for ``owner`` may name."""
        kind = self.objects[owner]
        root = kind.root or ("" if kind.shared else owner)
        outer = [self.names[kind.root]] if kind.root else []
        shared = [] if kind.shared else [self.names[name] for name, one in self.objects.items() if one.shared]
        under = {name: self.names[name] for name, one in self.objects.items() if root and one.root == root}
        names = frozenset(
            draft.name
            for draft in self.drafts
            if amounts
            and draft.form == "补偿项"
            and draft.owner
            and (self.objects[draft.owner].root or draft.owner) == root
        )
        return Scope(self.names[owner], (*outer, *shared), under, self.tables, names, frozenset(self.faults.broken))

    def expression(
        self, words: Words | None, scope: Scope, wanted: type[Number] | type[Truth] | type[Day] | None
    ) -> Expression | None:
        """One expression, its kind as wanted; None with the fault noted."""
        if words is None:
            return None
        try:
            tree = read(words.text, scope)
        except RecursionError:
            self.faults.add(words.place, "量一个套一个，层次太多", "请合并几个量。")
            return None
        except LanguageError as error:
            for complaint in error.complaints:
                self.faults.add(words.place_of(complaint.at), complaint.message, complaint.repair)
            return None
        if wanted is not None and not isinstance(tree.kind, wanted):
            name = {Number: "数", Truth: "条件", Day: "日期"}[wanted]
            self.faults.add(words.place, f"这里应是{name}，现为{tree.kind}")
            return None
        return Expression(words.text, tree, words.place)

    def _object_names(self, kind: ObjectKind) -> ObjectNames:
        facts = {
            field.name: NamedFact(field.kind, field.nullable, field.unit_of or None) for field in kind.fields.values()
        }
        return ObjectNames(kind.name, kind.counted, facts, Lazily(self, kind.name), kind.most)

    def _quantity(self, draft: _Draft) -> None:
        key = (draft.owner, draft.name)
        if self.read_quantities.get(key) is not None or "值" not in draft.section.entries:
            if key not in self.read_quantities:
                draft.section.words("值")
            return
        self.read_quantities[key] = None
        value = self.expression(draft.section.words("值"), self.scope(draft.owner), None)
        if value is not None:
            self.read_quantities[key] = Quantity(**self._common(draft), value=value)

    def _requirement(self, draft: _Draft) -> None:
        condition = self.expression(draft.section.words("条件"), self.scope(draft.owner), Truth)
        otherwise = draft.section.text("否则")
        if condition is not None:
            self.requirements.append(Requirement(**self._common(draft), condition=condition, otherwise=otherwise))

    def _entitlement(self, draft: _Draft) -> None:
        section, scope = draft.section, self.scope(draft.owner, amounts=True)
        if self.objects[draft.owner].shared:
            self.faults.add(section.place, f"“{draft.name}”的对象“{draft.owner}”是共用的，不能对它补偿")
        payee = section.text("收款人", required=False, choices=self.payees) or self.payees[0]
        payee_field = section.words("姓名", required=False)
        if payee_field is not None:
            field = self.objects[draft.owner].fields.get(payee_field.text)
            if field is None:
                self.faults.add(payee_field.place, f"“{draft.owner}”没有字段“{payee_field.text}”")
            elif not isinstance(field.kind, Text):
                self.faults.add(payee_field.place, f"“姓名”应是文字字段，“{payee_field.text}”是{field.kind}")
        applies = self.expression(section.words("适用", required=False), scope, Truth)
        amount_words = section.words("金额")
        amount = self.expression(amount_words, scope, Number)
        due = self.expression(section.words("支付日", required=False), scope, Day)
        highest_of = section.text("择高", required=False)
        nature = section.text("性质", required=False, choices=tuple(Nature)) or Nature.BASIC
        if amount is not None and amount_words is not None and self._is_yuan(amount.tree, amount_words):
            self.entitlements.append(
                Entitlement(
                    **self._common(draft),
                    payee=payee,
                    payee_field=payee_field.text if payee_field else "",
                    applies=applies,
                    amount=amount,
                    due=due,
                    highest_of=highest_of,
                    nature=Nature(nature),
                )
            )

    def _is_yuan(self, tree: Tree, words: Words) -> bool:
        assert isinstance(tree.kind, Number)
        if tree.kind.unit not in {YUAN, None}:
            self.faults.add(words.place, f"金额的单位应是元，现为{tree.kind.unit}", "请核对各量和标准的单位。")
            return False
        if tree.kind.scale > 2:
            self.faults.add(
                words.place, f"金额可能有 {tree.kind.scale} 位小数，没有写明怎样舍入到分", "写成 round(……, 2)。"
            )
            return False
        return True

    def _common(self, draft: _Draft) -> dict[str, Any]:
        return {
            "name": draft.name, "article": draft.article, "source": draft.source, "owner": draft.owner,
            "note": draft.note, "place": draft.section.place,
        }  # fmt: skip
