#!/usr/bin/env bash
# What a cutout does beside its work: scripts/side-effects.sh PHOTO
# Runs the command line in a network namespace without any network, under strace, and prints the
# connections that it tried to make and the files that it made or changed outside the
# output folder and the folder of matting4j. (The JDK itself opens and closes three sockets to see
# whether there is IPv6; they are connected to nothing.) Linux, root and strace are needed.
set -euo pipefail
photo=$(realpath "$1")
cd "$(dirname "$0")/.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trace=$work/trace
mkdir "$work/home" "$work/out"
./matting --version > "$work/version" # builds it, if need be
MATTING4J_HOME=$work/home unshare -n strace -f -qq -o "$trace" \
  -e trace=connect,bind,sendto,openat,rmdir,creat,rename,renameat,renameat2,mkdir,unlink,truncate \
  ./matting cutout "$photo" -o "$work/out" --model portrait-starter
echo "calls traced: $(wc -l < "$trace"); results: $(ls "$work/out" | wc -l)"
grep -E '(connect|bind|sendto)\(.*AF_INET' "$trace" | sed 's/^/network: /' || true
grep -E 'O_(WRONLY|RDWR|CREAT)|creat\(|rename|mkdir|rmdir|unlink\(|truncate' "$trace" \
  | grep -v ' = -1' | grep -v "$work" | grep -vE '"/(dev|proc)/|"/tmp/hsperfdata' \
  | sed 's/^/file: /' || true
