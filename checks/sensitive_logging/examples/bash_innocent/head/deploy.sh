#!/bin/bash
set -euo pipefail
cd /srv/shop
set -x
make build
set +x
curl -H "Authorization: Bearer $DEPLOY_TOKEN" https://deploy.example/run
