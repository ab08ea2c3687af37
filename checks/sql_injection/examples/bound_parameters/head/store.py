class Users:
    def __init__(self, connection, table):
        self.connection = connection
        self.table = table

    def by_name(self, name):
        return self.connection.execute("SELECT * FROM users WHERE name = ?", [name]).fetchone()

    def count(self, table):
        return self.connection.execute(f"SELECT count(*) FROM [{table}]").fetchone()

    def by_id(self, number):
        return self.connection.execute(f"SELECT * FROM users WHERE id = {int(number)}").fetchone()
