"""The packs on the shelf, loaded once and again only when a file of theirs has changed."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from django.conf import settings
from django.http import Http404

from oneruler.policy.cases.reading import Case, read_cases, read_raw_facts
from oneruler.policy.cases.running import CaseReport, run_cases
from oneruler.policy.choosing import kin
from oneruler.policy.facts import RawFacts
from oneruler.policy.faults import Fault, Faults, PackError
from oneruler.policy.model import Policy
from oneruler.policy.pack.csv_tables import decode
from oneruler.policy.pack.files import Files
from oneruler.policy.pack.loading import load
from oneruler.policy.pack.shelf import packs
from oneruler.policy.pack.yaml_text import read_yaml
from oneruler.web.desk.policies.document import Document, draw

Signature = tuple[tuple[str, int, int], ...]


@dataclass(frozen=True, slots=True)
class Example:
    """Facts that come with a pack: a worked case, or a file of its ``examples``. ``key`` names it in an address."""

    key: str
    title: str
    note: str
    root: str
    facts: RawFacts


@dataclass(frozen=True, eq=False)
class Volume:
    """A pack that can be read, with all that pages draw from it; what takes time is made when first asked for."""

    policy: Policy
    cases: tuple[Case, ...]
    case_faults: tuple[Fault, ...]

    @property
    def slug(self) -> str:
        return self.policy.slug

    @cached_property
    def document(self) -> Document:
        """The document as officers read it."""
        return draw(self.policy)

    @cached_property
    def report(self) -> CaseReport:
        """Its cases, run. Raises PackError where they cannot be read."""
        return run_cases(self.policy)

    @cached_property
    def examples(self) -> tuple[Example, ...]:
        """What the calculator can be filled with: the files of ``examples``, then the cases that come to a sheet."""
        only = self.policy.roots[0] if len(self.policy.roots) == 1 else ""
        cases = [
            Example(case.name, case.name, case.note, case.root or only, case.facts)
            for case in self.cases
            if not case.refusals
        ]
        return (*_example_files(self.policy), *cases)

    def example(self, key: str) -> Example | None:
        """The example of that key."""
        return next((one for one in self.examples if one.key == key), None)


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A pack with faults: it cannot be used until they are mended."""

    slug: str
    faults: tuple[Fault, ...]


@dataclass
class _Cache:
    """By folder; kept in each process. Two threads may load the same pack at once, and either result will do."""

    loaded: dict[Path, tuple[Signature, Volume | Unreadable]] = field(default_factory=dict)


_CACHE = _Cache()


def shelf() -> list[Volume | Unreadable]:
    """Everything that stands on the shelf, in the order of the names of folders."""
    return [_opened(folder) for folder in packs(Path(settings.ONERULER_POLICIES))]


def volume(slug: str) -> Volume:
    """The pack of that name on the shelf. Raises Http404: also for one that cannot be read, which the shelf tells of."""
    for folder in packs(Path(settings.ONERULER_POLICIES)):
        if folder.name == slug:  # never a path made of what an address says
            opened = _opened(folder)
            if isinstance(opened, Volume):
                return opened
    raise Http404("no such pack, or one with faults")


def relatives(of: Volume) -> list[Policy]:
    """The documents that replaced each other, ``of`` among them."""
    others = [one.policy for one in shelf() if isinstance(one, Volume) and one.slug != of.slug]
    return kin([of.policy, *others], of.policy)


def _opened(folder: Path) -> Volume | Unreadable:
    signature = _signature(folder)
    known = _CACHE.loaded.get(folder)
    if known is None or known[0] != signature:
        known = _CACHE.loaded[folder] = (signature, _open(folder))
    return known[1]


def _signature(folder: Path) -> Signature:
    paths = [*folder.glob("*.yaml"), *folder.glob("rules/*.yaml"), *folder.glob("tables/*.csv")]
    paths += folder.glob("examples/*.yaml")
    stats = [(path, path.stat()) for path in sorted(paths)]
    return tuple((path.name, stat.st_mtime_ns, stat.st_size) for path, stat in stats)


def _open(folder: Path) -> Volume | Unreadable:
    try:
        policy = load(folder)
    except PackError as error:
        return Unreadable(folder.name, error.faults)
    lists = frozenset(kind.name for kind in policy.objects.values() if kind.root)
    try:
        return Volume(policy, read_cases(Files.of(folder), lists), ())
    except PackError as error:
        return Volume(policy, (), error.faults)


def _example_files(policy: Policy) -> list[Example]:
    found = []
    for path in sorted(policy.folder.glob("examples/*.yaml")):
        faults = Faults()
        try:
            root, facts = read_raw_facts(read_yaml(decode(path.read_bytes()), path.name, faults), faults)
        except (ValueError, PackError):
            continue
        root = root or policy.roots[0]
        if faults.found or root not in policy.roots:
            continue
        called = next(iter((facts.get(root) or [{}])[0].values()), "")
        found.append(Example(f"examples/{path.stem}", f"完整示例：{root}“{called}”", "", root, facts))
    return sorted(found, key=lambda one: policy.roots.index(one.root))
