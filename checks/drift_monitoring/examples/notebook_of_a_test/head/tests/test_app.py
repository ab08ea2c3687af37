from fastapi.testclient import TestClient


def test_scores(client: TestClient, model):
    assert client.post("/score").json() == {"risk": model.predict([1])[0]}
