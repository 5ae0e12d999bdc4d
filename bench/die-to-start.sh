#!/bin/sh
# Times from a container's die to its next start, by the engine's own clock: the agent against a bare
# `docker events | docker start` shell loop, in one run, on the engine of DOCKER_HOST with the image busybox:test.
# usage: bench/with-engine.sh bench/die-to-start.sh [containers, 30]
set -eu
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd -P)
. "$here/common.sh"
count=${1:-30}

# fresh containers one after another, each crashing once; prints milliseconds from die to start, a line for each
round() { # NAME
    n=0
    while [ $n -lt "$count" ]; do
        n=$((n + 1))
        docker run -d --label homelab-bench --name "$1-$n" "$image" sh -c \
            'if [ -e /b ]; then exec sleep 1000; fi; touch /b; sleep 2; exit 1' >/dev/null
        sleep 4
    done
    heard "$1-" | awk '$2 == "die" { d[$3] = $1 }
        $2 == "start" && d[$3] { printf "%d\n", ($1 - d[$3]) / 1000000; delete d[$3] }'
}

(docker events --filter event=die --filter label=homelab-bench --format '{{.ID}}' |
    while read -r id; do docker start "$id" >/dev/null; done) &
helper=$!
round shell > "$work/shell"
pkill -P "$helper" 2>/dev/null || true
kill "$helper" 2>/dev/null || true

begin_agent
round agent > "$work/agent"

a=$(median "$work/agent"); s=$(median "$work/shell")
echo "die to start, median of $(wc -l < "$work/agent") and $(wc -l < "$work/shell") containers"
echo "  agent       $a ms"
echo "  shell loop  $s ms"
awk -v a="$a" -v s="$s" 'BEGIN { printf "  ratio       %.2f (limit 1.5)\n", a / s }'
