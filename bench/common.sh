# What the benchmarks on a Docker engine share; read by them with `.`
image=${IMAGE:-busybox:test}
work=$(mktemp -d)
helper=''
listener=''
# shellcheck disable=SC2046
cleanup() {
    [ -z "$listener" ] || kill "$listener" 2>/dev/null || true
    [ -z "$helper" ] || { kill "$helper" 2>/dev/null && wait "$helper" 2>/dev/null; } || true
    docker rm -f $(docker ps -aq --filter label=homelab-bench) >/dev/null 2>&1 || true
    rm -rf "$work"
}
trap cleanup EXIT
trap 'exit 130' INT TERM

# So that one that falls is no storm.
for i in 1 2 3; do docker run -d --label homelab-bench --name "filler-$i" "$image" sleep 10000 >/dev/null; done

# starts the agent, healing, and waits until it has looked
begin_agent() {
    export HOMELAB_DATA="$work/data" HOMELAB_MODE=heal DASHBOARD_PORT="${DASHBOARD_PORT:-18099}"
    "$here/../homelab" run > "$work/log" 2>&1 &
    helper=$!
    tries=0
    until "$here/../homelab" status 2>/dev/null | grep -qi healthy; do
        tries=$((tries + 1))
        [ $tries -lt 60 ] || { cat "$work/log" >&2; exit 1; }
        sleep 1
    done
}

# The engine keeps its last 256 events only, so they are written down as they come.
docker events --filter type=container --filter label=homelab-bench \
    --format '{{.TimeNano}} {{.Action}} {{.Actor.Attributes.name}}' > "$work/events" &
listener=$!

# what was heard of the containers whose names begin so: nanoseconds, action (one or two words), name
heard() { # PREFIX
    awk -v p="$1" 'index($NF, p) == 1' "$work/events"
}

median() { sort -n "$1" | awk '{ v[NR] = $1 } END { print NR ? (v[int((NR + 1) / 2)] + v[int((NR + 2) / 2)]) / 2 : "none" }'; }
