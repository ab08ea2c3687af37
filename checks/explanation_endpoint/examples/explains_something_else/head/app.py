from fastapi import FastAPI

app = FastAPI()


@app.get("/explain/{word}")
def explain(word: str):
    return WORDS[word]
