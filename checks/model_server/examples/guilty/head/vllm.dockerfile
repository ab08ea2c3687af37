FROM python:3.12-slim@sha256:0000000000000000000000000000000000000000000000000000000000000000
USER app
ENTRYPOINT python -m vllm.entrypoints.openai.api_server --host 0.0.0.0 --model /models/one
