"""Accounts: who may sign in."""

import sqlite3

from werkzeug.security import check_password_hash, generate_password_hash


def sign_up(database: sqlite3.Connection, name: str, password: str) -> None:
    """Create an account. Raises `sqlite3.IntegrityError` when the name is taken."""
    database.execute(
        "INSERT INTO accounts (name, password_hash) VALUES (?, ?)",
        (name, generate_password_hash(password)),
    )
    database.commit()


def sign_in(database: sqlite3.Connection, name: str, password: str) -> bool:
    """Whether the name exists and the password is the right one."""
    row = database.execute("SELECT password_hash FROM accounts WHERE name = ?", (name,)).fetchone()
    return row is not None and check_password_hash(row[0], password)
