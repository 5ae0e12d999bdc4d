#!/bin/sh
# Makes target/runtime: a Java with only what the agent needs of it, from the JDK 25 that builds it. With it beside
# itself, ./homelab needs no other Java.
set -eu
root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd -P)
cd "$root"
./homelab version >&2
jdk=$(for home in "${JAVA_HOME:-}" /usr/lib/jvm/* /opt/java/* /opt/jdk*; do
    grep -qs '^JAVA_VERSION="25' "$home/release" && [ -x "$home/bin/jlink" ] && { echo "$home"; break; }
done)
[ -n "$jdk" ] || { echo "packaging/runtime.sh: no JDK 25 with jlink found; name one in JAVA_HOME" >&2; exit 1; }
# What the jars name, and what they reach only by reflection: logging, beans over JMX, names of hosts, SQL.
named=$("$jdk/bin/jdeps" --print-module-deps --ignore-missing-deps --multi-release 25 -R \
    -cp 'target/lib/*' target/homelab-agent.jar)
rm -rf target/runtime
"$jdk/bin/jlink" --add-modules "$named,java.logging,java.management,java.naming,java.sql,java.xml" \
    --no-header-files --no-man-pages --compress=zip-6 --output target/runtime
echo "target/runtime: $(du -sm target/runtime | cut -f 1) MB"
