from pathlib import Path

import pytest
from django.db import connection

from oneruler.web.database import DatabaseAddressError, database_settings


def test_without_an_address_it_is_sqlite_in_the_folder(tmp_path: Path) -> None:
    settings = database_settings("", tmp_path)
    assert settings["ENGINE"] == "django.db.backends.sqlite3"
    assert settings["NAME"] == tmp_path / "oneruler.sqlite3"
    assert settings["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    assert settings["OPTIONS"]["timeout"] == 20


@pytest.mark.django_db
@pytest.mark.parametrize(("pragma", "value"), [("synchronous", 2), ("foreign_keys", 1), ("busy_timeout", 20_000)])
def test_every_connection_of_sqlite_is_set_so(pragma: str, value: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA {pragma}")
        assert cursor.fetchone() == (value,)


@pytest.mark.django_db
def test_a_file_of_sqlite_is_in_wal_mode(tmp_path: Path) -> None:
    from django.db.utils import ConnectionHandler

    handler = ConnectionHandler({"default": database_settings("", tmp_path)})
    with handler["default"].cursor() as cursor:
        cursor.execute("PRAGMA journal_mode")
        assert cursor.fetchone() == ("wal",)
    handler["default"].close()


def test_an_address_of_postgresql_is_taken_apart(tmp_path: Path) -> None:
    settings = database_settings("postgresql://zhang:p%40ss%2Fword@db.example:5433/ruler?sslmode=require", tmp_path)
    assert settings["ENGINE"] == "django.db.backends.postgresql"
    assert (settings["USER"], settings["PASSWORD"]) == ("zhang", "p@ss/word")
    assert (settings["HOST"], settings["PORT"], settings["NAME"]) == ("db.example", "5433", "ruler")
    assert settings["OPTIONS"] == {"sslmode": "require"}


@pytest.mark.parametrize(
    "address", ["mysql://a@b/c", "ruler", "postgresql://host", "postgresql://host/a/b", "postgresql://host:99999/a"]
)
def test_another_address_is_refused_and_its_password_not_repeated(address: str, tmp_path: Path) -> None:
    with pytest.raises(DatabaseAddressError) as refused:
        database_settings(address.replace("://", "://u:geheim@"), tmp_path)
    assert "ONERULER_DATABASE" in str(refused.value)
    assert "geheim" not in str(refused.value)
