#!/bin/bash
# Succeeds when the agent's loop moves, as /livez says. It costs next to nothing, unlike a command of the agent's own.
port=${DASHBOARD_PORT:-8080}
exec 3<>"/dev/tcp/127.0.0.1/$port" || { echo "nothing listens on port $port"; exit 1; }
printf 'GET /livez HTTP/1.0\r\nHost: localhost:%s\r\n\r\n' "$port" >&3
read -r -t 4 _ status _ <&3 || { echo "no answer on port $port"; exit 1; }
[ "$status" = 200 ] || { echo "the agent answers $status: its loop does not move"; exit 1; }
