import tempfile


def export(rows):
    name = tempfile.mktemp(suffix=".csv")
    with open("/tmp/export.log", "w") as log:
        log.write(name)
    return name
