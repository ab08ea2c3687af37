import shap
from fastapi import APIRouter, Depends

router = APIRouter(prefix="/v1", dependencies=[Depends(known)])


@router.post("/explain")
def explain(order: Order):
    return EXPLAINER.shap_values(order.features()).tolist()
