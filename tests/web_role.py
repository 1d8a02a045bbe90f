"""What the web's role may do, tried in a test's own transaction."""

from django.db import connection, transaction

from ocop.database.access import web_role


def as_web(statement, *values):
    """Run a statement as the web's role would; its rows, if it has any. All of it is undone where it is refused."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL ROLE {web_role()}")
        cursor.execute(statement, values)
        rows = cursor.fetchall() if cursor.description else None
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("RESET ROLE")
        return rows
