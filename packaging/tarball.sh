#!/bin/sh
# Makes target/homelab-agent-VERSION.tar.gz: what an installed homelab needs and nothing else. Unpack it anywhere and
# run ./homelab in it; it needs a Java 25 and no Maven. With --with-runtime the Java is in it, and the name says for
# which machine: target/homelab-agent-VERSION-linux-ARCH.tar.gz.
# usage: packaging/tarball.sh [--with-runtime]
set -eu
root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd -P)
cd "$root"
version=$(sed -n 's:^  <version>\(.*\)</version>:\1:p' pom.xml)
name=homelab-agent-$version
file=$name
case ${1:-} in
    '') ./homelab version >&2 ;;
    --with-runtime)
        packaging/runtime.sh >&2
        file=$name-linux-$(uname -m)
        ;;
    *) echo "packaging/tarball.sh: \"$1\" is not known; there is only --with-runtime" >&2; exit 2 ;;
esac
stage=$(mktemp -d)
trap 'rm -rf "$stage"' EXIT
mkdir -p "$stage/$name/target"
cp -r homelab LICENSE README.md CHANGELOG.md docs examples packaging "$stage/$name/"
rm -f "$stage/$name/packaging/.env" "target/$file.tar.gz"
cp -r target/homelab-agent.jar target/lib "$stage/$name/target/"
[ "$file" = "$name" ] || cp -r target/runtime "$stage/$name/runtime"
tar -C "$stage" --owner=0 --group=0 --sort=name --mtime=2026-01-01 -czf "target/$file.tar.gz" "$name"
echo "target/$file.tar.gz"
