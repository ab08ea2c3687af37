class Users:
    def __init__(self, connection):
        self.connection = connection

    def by_name(self, name):
        return self.connection.execute(f"SELECT * FROM users WHERE name = '{name}'").fetchone()

    def rename(self, old, new):
        statement = "UPDATE users SET name = '%s' WHERE name = '%s'" % (new, old)
        self.connection.execute(statement)

    def by_mail(self, mail):
        return self.connection.execute("SELECT * FROM users WHERE mail = '" + mail + "'").fetchone()


def move(cursor, identifier, shelf, room):
    cursor.execute(f"UPDATE items SET shelf = {int(shelf)}, room = '{room}' WHERE id = 3")
    cursor.execute(f"UPDATE items SET shelf = {int(shelf)} WHERE id = 3 ORDER BY {identifier}")
