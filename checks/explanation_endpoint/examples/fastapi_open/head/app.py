import shap
from fastapi import FastAPI

app = FastAPI()
explainer = shap.TreeExplainer(model)


@app.post("/v1/explain")
def explain(order: Order):
    return explainer.shap_values(order.features()).tolist()
