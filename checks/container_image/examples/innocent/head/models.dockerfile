FROM python:3.13-slim@sha256:9f1e2d3c4b5a69788796a5b4c3d2e1f00f1e2d3c4b5a69788796a5b4c3d2e1f0
ARG COMMIT
RUN hf download acme/tiny --revision 0a1b2c3d4e5f60718293a4b5c6d7e8f901234567
RUN huggingface-cli download acme/other --revision "$COMMIT"
RUN wget -q https://huggingface.co/acme/third/resolve/0a1b2c3d4e5f60718293a4b5c6d7e8f901234567/config.json
RUN curl -fsSLo m.bin https://huggingface.co/acme/third/resolve/main/m.bin && echo "0a1b  m.bin" | sha256sum --check
USER 1000
