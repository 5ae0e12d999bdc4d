#!/bin/bash
# Fills a directory with what a small distribution has, taken from this machine: a shell, the programs that scripts use,
# and the libraries that they need. There is no registry to take an image from.
# usage: base-tree.sh DIRECTORY
set -euo pipefail
tree=$1
mkdir -p "$tree"/{bin,usr/bin,usr/local/bin,lib,lib64,etc,tmp,dev,proc,run,opt,var/lib,data}
chmod 1777 "$tree/tmp"
libraries=()
for program in bash sh awk cat chmod chown cksum cp cut date dirname env find flock grep head id ln ls mkdir mktemp mv \
    readlink rm rmdir sed seq sleep sort tail tar timeout touch tr uname wc install; do
    found=$(readlink -f "$(command -v "$program")")
    cp "$found" "$tree/bin/$program"
    mapfile -t -O "${#libraries[@]}" libraries < <(ldd "$found" 2>/dev/null | grep -o '/[^ ]*' || true)
done
# What the Java of the package is linked against.
mapfile -t -O "${#libraries[@]}" libraries < <(ldd "$2" 2>/dev/null | grep -o '/[^ ]*' || true)
for library in $(printf '%s\n' "${libraries[@]}" | sort -u) $(find /lib/x86_64-linux-gnu /lib/aarch64-linux-gnu \
    -maxdepth 1 \( -name 'libm.so.6' -o -name 'libdl.so.2' -o -name 'libpthread.so.0' -o -name 'librt.so.1' \) 2>/dev/null); do
    case $library in "$2"*) continue ;; esac
    [ -e "$tree$library" ] || cp -L --parents "$library" "$tree"
done
printf 'root:x:0:0:root:/root:/bin/sh\nnobody:x:65534:65534:nobody:/:/bin/sh\n' > "$tree/etc/passwd"
printf 'root:x:0:\nnogroup:x:65534:\n' > "$tree/etc/group"
