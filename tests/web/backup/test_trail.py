from pathlib import Path

from oneruler.web.backup.trail import CopyTables

DUMP = """--
SET client_encoding = 'UTF8';

COPY public.office_auditentry (id, sequence, at, by_name, verb, about, detail, previous, digest, by_id) FROM stdin;
2\t2\t2025-08-01 01:00:00.5+00\t示例·某某\t试记\tx:1\t{"a":"b\\\\n\\tc"}\tp\td\t\\N
1\t1\t2025-08-01 01:00:00+00\t系统\t试记\tx:0\t{}\tp\td\t\\N
\\.

COPY public.other (a) FROM stdin;
9
\\.
"""


def test_rows_of_a_dump_in_order_unescaped(tmp_path: Path) -> None:
    (tmp_path / "office_auditentry.sql").write_text(DUMP, encoding="utf-8")
    first, second = CopyTables(tmp_path).entries()
    assert first == ("1", "2025-08-01 01:00:00+00", "系统", "试记", "x:0", "{}", "p", "d")
    assert second[5] == '{"a":"b\\n\tc"}'


def test_a_table_without_rows(tmp_path: Path) -> None:
    (tmp_path / "office_attachment.sql").write_text(
        "COPY public.office_attachment (id, digest) FROM stdin;\n\\.\n", encoding="utf-8"
    )
    (tmp_path / "office_audithead.sql").write_text("", encoding="utf-8")
    (tmp_path / "django_migrations.sql").write_text(
        "COPY public.django_migrations (id, app, name, applied) FROM stdin;\n1\toffice\t0001\t2025\n\\.\n",
        encoding="utf-8",
    )
    told = CopyTables(tmp_path).told()
    assert told.attachments == frozenset()
    assert told.head == (0, "0" * 64)
    assert told.migrations == ["office.0001"]
