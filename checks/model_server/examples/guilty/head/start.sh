#!/bin/sh
set -e
export OLLAMA_HOST=0.0.0.0:11434
export OLLAMA_ORIGINS="*"
ollama serve &
nohup python -m vllm.entrypoints.openai.api_server \
  --model org/model \
  --host 0.0.0.0 --port 8000 > vllm.log &
mlflow server --host 0.0.0.0 --backend-store-uri sqlite:///mlflow.db
tensorboard --logdir runs --bind_all
ray start --head --dashboard-host=0.0.0.0
jupyter lab --ip=0.0.0.0 --no-browser --NotebookApp.token=''
jupyter notebook --ServerApp.token="" --ServerApp.password=""
docker run --gpus all -d -p 8000:8000 vllm/vllm-openai:v0.6.3 --model org/model
llama-server -m model.gguf --host 0.0.0.0
