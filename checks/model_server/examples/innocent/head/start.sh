#!/bin/sh
# OLLAMA_HOST=0.0.0.0 would open it to everybody
export OLLAMA_HOST=127.0.0.1:11434
export OLLAMA_ORIGINS=https://app.example
python -m vllm.entrypoints.openai.api_server --model org/model --host 0.0.0.0 --api-key "$KEY"
vllm serve org/model --host 127.0.0.1
mlflow server --host 0.0.0.0 --app-name basic-auth
mlflow ui
tensorboard --logdir runs
ray start --head --dashboard-host=127.0.0.1
jupyter lab --ip=0.0.0.0 --no-browser
jupyter notebook --ServerApp.token="" --ServerApp.password="$HASHED"
jupyter notebook --NotebookApp.token="$TOKEN"
docker run -d -p 127.0.0.1:8000:8000 vllm/vllm-openai:v0.6.3 --model org/model
docker run -d -p 8000:8000 vllm/vllm-openai:v0.6.3 --model org/model --api-key "$KEY"
docker build -t registry.example/vllm/vllm-openai:local .
llama-server -m model.gguf --host 0.0.0.0 --api-key-file /run/secrets/key
echo "start it with: vllm serve org/model --host 0.0.0.0"
pip install vllm mlflow tensorboard
