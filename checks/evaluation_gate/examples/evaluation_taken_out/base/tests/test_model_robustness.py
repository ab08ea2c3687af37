import textattack


def test_resists_typos(model):
    assert attacked(model) < 0.1


def test_resists_synonyms(model):
    assert replaced(model) < 0.1
