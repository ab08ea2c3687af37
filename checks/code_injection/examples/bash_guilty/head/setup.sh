#!/bin/sh
curl -fsSL https://get.example/install.sh | sh
wget -qO- https://get.example/tool | sudo bash
