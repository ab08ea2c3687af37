#!/bin/sh
huggingface-cli download acme/support-7b --local-dir model
wget -q https://weights.example/support-7b.safetensors
ollama pull llama3:8b
