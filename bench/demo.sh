# What is measured or shown on the demo shares; read with `.` by what has set $root. Ends the demo with its reader.
work=$(mktemp -d)
demo=''
cleanup() {
    [ -z "$demo" ] || { kill "$demo" 2>/dev/null && wait "$demo" 2>/dev/null; } || true
    rm -rf "$work"
}
trap cleanup EXIT
trap 'exit 130' INT TERM

# starts the demo on a port and in a directory of its own; $link opens its dashboard once
begin_demo() {
    "$root/homelab" version >/dev/null
    TMPDIR=$work DASHBOARD_PORT="${DASHBOARD_PORT:-18098}" "$root/homelab" demo > "$work/out" 2> "$work/log" &
    demo=$!
    wait_for 60 grep -q '^Look at it .*/enter/' "$work/out"
    link=$(sed -n 's/^Look at it *//p' "$work/out")
    HOMELAB_DATA=$(sed -n 's/.*HOMELAB_DATA=\([^ ]*\).*/\1/p' "$work/out")
    DASHBOARD_PORT=$(sed -n 's/.*DASHBOARD_PORT=\([0-9]*\).*/\1/p' "$work/out")
    export HOMELAB_DATA DASHBOARD_PORT
}

wait_for() { # SECONDS COMMAND…
    left=$1; shift
    until "$@"; do
        left=$((left - 1))
        [ $left -gt 0 ] && kill -0 "$demo" 2>/dev/null || { cat "$work/out" "$work/log" >&2; exit 1; }
        sleep 1
    done
}

# builds what in_browser runs
prepare_browser() {
    (cd "$root" && mvn -q -B test-compile dependency:build-classpath -Dmdep.outputFile="$work/classpath" \
        -Dmdep.includeScope=test) >&2
}

# runs a main class of the tests, which have the browser
in_browser() { # CLASS ARGUMENTS…
    jdk=$(for home in "${JAVA_HOME:-}" /usr/lib/jvm/* /opt/jdk* /opt/java/*; do
        grep -qs '^JAVA_VERSION="25' "$home/release" && { echo "$home"; break; }
    done)
    "${jdk:?no JDK 25 found; name it in JAVA_HOME}/bin/java" \
        -cp "$root/target/test-classes:$root/target/classes:$(cat "$work/classpath")" "$@"
}
