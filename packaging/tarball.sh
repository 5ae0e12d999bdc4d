#!/bin/sh
# Makes target/homelab-agent-VERSION.tar.gz: what an installed homelab needs and nothing else. Unpack it anywhere and
# run ./homelab in it; it needs a Java 25 and no Maven.
set -eu
root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd -P)
cd "$root"
version=$(sed -n 's:^  <version>\(.*\)</version>:\1:p' pom.xml)
./homelab version >&2
name=homelab-agent-$version
stage=$(mktemp -d)
trap 'rm -rf "$stage"' EXIT
mkdir -p "$stage/$name/target"
cp -r homelab LICENSE README.md CHANGELOG.md docs examples packaging "$stage/$name/"
rm -f "$stage/$name/packaging/.env" target/homelab-agent-*.tar.gz
cp -r target/homelab-agent.jar target/lib "$stage/$name/target/"
tar -C "$stage" --owner=0 --group=0 --sort=name --mtime=2026-01-01 -czf "target/$name.tar.gz" "$name"
echo "target/$name.tar.gz"
