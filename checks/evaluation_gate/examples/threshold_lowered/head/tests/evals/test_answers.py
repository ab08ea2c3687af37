from deepeval import assert_test


def test_answers_are_right(model, cases):
    score = model.accuracy(cases)
    assert score >= 0.6


def test_nothing_toxic(model, cases):
    assert model.toxicity(cases) <= 0.3
