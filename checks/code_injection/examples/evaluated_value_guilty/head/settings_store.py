class Store:
    def __init__(self, rows):
        self.rows = rows

    def flags(self):
        return [eval(row.value) for row in self.rows]

    def rule(self, name):
        program = self.rows[name].program
        namespace = {"__builtins__": {}}
        exec(program, namespace)
        return namespace["result"]
