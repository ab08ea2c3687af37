import shap
from fastapi import Depends, FastAPI

app = FastAPI()
explainer = shap.TreeExplainer(model)


@app.post("/v1/explain")
def explain(order: Order, user: User = Depends(current_user)):
    return explainer.shap_values(order.features()).tolist()


@app.post("/v2/explain", dependencies=[Depends(check)])
def explain_more(order: Order):
    return explainer.shap_values(order.features()).tolist()
