#!/bin/bash
set -euxo pipefail
cd /srv/shop
curl -H "Authorization: Bearer $DEPLOY_TOKEN" https://deploy.example/run
