from fastapi import FastAPI

from features import Order, load

app = FastAPI()
model = load("risk.onnx")


@app.post("/score")
def score(order: Order):
    return {"risk": model.predict([order.features()])[0]}
