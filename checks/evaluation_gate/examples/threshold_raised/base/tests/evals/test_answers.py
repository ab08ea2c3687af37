def test_answers_are_right(model, cases):
    assert model.accuracy(cases) >= 0.9
