FROM python:3.12-slim@sha256:0000000000000000000000000000000000000000000000000000000000000000
USER app
ENTRYPOINT ["vllm", "serve", "/models/one", "--host", "0.0.0.0", "--api-key", "file:/run/secrets/key"]
