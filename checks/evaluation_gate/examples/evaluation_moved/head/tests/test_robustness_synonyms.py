import textattack


def test_resists_synonyms(model):
    assert replaced(model) < 0.1
