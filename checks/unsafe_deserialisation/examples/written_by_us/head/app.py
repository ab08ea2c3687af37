import pickle

import yaml


def defaults():
    text = "{colour: blue}"
    return yaml.load(text)


def stored(handle):
    return pickle.loads(handle.read())


def own():
    return pickle.loads(pickle.dumps({"colour": "blue"}))
