import ast
import json
from pathlib import Path


class Store:
    def __init__(self, rows, model):
        self.rows = rows
        self.model = model

    def flags(self):
        self.model.eval()
        return [ast.literal_eval(row.value) for row in self.rows] + [json.loads(row.other) for row in self.rows]

    def constant(self):
        return eval("1 + 1")

    def own_program(self, name):
        path = Path(__file__).with_name("conf.py")
        exec(compile(path.read_text(), str(path), "exec"))
