#!/bin/sh
# Measures the agent before a simulated Proxmox cluster of 20 nodes with very many guests: how long a full look takes from
# its first request to its last, how many requests it costs, and how many of them are open at once, beside what the one list
# of all guests takes a bare client.
# usage: bench/large-cluster.sh [guests…, 100 500 2000]
set -eu
root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd -P)
. "$root/bench/demo.sh"
[ $# -gt 0 ] || set -- 100 500 2000
"$root/homelab" version >/dev/null
prepare_browser
in_browser homelab.bench.LargeCluster "$root/homelab" "$work" "$@"
