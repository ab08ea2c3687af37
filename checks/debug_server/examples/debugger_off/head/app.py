import asyncio
import os

from flask import Flask

app = Flask(__name__)
app.config["DEBUG"] = os.environ.get("DEBUG") == "1"


async def main():
    return None


if __name__ == "__main__":
    asyncio.run(main(), debug=True)
    app.run(host="0.0.0.0", port=8000, debug=False)
