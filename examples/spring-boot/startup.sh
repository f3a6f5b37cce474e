#!/usr/bin/env bash
# Measures the start of the service that build.sh has built: plain, and with an archive of its classes (CDS).
# Per start: milliseconds until its health is up (the model is opened then), and processor time until then.
# Usage: startup.sh [STARTS], 5 if not given; in turn, so that both see the same load. Needs curl.
set -euo pipefail
cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")"
starts=${1:-5}
java=("${JAVA_HOME:+$JAVA_HOME/bin/}java" -Xmx512m "-Dmatting4j.home=$PWD/target/home")
port=18180

rm -rf target/extracted
"${java[@]}" -Djarmode=tools -jar target/cut-out-service-1.jar extract --destination target/extracted >/dev/null
jar=target/extracted/cut-out-service-1.jar
"${java[@]}" -XX:ArchiveClassesAtExit=target/service.jsa -Xlog:disable -Dspring.context.exit=onRefresh \
  -jar "$jar" >/dev/null 2>&1

once() { # once NAME OPTION...
  local name=$1 pid start end cpu
  shift
  start=$(date +%s%N)
  "${java[@]}" "$@" --server.port=$port >/dev/null 2>&1 &
  pid=$!
  trap 'kill "$pid"' EXIT
  until curl -fs --max-time 10 "http://localhost:$port/actuator/health" >/dev/null; do
    kill -0 "$pid"
    if [ $(($(date +%s%N) - start)) -gt 300000000000 ]; then
      echo "startup.sh: the service did not start within 5 minutes" >&2
      exit 1
    fi
    sleep 0.02
  done
  end=$(date +%s%N)
  cpu=$(awk -v hz="$(getconf CLK_TCK)" '{ sub(/.*\) /, ""); print int(($12 + $13) * 1000 / hz) }' "/proc/$pid/stat")
  trap - EXIT
  kill "$pid"
  wait "$pid" || true
  echo "$name $(((end - start) / 1000000)) ms, processor $cpu ms"
}

for ((i = 1; i <= starts; i++)); do
  once "executable jar     " -jar target/cut-out-service-1.jar
  once "extracted          " -jar "$jar"
  once "extracted, with CDS" -XX:SharedArchiveFile=target/service.jsa -Xlog:disable -jar "$jar"
done
ls -l target/service.jsa | awk '{ print "archive: " int($5 / 1000000) " MB" }'
