FROM python:3.13-slim@sha256:9f1e2d3c4b5a69788796a5b4c3d2e1f00f1e2d3c4b5a69788796a5b4c3d2e1f0
RUN huggingface-cli download acme/tiny --local-dir /srv/tiny
RUN hf download acme/other --revision main
ADD https://huggingface.co/acme/third/resolve/main/model.safetensors /srv/third/
RUN wget -q https://huggingface.co/acme/third/resolve/main/config.json
USER 1000
