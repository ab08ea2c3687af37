import textattack


def test_resists_typos(model):
    assert attacked(model) < 0.1
