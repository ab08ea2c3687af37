#!/bin/bash
eval "$1"
bash -c "convert $2"
