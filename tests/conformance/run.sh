#!/bin/sh
# Runs the examples of the VTL manual with our engine: run.sh [CHECKOUT [PROGRAM]]
# CHECKOUT (or else the variable ZHIBAO_VTL_CHECKOUT) is a copy of sdmx-twg/vtl kept elsewhere; nothing of it belongs here. PROGRAM is
# `zhibao`, or what takes the same words. Each example is printed with its verdict: agrees; erratum (errata.txt says why the manual is
# not right); unsupported (refused, and uncovered.txt says why). Anything else, also a line of errata.txt that is wrong by now, fails.
here=$(dirname "$0")
checkout=${1:-$ZHIBAO_VTL_CHECKOUT}
if [ -z "$checkout" ]; then
    echo "skipped: no checkout of sdmx-twg/vtl given"
    exit 0
fi
if [ ! -d "$checkout/v2.1" ]; then
    echo "$checkout is no checkout of sdmx-twg/vtl" >&2
    exit 2
fi
exec python3 "$here/run.py" "$checkout" "${2:-zhibao}"
