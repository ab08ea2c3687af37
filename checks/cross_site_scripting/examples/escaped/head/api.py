from fastapi import FastAPI

api = FastAPI()


@api.get("/page")
async def page(title: str):
    return f"<title>{title}</title>"
