#!/bin/sh
# Prints what the demo's first page costs a browser that has nothing of it yet: compressed bytes with headers, and
# requests, by the browser's own network log. Fails above 60 KB. Needs /usr/bin/chromium and Maven.
# usage: bench/first-page.sh
set -eu
root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd -P)
. "$root/bench/demo.sh"
prepare_browser
begin_demo
# so that there is a story on the page
wait_for 60 grep -q '\*\* INC-1 Healed' "$work/out"
in_browser homelab.web.page.FirstPage "$link"
