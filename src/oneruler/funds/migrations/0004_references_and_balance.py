"""A reference for every payment, withdrawn batches; the database keeps entries balanced and unchanged."""

from typing import Any

from django.db import migrations, models

ONLY_ADDED = ("funds_entry", "funds_posting")

BALANCE = """
CREATE FUNCTION funds_entry_balances() RETURNS trigger AS $$
DECLARE
    of_entry bigint;
BEGIN
    IF TG_TABLE_NAME = 'funds_posting' THEN of_entry := NEW.entry_id; ELSE of_entry := NEW.id; END IF;
    IF (SELECT COALESCE(SUM(debit_fen), 0) - COALESCE(SUM(credit_fen), 0) FROM funds_posting
        WHERE entry_id = of_entry) <> 0
       OR NOT EXISTS (SELECT 1 FROM funds_posting WHERE entry_id = of_entry) THEN
        RAISE EXCEPTION 'entry % does not balance', of_entry;
    END IF;
    RETURN NULL;
END $$ LANGUAGE plpgsql;
CREATE CONSTRAINT TRIGGER entry_has_balanced_postings AFTER INSERT ON funds_entry
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION funds_entry_balances();
CREATE CONSTRAINT TRIGGER posting_keeps_the_balance AFTER INSERT ON funds_posting
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION funds_entry_balances();
CREATE FUNCTION funds_only_added() RETURNS trigger AS $$
BEGIN
    RAISE EXCEPTION 'rows of % are only added', TG_TABLE_NAME;
END $$ LANGUAGE plpgsql;
"""
NO_BALANCE = """
DROP TRIGGER entry_has_balanced_postings ON funds_entry;
DROP TRIGGER posting_keeps_the_balance ON funds_posting;
DROP FUNCTION funds_entry_balances();
"""


def guard(apps: Any, editor: Any) -> None:
    """Triggers in the words of each database. SQLite has none that wait for the end of a transaction."""
    if editor.connection.vendor == "postgresql":
        editor.execute(BALANCE, None)  # without parameters, so that % is a sign like others
        for table in ONLY_ADDED:
            editor.execute(
                f"CREATE TRIGGER {table}_only_added BEFORE UPDATE ON {table} FOR EACH ROW "
                "EXECUTE FUNCTION funds_only_added()",
                None,
            )
    elif editor.connection.vendor == "sqlite":
        for table in ONLY_ADDED:
            editor.execute(
                f"CREATE TRIGGER {table}_only_added BEFORE UPDATE ON {table} "
                f"BEGIN SELECT RAISE(ABORT, 'rows of {table} are only added'); END"
            )


def unguard(apps: Any, editor: Any) -> None:
    if editor.connection.vendor == "postgresql":
        editor.execute(NO_BALANCE, None)
    for table in ONLY_ADDED:
        on = f" ON {table}" if editor.connection.vendor == "postgresql" else ""
        editor.execute(f"DROP TRIGGER {table}_only_added{on}")
    if editor.connection.vendor == "postgresql":
        editor.execute("DROP FUNCTION funds_only_added()")


class Migration(migrations.Migration):
    dependencies = [("funds", "0003_first")]

    operations = [
        migrations.AlterField(
            "paymentbatch",
            "state",
            models.CharField(
                "状态",
                choices=[
                    ("drafted", "已编制"),
                    ("reviewed", "已复核"),
                    ("approved", "已审批"),
                    ("sent", "已送银行"),
                    ("settled", "已回单"),
                    ("withdrawn", "已撤销"),
                ],
                default="drafted",
                max_length=10,
            ),
        ),
        migrations.AddField("paymentbatch", "withdrawn_for", models.CharField("撤销原因", blank=True, max_length=120)),
        migrations.AddField(
            "payment",
            "reference",
            models.CharField("付款编号", max_length=40, unique=True, default=None),
            preserve_default=False,
        ),
        migrations.RunPython(guard, unguard, elidable=False),
    ]
