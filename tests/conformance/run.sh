#!/bin/sh
# Runs the examples of the VTL manual with our engine: run.sh CHECKOUT [PROGRAM]
# CHECKOUT is a copy of sdmx-twg/vtl kept elsewhere; nothing of it belongs here. PROGRAM is `zhibao`, or what takes the same words.
here=$(dirname "$0")
if [ -z "$1" ] || [ ! -d "$1" ]; then
    echo "skipped: no checkout of sdmx-twg/vtl given"
    exit 0
fi
exec python3 "$here/run.py" "$1" "${2:-zhibao}"
