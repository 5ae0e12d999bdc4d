#!/bin/sh
# Times from the engine's event `health_status: unhealthy` to the agent's restart reaching the engine (its `kill`
# event), by the engine's own clock, on the engine of DOCKER_HOST with the image busybox:test.
# usage: bench/with-engine.sh bench/unhealthy-to-restart.sh [containers, 30]
set -eu
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd -P)
. "$here/common.sh"
count=${1:-30}
begin_agent

n=0
while [ $n -lt "$count" ]; do
    n=$((n + 1))
    docker run -d --label homelab-bench --name "sick-$n" --stop-timeout 1 --health-cmd 'test -e /ok' \
        --health-interval 1s --health-retries 1 "$image" sh -c 'touch /ok; exec sleep 10000' >/dev/null
    sleep 3
    docker exec "sick-$n" rm /ok
    sleep 4
done
heard sick- | awk '$2 == "health_status:" && $3 == "unhealthy" { u[$4] = $1 }
    $2 == "kill" && u[$3] { printf "%d\n", ($1 - u[$3]) / 1000000; delete u[$3] }' > "$work/agent"
echo "unhealthy to restart request, median of $(wc -l < "$work/agent") of $count containers"
echo "  agent       $(median "$work/agent") ms (limit 300)"
