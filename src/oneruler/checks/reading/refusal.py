"""The one way in which a reader says that it cannot read."""

from __future__ import annotations


class UnreadableError(Exception):
    """A file that cannot be read; the message is Chinese: which file, what was expected and found, what to do."""

    def __init__(self, name: str, found: str, remedy: str) -> None:
        super().__init__(f"无法读取“{name}”：{found}。请{remedy}。")
        self.name = name
        self.found = found
        self.remedy = remedy


#: Positions that one table may have; more is no paper that an officer reads, but a data set or an attack.
LARGEST_TABLE = 1_000_000


class TableTooLargeError(Exception):
    """A table of more than ``LARGEST_TABLE`` positions; ``read_bytes`` says so with the name of the file."""


def refuse_large(rows: int, columns: int) -> None:
    """Raise ``TableTooLargeError`` where a grid of this size would not be a paper."""
    if rows * columns > LARGEST_TABLE:
        raise TableTooLargeError(f"表格有 {rows} 行 {columns} 列")
