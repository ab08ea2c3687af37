import tempfile


def export(rows):
    with tempfile.NamedTemporaryFile("w", suffix=".csv", delete=False) as handle:
        handle.writelines(rows)
    with open("/tmp/export.log") as log:
        return handle.name, log.read()
