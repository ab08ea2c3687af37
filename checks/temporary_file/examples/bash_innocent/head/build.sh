#!/bin/sh
LIST_FILE=$(mktemp)
echo "$LIST" > "$LIST_FILE"
