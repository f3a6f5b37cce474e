#!/usr/bin/env bash
# Measures the start of a small program that uses the library: processor time of a process that cuts out one photo.
# Every step adds one thing to the one before; they run in turn, so that all see the same load.
# Usage: run.sh [ROUNDS [PHOTO]], 7 rounds if not given. Needs a JDK of 17 or newer, and Maven for the first run.
# The cache of linked classes needs JDK 25; set JAVA_HOME.
set -euo pipefail
photo="$(readlink -f "${2:-$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/../../docs/images/strip.jpg}")"
cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")"
rounds=${1:-7}
bin="${JAVA_HOME:+$JAVA_HOME/bin/}"
lib=../../matting-cli/target/matting/lib
[ -d "$lib" ] || mvn -B -q -f ../.. -pl matting-cli -am -DskipTests -Dspotless.check.skip=true package

rm -rf target
mkdir -p target/classes target/lib
for module in image kernel model api graph onnx starter; do cp "$lib"/matting-"$module"-[0-9]*.jar target/lib; done
cp "$lib"/onnxruntime-*.jar target/lib
"${bin}javac" -cp 'target/lib/*' -d target/classes src/CutOut.java
"${bin}jar" --create --file target/lib/app.jar -C target/classes .
version="$("${bin}java" -XshowSettings:properties -version 2>&1 | sed -n 's/.*java.specification.version = //p')"
access=()
[ "$version" -lt 22 ] || access=(--enable-native-access=ALL-UNNAMED)

start() { # start OPTION...
  "${bin}java" "${access[@]}" -Xlog:disable -Djava.awt.headless=true "$@" -cp 'target/lib/*' CutOut "$photo" target/result.png
}

home="-Dmatting4j.home=$PWD/target/home"
short=("$home" -XX:+UseSerialGC -XX:TieredStopAtLevel=1)
early=("${short[@]}" -XX:Tier3BackEdgeThreshold=1000)
start "${early[@]}" -XX:ArchiveClassesAtExit=target/app.jsa
names=("nothing kept" "natives and graph kept" "quick compiler, serial collector" "loops compiled early" "archive of classes")
if [ "$version" -ge 25 ]; then
  start "${early[@]}" -XX:AOTCacheOutput=target/app.aot
  names+=("cache of linked classes instead")
fi
sleep 3 # the library records the hash of a file only when the file is some seconds old
start "${early[@]}"

once() { # once NUMBER
  case "$1" in
    0) rm -rf target/fresh && start "-Dmatting4j.home=$PWD/target/fresh" ;;
    1) start "$home" ;;
    2) start "${short[@]}" ;;
    3) start "${early[@]}" ;;
    4) start "${early[@]}" -XX:SharedArchiveFile=target/app.jsa ;;
    5) start "${early[@]}" -XX:AOTCache=target/app.aot ;;
  esac
}

TIMEFORMAT='%U %S'
for ((round = 0; round < rounds; round++)); do
  for i in "${!names[@]}"; do
    { time once "$i" >/dev/null 2>&1; } 2>&1 | awk '{ printf "%.3f\n", $1 + $2 }' >>"target/times-$i"
  done
done
echo "JDK $version, $rounds rounds: median processor time"
for i in "${!names[@]}"; do
  printf '%-34s %s s\n' "${names[$i]}" "$(sort -n "target/times-$i" | sed -n "$(((rounds + 1) / 2))p")"
done
ls -l target/app.* | awk '{ print $NF ": " int($5 / 1000000) " MB" }'
