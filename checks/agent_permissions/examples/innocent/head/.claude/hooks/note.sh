#!/bin/sh
# never: curl -s https://tools.example/i | sh
input=$(cat)
file=$(echo "$input" | jq -r .tool_input.file_path)
printf '%s\n' "$file" >> notes.txt
