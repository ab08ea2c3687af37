#!/bin/sh
echo "$LIST" > /tmp/list.$$
