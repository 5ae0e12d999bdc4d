#!/bin/sh
# Runs a command beside a Docker engine of its own: own data, socket and bridge, the image busybox:test, DOCKER_HOST
# set. All of it is gone afterwards. Needs root, dockerd and a static busybox.
# usage: bench/with-engine.sh COMMAND…
set -eu
home=$(mktemp -d /tmp/hleXXXXXX)
bridge="hle$$"
dockerd=''
export DOCKER_HOST="unix://$home/docker.sock" DOCKER_CONFIG="$home/cli"

cleanup() {
    [ -z "$dockerd" ] || { kill "$dockerd" 2>/dev/null && wait "$dockerd" 2>/dev/null; } || true
    ip link del "$bridge" 2>/dev/null || true
    rm -rf "$home"
}
trap cleanup EXIT
trap 'exit 130' INT TERM

ip link add "$bridge" type bridge && ip addr add 172.31.255.1/24 dev "$bridge" && ip link set "$bridge" up
dockerd --data-root "$home/data" --exec-root "$home/exec" --pidfile "$home/pid" --host "$DOCKER_HOST" \
    --bridge "$bridge" --iptables=false --ip6tables=false --ip-masq=false >"$home/log" 2>&1 &
dockerd=$!
tries=0
until docker version >/dev/null 2>&1; do
    tries=$((tries + 1))
    if [ $tries -gt 60 ] || ! kill -0 "$dockerd" 2>/dev/null; then
        tail -20 "$home/log" >&2
        echo 'the Docker engine did not start; its last words are above' >&2
        exit 1
    fi
    sleep 0.5
done

mkdir -p "$home/image/bin"
cp "$(command -v busybox)" "$home/image/bin/busybox"
for applet in sh sleep touch rm test cat; do ln -s busybox "$home/image/bin/$applet"; done
tar -C "$home/image" -c . | docker import - busybox:test >/dev/null

"$@"
