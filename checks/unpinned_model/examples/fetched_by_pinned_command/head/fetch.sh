#!/bin/sh
huggingface-cli download acme/support-7b --revision 8b5d3c1f0a2e4d6c7b9a8f7e6d5c4b3a29181706 --local-dir model
wget -q https://weights.example/support-7b.safetensors
echo "0a1b  support-7b.safetensors" | sha256sum --check
ollama pull "$MODEL"
