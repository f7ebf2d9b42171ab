"""The house stands: floors, foreign keys, mirror tests, no floats in the pure floors, no clock below the web, no program
among the data.

Each rule is a function that names what breaks it. The first tests put it to the house itself; the last ones put it to
a bad sample, so that a rule which no longer sees anything is found out.
"""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "oneruler"
# From the ground up; what stands on one storey does not know its neighbours.
_HOUSE = (
    "base | checks papers policy | office | projects | survey | compensation | funds | performance | disclosure | web"
)
STOREYS = [storey.split() for storey in _HOUSE.split("|")]
FLOORS = tuple(floor for storey in STOREYS for floor in storey)
PURE = ("base", "checks", "papers", "policy")
DATA = {"policies": {".yaml", ".csv"}, "forms": {".typ", ".yaml"}, "procedures": {".yaml", ".csv"}}

TYPES_ONLY = """
from typing import TYPE_CHECKING
if TYPE_CHECKING:
    from oneruler.survey.models import RightHolder
"""
CLOCKS = {
    "datetime.now", "datetime.utcnow", "datetime.today", "date.today", "timezone.now", "timezone.localdate",
    "timezone.localtime", "time.time", "time.time_ns", "time.localtime", "time.gmtime", "time.ctime",
}  # fmt: skip


def sources(floor: str) -> list[Path]:
    """The written files of a floor; migrations are made by a machine."""
    return sorted(path for path in (SOURCE / floor).rglob("*.py") if "migrations" not in path.parts)


def floats(tree: ast.AST) -> Iterator[int]:
    """Lines with a float literal or a call of ``float``. How alike two words are (difflib's cutoff) is no quantity."""
    likeness = {
        keyword.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "get_close_matches"
        for keyword in node.keywords
    }
    for node in ast.walk(tree):
        if node in likeness:
            continue
        literal = isinstance(node, ast.Constant) and isinstance(node.value, float | complex)
        called = isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "float"
        if literal or called:
            yield node.lineno  # type: ignore[attr-defined]  # both kinds of node have a line


def clocks(tree: ast.AST) -> Iterator[int]:
    """Lines that ask what time it is, by a qualified name or by a name imported from its module."""
    imported = {
        alias.asname or alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module
        for alias in node.names
        if f"{node.module.rpartition('.')[2]}.{alias.name}" in CLOCKS
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute):
            owner = node.value
            name = owner.attr if isinstance(owner, ast.Attribute) else owner.id if isinstance(owner, ast.Name) else ""
            if f"{name}.{node.attr}" in CLOCKS:
                yield node.lineno
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load) and node.id in imported:
            yield node.lineno


def without_mirror(files: Iterable[Path], source: Path, tests: Path) -> list[str]:
    """Files that no test file of the same path stands beside; a package's ``__init__`` needs none."""
    missing = []
    for file in files:
        relative = file.relative_to(source)
        if file.name != "__init__.py" and not (tests / relative.parent / f"test_{file.name}").exists():
            missing.append(str(relative))
    return missing


def foreign(folder: Path, endings: set[str]) -> list[str]:
    """Files of a folder of data that have another ending, or may be run."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return [
        str(path.relative_to(folder)) for path in files if path.suffix not in endings or path.stat().st_mode & 0o111
    ]


def upward(links: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Links between modules, from → to, that point from a floor to one above it or beside it."""

    def height(module: str) -> int:
        parts = module.split(".")
        found = (number for number, storey in enumerate(STOREYS) if parts[1:2] and parts[1] in storey)
        return next(found, -1) if parts[0] == "oneruler" else -1

    def beside(low: str, high: str) -> bool:
        return height(low) == height(high) >= 0 and low.split(".")[1] != high.split(".")[1]

    return [(low, high) for low, high in links if height(low) < height(high) or beside(low, high)]


def imports(module: str, tree: ast.AST) -> Iterator[tuple[str, str]]:
    """Each import of a module from → to, wherever it stands; those for types alone import-linter does not look at."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield module, node.module
            if node.module == "oneruler":
                yield from ((module, f"oneruler.{alias.name}") for alias in node.names)
        elif isinstance(node, ast.Import):
            yield from ((module, alias.name) for alias in node.names)


def broken(floor: str, rule: object) -> list[str]:
    """Where the files of a floor break a rule, as ``path:line``."""
    assert callable(rule)
    return [
        f"{path.relative_to(ROOT)}:{line}"
        for path in sources(floor)
        for line in rule(ast.parse(path.read_text(encoding="utf-8")))
    ]


def lint_imports(folder: Path, config: Path) -> subprocess.CompletedProcess[str]:
    """Run the import contracts of ``config`` on the package under ``folder``."""
    program = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    return subprocess.run(
        [sys.executable, "-c", program, "--config", str(config), "--no-cache"],
        cwd=folder, env={"PYTHONPATH": str(folder), "PATH": "/usr/bin:/bin"},
        capture_output=True, text=True, timeout=120,
    )  # fmt: skip


def test_every_floor_is_known() -> None:
    found = {path.parent.name for path in SOURCE.glob("*/__init__.py")}
    assert found == set(FLOORS)


def test_import_contracts_hold() -> None:
    done = lint_imports(ROOT / "src", ROOT / "pyproject.toml")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "9 kept, 0 broken" in done.stdout


@pytest.mark.parametrize("floor", FLOORS)
def test_imports_for_types_point_downward_too(floor: str) -> None:
    links = [
        link
        for path in sources(floor)
        for link in imports(f"oneruler.{floor}", ast.parse(path.read_text(encoding="utf-8")))
    ]
    assert upward(links) == []


def test_foreign_keys_point_downward() -> None:
    from django.apps import apps

    links = [
        (model.__module__, field.related_model.__module__)
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.get_fields()
        if field.is_relation and field.concrete and isinstance(field.related_model, type)
    ]
    assert links
    assert upward(links) == []


@pytest.mark.parametrize("floor", PURE)
def test_every_pure_file_has_its_mirror_test(floor: str) -> None:
    assert without_mirror(sources(floor), SOURCE, ROOT / "tests") == []


@pytest.mark.parametrize("floor", PURE)
def test_no_float_in_pure_floors(floor: str) -> None:
    assert broken(floor, floats) == []


@pytest.mark.parametrize("floor", [floor for floor in FLOORS if floor != "web"])
def test_no_clock_below_the_web(floor: str) -> None:
    assert broken(floor, clocks) == []


@pytest.mark.parametrize("folder", DATA)
def test_data_is_no_program(folder: str) -> None:
    assert list((ROOT / folder).iterdir())
    assert foreign(ROOT / folder, DATA[folder]) == []


@pytest.mark.parametrize(
    ("code", "lines"),
    [
        ("a = 1\nb = 0.5", [2]),
        ("x = float('1')", [1]),
        ("x = get_close_matches(a, b, n=1, cutoff=0.4)\ny = price(a, cutoff=0.4)", [2]),
        ("def f(x: float) -> bool:\n    return isinstance(x, float)", []),
    ],
)
def test_the_rule_on_floats_can_fail(code: str, lines: list[int]) -> None:
    assert list(floats(ast.parse(code))) == lines


@pytest.mark.parametrize(
    ("code", "lines"),
    [
        ("import datetime\nx = datetime.datetime.now()", [2]),
        ("from datetime import date\nx = date.today()", [2]),
        ("from django.utils.timezone import now as jetzt\nx = jetzt()", [2]),
        ("from time import time\nf(default=time)", [2]),
        ("from datetime import date\nx = date(2026, 1, 1)", []),
    ],
)
def test_the_rule_on_clocks_can_fail(code: str, lines: list[int]) -> None:
    assert list(clocks(ast.parse(code))) == lines


def test_the_rule_on_mirrors_can_fail(tmp_path: Path) -> None:
    source, tests = tmp_path / "src", tmp_path / "tests"
    for name in ("src/base/__init__.py", "src/base/fen.py", "src/base/area.py", "tests/base/test_fen.py"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    assert without_mirror(sorted(source.rglob("*.py")), source, tests) == ["base/area.py"]


def test_the_rule_on_data_can_fail(tmp_path: Path) -> None:
    (tmp_path / "某县").mkdir()
    for name, mode in (("policy.yaml", 0o644), ("某县/rules.yaml", 0o755), ("某县/rules.py", 0o644)):
        (tmp_path / name).touch()
        (tmp_path / name).chmod(mode)
    assert foreign(tmp_path, {".yaml"}) == ["某县/rules.py", "某县/rules.yaml"]


def test_the_rule_on_foreign_keys_can_fail() -> None:
    low, high = "oneruler.office.models", "oneruler.web.models"
    assert upward([(low, high), (high, low), (low, "django.x")]) == [(low, high)]
    assert upward([("oneruler.policy.models", low)]) == [("oneruler.policy.models", low)]
    assert upward([("oneruler.checks.a", "oneruler.policy.b")]) == [("oneruler.checks.a", "oneruler.policy.b")]


@pytest.mark.parametrize(
    ("code", "caught"),
    [
        ("if TYPE_CHECKING:\n    from oneruler.funds.models import Entry", True),
        ("def f():\n    import oneruler.web.views", True),
        ("from oneruler import funds", True),
        ("if TYPE_CHECKING:\n    from oneruler.office.models import Officer", False),
        ("from oneruler import __version__\nfrom django.db import models", False),
    ],
)
def test_the_rule_on_imports_for_types_can_fail(code: str, caught: bool) -> None:
    assert bool(upward(imports("oneruler.survey.actions", ast.parse(code)))) is caught


@pytest.mark.parametrize(
    ("file", "line", "status"),
    [
        ("web/good.py", "import oneruler.office, oneruler.papers, oneruler.policy", 0),
        ("office/good.py", "import oneruler.papers, oneruler.policy", 0),
        ("policy/good.py", "import oneruler.base", 0),
        ("base/bad.py", "import oneruler.checks", 1),
        ("base/bad.py", "import oneruler.policy", 1),
        ("policy/bad.py", "import oneruler.checks", 1),
        ("policy/bad.py", "import oneruler.papers", 1),
        ("papers/bad.py", "import oneruler.policy", 1),
        ("policy/bad.py", "import oneruler.office", 1),
        ("checks/bad.py", "import django", 1),
        ("papers/bad.py", "import django", 1),
        ("policy/bad.py", "import django", 1),
        ("web/bad.py", "from oneruler.office.models import Officer", 1),
        ("survey/actions.py", "from oneruler.projects.models import Project", 1),
        ("survey/actions.py", "from oneruler.survey.models import RightHolder", 0),
        ("funds/models.py", "from oneruler.survey.models import RightHolder", 0),
        ("funds/actions.py", TYPES_ONLY, 0),
        ("cellar/__init__.py", "", 1),
    ],
)
def test_the_import_contracts_can_fail(tmp_path: Path, file: str, line: str, status: int) -> None:
    files = {"__init__.py": "", "__main__.py": ""}
    for floor in FLOORS:
        files |= {f"{floor}/__init__.py": "", f"{floor}/models.py": "Officer = Project = RightHolder = None"}
    files[file] = line
    for name, content in files.items():
        path = tmp_path / "oneruler" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    done = lint_imports(tmp_path, ROOT / "pyproject.toml")
    assert (done.returncode, "BROKEN" in done.stdout) == (status, bool(status)), done.stdout + done.stderr
