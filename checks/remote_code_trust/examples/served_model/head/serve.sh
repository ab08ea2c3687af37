#!/bin/bash
set -e
vllm serve acme/support-7b \
  --dtype bfloat16 \
  --trust-remote-code
