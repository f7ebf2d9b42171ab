"""What a refusal says, and where the size of a table ends."""

import pytest

from oneruler.checks.reading.refusal import LARGEST_TABLE, TableTooLargeError, UnreadableError, refuse_large


def test_a_refusal_names_the_file_what_was_found_and_what_to_do() -> None:
    error = UnreadableError("自评.docx", "文件是空的", "重新下载")
    assert str(error) == "无法读取“自评.docx”：文件是空的。请重新下载。"
    assert (error.name, error.found, error.remedy) == ("自评.docx", "文件是空的", "重新下载")


def test_the_largest_table_is_read_and_one_row_more_is_not() -> None:
    refuse_large(LARGEST_TABLE // 10, 10)
    with pytest.raises(TableTooLargeError, match="100001 行 10 列"):
        refuse_large(LARGEST_TABLE // 10 + 1, 10)
