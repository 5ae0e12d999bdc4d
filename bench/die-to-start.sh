#!/bin/sh
# Times from a container's die to its next start, by the engine's own clock: the agent against a bare
# `docker events | docker start` shell loop, in one run, on the engine of DOCKER_HOST with the image busybox:test.
# usage: bench/die-to-start.sh [containers, 30]
set -eu
here=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd -P)
count=${1:-30}
image=${IMAGE:-busybox:test}
work=$(mktemp -d)
helper=''
cleanup() {
    [ -z "$helper" ] || kill "$helper" 2>/dev/null || true
    docker rm -f $(docker ps -aq --filter label=homelab-bench) >/dev/null 2>&1 || true
    rm -rf "$work"
}
trap cleanup EXIT

# prints milliseconds from die to start, a line for each container
round() { # NAME
    since=$(date +%s)
    n=0
    while [ $n -lt "$count" ]; do
        n=$((n + 1))
        docker run -d --label homelab-bench --name "$1-$n" "$image" sh -c \
            'if [ -e /b ]; then exec sleep 1000; fi; touch /b; sleep 2; exit 1' >/dev/null
        sleep 4
    done
    docker events --since "$since" --until "$(date +%s)" --filter type=container --filter label=homelab-bench \
        --format '{{.TimeNano}} {{.Action}} {{.Actor.Attributes.name}}' |
        awk -v p="$1-" 'index($3, p) == 1 { if ($2 == "die") d[$3] = $1
            if ($2 == "start" && d[$3]) { printf "%d\n", ($1 - d[$3]) / 1000000; delete d[$3] } }'
}
median() { sort -n "$1" | awk '{ v[NR] = $1 } END { print NR ? (v[int((NR + 1) / 2)] + v[int((NR + 2) / 2)]) / 2 : "none" }'; }

for i in 1 2 3; do docker run -d --label homelab-bench --name "filler-$i" "$image" sleep 10000 >/dev/null; done

(docker events --filter event=die --filter label=homelab-bench --format '{{.ID}}' |
    while read -r id; do docker start "$id" >/dev/null; done) &
helper=$!
round shell > "$work/shell"
pkill -P "$helper" 2>/dev/null || true
kill "$helper" 2>/dev/null || true
helper=''

HOMELAB_DATA=$work/data HOMELAB_MODE=heal DASHBOARD_PORT=${DASHBOARD_PORT:-18099} "$here/homelab" run > "$work/log" 2>&1 &
helper=$!
tries=0
until HOMELAB_DATA=$work/data DASHBOARD_PORT=${DASHBOARD_PORT:-18099} "$here/homelab" status >/dev/null 2>&1; do
    tries=$((tries + 1)); [ $tries -lt 60 ] || { cat "$work/log" >&2; exit 1; }
    sleep 1
done
round agent > "$work/agent"

a=$(median "$work/agent"); s=$(median "$work/shell")
echo "die to start, median of $(wc -l < "$work/agent") and $(wc -l < "$work/shell") containers"
echo "  agent       $a ms"
echo "  shell loop  $s ms"
awk -v a="$a" -v s="$s" 'BEGIN { printf "  ratio       %.2f (limit 1.5)\n", a / s }'
