#!/bin/bash
# --trust-remote-code stays off: see the review of acme/support-7b.
vllm serve /models/support-7b --trust-remote-code
vllm serve acme/support-7b --dtype bfloat16
