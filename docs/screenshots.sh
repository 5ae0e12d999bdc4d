#!/bin/sh
# Takes the pictures in docs/img from the demo: light and dark, wide and phone, the first page and an incident. Waits
# until two questions and a few stories are there, which takes about 5 minutes. Needs /usr/bin/chromium, a font such as
# DejaVu and Maven.
# usage: docs/screenshots.sh [directory, docs/img]
set -eu
root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd -P)
to=$(mkdir -p "${1:-$root/docs/img}" && CDPATH='' cd -- "${1:-$root/docs/img}" && pwd -P)
. "$root/bench/demo.sh"
prepare_browser
begin_demo
two_questions() { "$root/homelab" status --json | grep -q '"pendingApprovals": *[2-9]'; }
wait_for 600 two_questions
# the link it printed has long ended
in_browser homelab.web.page.Screenshots "$("$root/homelab" link --json | sed 's/.*"link": *"\([^"]*\)".*/\1/')" "$to"
ls -l "$to"
