from shapes import Box


def fit(box: Box) -> Box:
    return box.fit(10)
