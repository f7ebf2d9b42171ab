"""procedures/*.yaml → a Procedure, or every fault at its line."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path

import oneruler
from oneruler.policy.faults import Fault, Faults, Place
from oneruler.policy.pack.csv_tables import decode
from oneruler.policy.pack.yaml_text import Listing, Node, Section, Words, read_yaml
from oneruler.projects.calendar_days import DayUnit, Term, WorkingCalendar, read_holidays
from oneruler.projects.procedure.steps import Condition, Limit, LimitKind, Procedure, Step, Track

_STATUSES = ("已核", "部分核", "示例")
_YES_NO = ("是", "否")
_STAGES = ("preparing", "surveying", "signing", "paying", "clearing", "handed_over")


class ProcedureError(Exception):
    """A procedure that cannot be used, with all its faults."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(sorted(set(faults)))
        super().__init__("\n".join(map(str, self.faults)))


def shipped_folder() -> Path:
    """The folder that came with the program: in an installed package within it, else at the project's root."""
    package = Path(oneruler.__file__).parent
    inside = package / "procedures"
    return inside if inside.is_dir() else package.parents[1] / "procedures"


@cache
def load_procedure(kind: str, folder: Path | None = None) -> Procedure:
    """The procedure of a kind of project, read once. Raises ProcedureError."""
    path = (folder or shipped_folder()) / f"{kind}.yaml"
    faults = Faults()
    try:
        text = decode(path.read_bytes())
    except OSError as error:
        raise ProcedureError([Fault(Place(path.name), f"打不开（{error.strerror}）", "请核对文件是否还在。")]) from None
    except ValueError as error:
        raise ProcedureError([Fault(Place(path.name), str(error))]) from None
    node = read_yaml(text, path.name, faults)
    if faults.found:  # what rests on a file that cannot be read would only repeat it
        raise ProcedureError(faults.found)
    procedure = _Reader(kind, path.name, faults).read(node)
    if faults.found:
        raise ProcedureError(faults.found)
    return procedure


@cache
def load_calendar(folder: Path | None = None) -> WorkingCalendar:
    """The holidays of the same folder, read once. Raises CalendarError."""
    return read_holidays((folder or shipped_folder()) / "holidays.csv")


class _Reader:
    def __init__(self, kind: str, file: str, faults: Faults) -> None:
        self.kind, self.file, self.faults = kind, file, faults
        self.places: dict[str, Place] = {}

    def read(self, node: Node | None) -> Procedure:
        about = Section(node, self.faults, Place(self.file, 1), "程序")
        title, note = about.text("名称"), about.text("说明", required=False)
        about.text("性质", choices=(self.kind,))
        public_from = about.words("公开于")
        gates = [
            tuple(
                words.text for words in (one.items if isinstance(one, Listing) else (one,)) if isinstance(words, Words)
            )
            for one in about.each("付款前须办结")
        ]
        if not gates:
            self.faults.add(about.place, "程序缺少“付款前须办结”", "写上付款以前必须办结的步骤。")
        steps = tuple(self._step(one) for one in about.each("步骤"))
        about.rest()
        self._check(steps, [*gates, (public_from.text,) if public_from is not None else ()], about.place)
        return Procedure(
            self.kind, title, note, steps, public_from.text if public_from is not None else "", tuple(gates)
        )

    def _step(self, node: Node) -> Step:
        section = Section(node, self.faults, node.place, "步骤")
        code = section.words("代码")
        name = code.text if code is not None else ""
        section.what = f"步骤“{name}”"
        if name in self.places:
            self.faults.add(section.place, f"代码“{name}”写了两次", "请改其中一个。")
        self.places[name] = section.place
        status = section.text("状态", choices=_STATUSES)
        source = section.text("依据")
        step = Step(
            code=name,
            title=section.text("名称"),
            track=Track(section.text("轨道", required=False, choices=tuple(Track)) or Track.ORDINARY),
            body=section.text("主体"),
            papers=tuple(words.text for words in section.texts("文书", required=True)),
            limits=tuple(self._limit(one, status) for one in section.each("期限")),
            source=source,
            verified=status,
            after=tuple(words.text for words in section.texts("之前")),
            after_term=tuple(words.text for words in section.texts("期满后")),
            conditions=tuple(self._condition(one) for one in section.each("条件")),
            required=section.text("必经", required=False, choices=_YES_NO) != "否",
            per_right_holder=section.text("按户", required=False, choices=_YES_NO) == "是",
            stage=section.text("阶段", required=False, choices=_STAGES),
            note=section.text("说明", required=False),
        )
        section.rest()
        return step

    def _limit(self, node: Node, status: str) -> Limit:
        section = Section(node, self.faults, node.place, "期限")
        counts = {kind: section.words(kind, required=False) for kind in LimitKind}
        given = {kind: words for kind, words in counts.items() if words is not None}
        unit = section.text("单位", required=bool(given), choices=tuple(DayUnit))
        since, event = section.text("起算", required=False), section.text("事件", required=False)
        note = section.text("说明", required=not given)
        verified = section.text("状态", required=False, choices=_STATUSES) or status
        source = section.text("依据", required=False)
        rolled = section.text("顺延", required=False, choices=_YES_NO) == "是"
        section.rest()
        if len(given) > 1:
            self.faults.add(section.place, "一条期限只能写至少、至多、有效之一", "请分成两条。")
        if since and event:
            self.faults.add(section.place, "“起算”（步骤）和“事件”（文字）只能写一个", "请删去一个。")
        for kind, words in given.items():
            if not words.text.isdigit() or not 0 < int(words.text) < 1000:
                self.faults.add(words.place, f"“{kind}”应是 1 到 999 的整数，现为“{words.text}”")
            elif unit:
                term = Term(int(words.text), DayUnit(unit))
                return Limit(note, verified, source, kind, term, since, event, rolled)
        return Limit(note, verified, source)

    def _condition(self, node: Node) -> Condition:
        section = Section(node, self.faults, node.place, "条件")
        condition = Condition(section.text("指标"), section.text("不小于"), section.text("说明"))
        section.rest()
        return condition

    def _check(self, steps: tuple[Step, ...], named: list[tuple[str, ...]], place: Place) -> None:
        """Every code named is a step; a step stands after those it rests on, so that none waits for itself."""
        before: set[str] = set()
        for step in steps:
            for code in step.before_it:
                if code not in self.places:
                    self.faults.add(self.places[step.code], f"步骤“{step.code}”之前的“{code}”不是步骤", "请核对代码。")
                elif code not in before:
                    self.faults.add(
                        self.places[step.code], f"步骤“{step.code}”写在它之前的“{code}”前面", "请按先后次序写。"
                    )
            for limit in step.limits:
                if limit.since and limit.since not in self.places:
                    self.faults.add(self.places[step.code], f"步骤“{step.code}”的起算“{limit.since}”不是步骤")
            before.add(step.code)
        for code in {code for codes in named for code in codes}:
            if code not in self.places:
                self.faults.add(place, f"“{code}”不是步骤", "请核对“公开于”和“付款前须办结”。")
