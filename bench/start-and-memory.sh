#!/bin/sh
# Times the agent's start to its first full look and to its first answered page, and reads its memory when it has been
# idle, on the engine of DOCKER_HOST with the image busybox:test and this many containers running.
# usage: bench/with-engine.sh bench/start-and-memory.sh [containers, 50] [idle seconds, 60]
set -eu
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd -P)
. "$here/common.sh"
count=${1:-50}
idle=${2:-60}
export HOMELAB_DATA="$work/data" DASHBOARD_PORT="${DASHBOARD_PORT:-18099}"
"$here/../homelab" version >/dev/null
n=3
while [ $n -lt "$count" ]; do
    n=$((n + 1))
    docker run -d --label homelab-bench --name "idle-$n" "$image" sleep 10000 >/dev/null
done

now() { date +%s%3N; }
since() { echo $(($(now) - begun)); }
# a first start makes the store; the figures are those of a start that finds it
start() {
    : > "$work/log"
    begun=$(now)
    "$here/../homelab" run > "$work/log" 2>&1 &
    helper=$!
}
url="http://127.0.0.1:$DASHBOARD_PORT"
answers() { curl -s -o "$work/answer" -f "$@" 2>/dev/null; }
token() { cat "$HOMELAB_DATA/api-token"; }
looked() { answers -H "Authorization: Bearer $(token)" "$url/api/status" && grep -q '"lastLook":"' "$work/answer"; }
until_true() { tries=0; until "$@"; do tries=$((tries + 1)); [ $tries -lt 3000 ] || { cat "$work/log"; exit 1; }; sleep 0.02; done; }

start
until_true answers "$url/readyz"
kill "$helper"; wait "$helper" 2>/dev/null || true

for round in 1 2 3 4 5; do
    start
    until_true grep -q 'docker host .*: seen' "$work/log"; since >> "$work/look"
    until_true answers "$url/livez"; since >> "$work/page"
    [ $round = 5 ] || { kill "$helper"; wait "$helper" 2>/dev/null || true; }
done
until_true looked
sleep "$idle"
pid=$helper
rss=$(awk '/^VmRSS/ { print int($2 / 1024) }' "/proc/$pid/status")
echo "with $count containers, on $(nproc) cores, median of 5 starts"
echo "  start to first full look  $(median "$work/look") ms (goal 1000)"
echo "  start to first page       $(median "$work/page") ms (goal 3000)"
echo "  idle memory (RSS)         $rss MB (goal 200)"
kill "$pid"; wait "$pid" 2>/dev/null || true

# Counting its own memory costs some, so this is another run.
HOMELAB_JAVA_OPTS=-XX:NativeMemoryTracking=summary start
until_true looked
sleep "$idle"
jcmd=$(dirname "$(readlink "/proc/$helper/exe")")/jcmd
"$jcmd" "$helper" GC.run >/dev/null
echo "  its largest holders, as the JVM counts them (committed; what it maps from files is not in it):"
"$jcmd" "$helper" VM.native_memory summary scale=KB | sed -n 's/^- *\(.*\) (reserved=.*committed=\([0-9]*\)KB.*/\2 \1/p' |
    sort -rn | head -6 | while read -r kilobytes name; do printf '    %4d MB  %s\n' $((kilobytes / 1024)) "$name"; done
echo "  mapped from files:"
awk '/^[0-9a-f]+-[0-9a-f]+ / { name = $6 } /^Rss:/ && name ~ /^\// { sum[name] += $2 }
    END { for (name in sum) printf "%d %s\n", sum[name], name }' "/proc/$helper/smaps" |
    sort -rn | head -3 | while read -r kilobytes name; do printf '    %4d MB  %s\n' $((kilobytes / 1024)) "${name##*/}"; done
