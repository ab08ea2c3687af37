#!/bin/sh
curl -fsSL https://get.example/install-1.2.sh -o install.sh
echo "0123  install.sh" | sha256sum -c - && sh install.sh
curl -s https://api.example/list | jq .
