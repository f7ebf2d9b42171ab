"""YAML read as text: every scalar is the words that stand there, with file, line and column.

YAML's own types are traps in official data: ``on`` would be true, ``010`` eight, ``2.10`` two and a tenth. Here all
are words, and the schema says what they mean. Aliases, tags and a key written twice are refused.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NoReturn

import yaml

from oneruler.policy.faults import Faults, Place
from oneruler.policy.nearest import nearest

_DEEPEST = 20
_LARGEST = 1_000_000
_NULLS = {"", "~", "null"}


@dataclass(frozen=True, slots=True)
class Words:
    """A scalar. ``text`` is as written, quotes taken off; empty for nothing. ``at[i]`` is where its i-th letter stands."""

    text: str
    place: Place
    at: tuple[Place, ...] = field(default=(), repr=False, compare=False)

    def place_of(self, offset: int) -> Place:
        """The place of a letter of ``text``."""
        return self.at[min(offset, len(self.at) - 1)] if self.at else self.place


@dataclass(frozen=True, slots=True)
class Listing:
    """A list."""

    items: tuple[Node, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class Mapping:
    """Keys with their values, in the order of the file."""

    entries: tuple[tuple[Words, Node], ...]
    place: Place

    def get(self, key: str) -> Node | None:
        return next((value for words, value in self.entries if words.text == key), None)


Node = Words | Listing | Mapping


class _Stop(Exception):  # noqa: N818 -- ends the reading of one file; what was wrong has been noted
    pass


def read_yaml(text: str, file: str, faults: Faults) -> Node | None:
    """The tree of a file; None where it cannot be read, the fault noted."""
    if len(text) > _LARGEST:
        faults.add(Place(file), f"文件有 {len(text)} 字，最多 {_LARGEST} 字", "请拆成几个文件。")
        return None
    reader = _Reader(text, file, faults)
    try:
        return reader.read()
    except yaml.reader.ReaderError as error:
        before = text[: error.position].split("\n")
        place = Place(file, len(before), len(before[-1]) + 1)
        faults.add(place, f"有不能用的字符 U+{ord(text[error.position]):04X}", "它看不见，但在这里；请删去。")
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        place = Place(file, mark.line + 1, mark.column + 1) if mark else Place(file)
        faults.add(
            place, "这里不合 YAML 的写法", "常见原因：缩进没有对齐、冒号后面没有空格、引号没有配对、用了 Tab 键。"
        )
    except _Stop:
        pass
    return None


def _mark(mark: Any) -> tuple[int, int]:
    """Line and column from 0; a text always has marks."""
    return mark.line, mark.column


class _Reader:
    def __init__(self, text: str, file: str, faults: Faults) -> None:
        self.text, self.file, self.faults = text, file, faults
        self.events: Iterator[yaml.Event] = yaml.parse(text, Loader=yaml.SafeLoader)
        self.lines = text.split("\n")

    def read(self) -> Node | None:
        root: Node | None = None
        for event in self.events:
            if isinstance(event, yaml.DocumentStartEvent):
                if root is not None:
                    self._stop(event, "一个文件里只能有一份内容", "请删去“---”。")
                root = self._node(next(self.events), 0)
        return root

    def _node(self, event: yaml.Event, depth: int) -> Node:
        if isinstance(event, yaml.AliasEvent):
            self._stop(event, f"不能用别名（*{event.anchor}）", "把内容照抄一遍；算例可以用“参照”。")
        if anchor := getattr(event, "anchor", None):
            self._stop(event, f"不能用锚点（&{anchor}）", "请删去。")
        if tag := getattr(event, "tag", None):
            self._stop(event, f"不能用类型标记（{tag}）", "请删去。")
        if depth > _DEEPEST:
            self._stop(event, f"层次超过 {_DEEPEST} 层", "请检查缩进。")
        if isinstance(event, yaml.MappingStartEvent):
            return self._mapping(event, depth)
        if isinstance(event, yaml.SequenceStartEvent):
            items = []
            while not isinstance(inner := next(self.events), yaml.SequenceEndEvent):
                items.append(self._node(inner, depth + 1))
            return Listing(tuple(items), self._place(event))
        assert isinstance(event, yaml.ScalarEvent)
        return self._words(event)

    def _mapping(self, event: yaml.Event, depth: int) -> Mapping:
        entries: dict[str, tuple[Words, Node]] = {}
        while not isinstance(inner := next(self.events), yaml.MappingEndEvent):
            key = self._node(inner, depth + 1)
            value = self._node(next(self.events), depth + 1)
            if not isinstance(key, Words):
                self._stop(inner, "冒号左边应是一个名称", "")
            if key.text in entries:
                first = entries[key.text][0].place
                self.faults.add(key.place, f"“{key.text}”写了两次，第一次在第 {first.line} 行", "请删去一个。")
            entries[key.text] = (key, value)
        return Mapping(tuple(entries.values()), self._place(event))

    def _words(self, event: yaml.ScalarEvent) -> Words:
        text = event.value
        if event.style is None and text in _NULLS:
            text = ""
        return Words(text, self._place(event), self._places(event, text))

    def _places(self, event: yaml.ScalarEvent, text: str) -> tuple[Place, ...]:
        """Where each letter stands: blanks may have been folded, so letter is matched to letter."""
        row, column = _mark(event.start_mark)
        last, _ = _mark(event.end_mark)
        if last == row and event.style is None:
            return tuple(Place(self.file, row + 1, column + 1 + offset) for offset in range(len(text)))
        if event.style in {"|", ">"}:  # its words begin on the next line; behind the sign may stand a remark
            row, column = row + 1, 0
        places = []
        for letter in text:
            while not letter.isspace() and row <= last and row < len(self.lines):
                found = self.lines[row].find(letter, column)
                if found >= 0:
                    column = found
                    break
                row, column = row + 1, 0
            places.append(Place(self.file, row + 1, column + 1))
            column += not letter.isspace()
        return tuple(places)

    def _place(self, event: yaml.Event) -> Place:
        row, column = _mark(event.start_mark)
        return Place(self.file, row + 1, column + 1)

    def _stop(self, event: yaml.Event, message: str, repair: str) -> NoReturn:
        self.faults.add(self._place(event), message, repair)
        raise _Stop


class Section:
    """A mapping read by schema: what is asked for is taken out, what is left over at the end is a fault."""

    def __init__(self, node: Node | None, faults: Faults, place: Place, what: str) -> None:
        self.faults, self.what = faults, what
        self.asked: list[str] = []
        self.place = node.place if node is not None else place
        self.entries: dict[str, tuple[Words, Node]] = {}
        if isinstance(node, Mapping):
            self.entries = {key.text: (key, value) for key, value in node.entries}
        elif node is not None and not (isinstance(node, Words) and not node.text):
            faults.add(self.place, f"{what}应写成“名称: 内容”的几行", "")

    def node(self, key: str) -> Node | None:
        """The value of ``key``, of whatever shape; None if absent or empty."""
        self.asked.append(key)
        entry = self.entries.pop(key, None)
        if entry is None or (isinstance(entry[1], Words) and not entry[1].text):
            return None
        return entry[1]

    def words(self, key: str, *, required: bool = True) -> Words | None:
        """The scalar of ``key``."""
        node = self.node(key)
        if node is None:
            if required:
                self.faults.add(self.place, f"{self.what}缺少“{key}”", f"请加一行“{key}: ……”。")
            return None
        if not isinstance(node, Words):
            self.faults.add(node.place, f"“{key}”应是一项文字", "")
            return None
        return node

    def text(self, key: str, *, required: bool = True, choices: tuple[str, ...] = ()) -> str:
        """The words of ``key``, one of ``choices`` if there are any; empty if absent."""
        words = self.words(key, required=required)
        if words is None:
            return ""
        if choices and words.text not in choices:
            self.faults.add(words.place, f"“{key}”应是{'、'.join(choices)}之一，现为“{words.text}”", "")
            return ""
        return words.text.strip()

    def each(self, key: str) -> list[Node]:
        """The items of a list; one thing alone counts as a list of one."""
        node = self.node(key)
        if node is None:
            return []
        return list(node.items) if isinstance(node, Listing) else [node]

    def texts(self, key: str, *, required: bool = False) -> list[Words]:
        """The scalars of a list."""
        nodes = self.each(key)
        if required and not nodes:
            self.faults.add(self.place, f"{self.what}缺少“{key}”", f"请加一行“{key}: ……”。")
        for node in nodes:
            if not isinstance(node, Words):
                self.faults.add(node.place, f"“{key}”应是一项或几项文字", "")
        return [node for node in nodes if isinstance(node, Words) and node.text]

    def rest(self) -> None:
        """Note what was not asked for."""
        for key, _ in self.entries.values():
            close = nearest(key.text, self.asked)
            self.faults.add(
                key.place, f"{self.what}没有“{key.text}”这一项", f"是不是“{close}”？" if close else "请删去。"
            )
