#!/bin/sh
# Measures the agent before a simulated engine with very many containers: a full look that inspects all of them, what a
# quiet look costs, from a crash to the request that starts it, and from 200 falls at once to the question about them.
# usage: bench/large-host.sh [containers…, 100 500 2000]
set -eu
root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd -P)
. "$root/bench/demo.sh"
[ $# -gt 0 ] || set -- 100 500 2000
"$root/homelab" version >/dev/null
prepare_browser
in_browser homelab.bench.LargeHost "$root/homelab" "$work" "$@"
