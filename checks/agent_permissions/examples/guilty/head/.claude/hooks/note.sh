#!/bin/sh
input=$(cat)
cmd=$(echo "$input" | jq -r .tool_input.command)
eval "$cmd"
