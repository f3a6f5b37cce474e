#!/usr/bin/env bash
# An application with its own Java runtime, made in three ways, each of which cuts out a photo without any other JDK:
#   modules   jlink links the program, this library and the JDK; ONNX Runtime's jar gets the descriptor that it lacks
#   jars      jlink links the JDK's modules only; the program's jars stay as they are, on the module path
#   jpackage  the second as a folder with a native launcher, as jpackage makes it for every system
# Run scripts/consumer-check.sh first: the program is scripts/consumer, its jars are those that Maven resolved for it.
# Needs Linux and a JDK 17 or newer with jmods, jlink and jpackage (JAVA_HOME, else that of java).
#   scripts/jlink-app.sh [PHOTO]
set -euo pipefail
root="$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.." && pwd)"
photo="$(readlink -f "${1:-$root/docs/images/strip.jpg}")"
program="$root/target/consumer-check/consumer/target"
jdk="${JAVA_HOME:-$(dirname "$(dirname "$(readlink -f "$(command -v javac)")")")}"
work="$root/target/jlink"
[ -d "$program/lib" ] || { echo "$program/lib is missing; run scripts/consumer-check.sh first" >&2; exit 1; }
rm -rf "$work"
mkdir -p "$work/jars"
cp "$program"/lib/*.jar "$work/jars"
"$jdk/bin/jar" --create --file "$work/jars/consumer.jar" --main-class consumer.CutOut -C "$program/classes" .
feature="$("$jdk/bin/java" -XshowSettings:properties -version 2>&1 | sed -n 's/.*java.specification.version = //p')"
small=(--strip-java-debug-attributes --no-header-files --no-man-pages --compress=zip-6)
if [ "$feature" -lt 21 ]; then small[3]=--compress=2; fi
native=--enable-native-access=io.github.matting4j.onnx,com.microsoft.onnxruntime

check() { # what, folder, command...
  local what="$1" folder="$2" start
  shift 2
  start=$(date +%s%N)
  env -i PATH=/usr/bin:/bin HOME="$work/home" "$@" "$photo" "$work/$what.png"
  cmp "$work/$what.png" "$work/modules.png"
  echo "$what: $(du -sm "$folder" | cut -f1) MB, $(wc -c <"$work/$what.png") bytes of PNG, $((($(date +%s%N) - start) / 1000000)) ms"
}

# ONNX Runtime's jar has a module name in its manifest and no descriptor; jlink takes explicit modules only.
# The copy with the descriptor is for this image; the natives in it are unchanged. The module is open, as one by its name alone
# is: this library reads private fields of ONNX Runtime.
mkdir -p "$work/explicit" "$work/generated"
cp "$work"/jars/*.jar "$work/explicit"
engine="$(echo "$work"/explicit/onnxruntime-*.jar)"
"$jdk/bin/jdeps" --ignore-missing-deps --multi-release "$feature" --generate-open-module "$work/generated" "$engine" >/dev/null
source="$work/generated/com.microsoft.onnxruntime"
[ -f "$source/module-info.java" ] || source="$source/versions/$feature"
"$jdk/bin/javac" --patch-module com.microsoft.onnxruntime="$engine" -d "$work/generated" "$source/module-info.java"
"$jdk/bin/jar" --update --file "$engine" -C "$work/generated" module-info.class
# jdk.crypto.ec: HTTPS of the store on JDK 17 and 21. Backends are services; jlink does not follow those by itself.
"$jdk/bin/jlink" --module-path "$work/explicit" --output "$work/modules" "${small[@]}" \
  --add-modules consumer,io.github.matting4j.starter,io.github.matting4j.ppmatting,jdk.crypto.ec
check modules "$work/modules" "$work/modules/bin/java" "$native" -m consumer/consumer.CutOut

printf '%s\n' handlers=java.util.logging.ConsoleHandler java.util.logging.ConsoleHandler.level=FINE \
  io.github.matting4j.level=FINE >"$work/logging.properties"
"$work/modules/bin/java" -Djava.util.logging.config.file="$work/logging.properties" "$native" -m consumer/consumer.CutOut \
  "$photo" "$work/logged.png" >"$work/logged" 2>&1
grep -q 'ONNX Runtime was loaded from' "$work/logged"
if grep -E 'cannot (see|keep) .*ONNX Runtime' "$work/logged"; then exit 1; fi

modules="$("$work/modules/bin/java" --list-modules | sed -n 's/^\(\(java\|jdk\)\.[^@]*\).*/\1/p' | paste -sd,)"
"$jdk/bin/jlink" --output "$work/jars-image" "${small[@]}" --add-modules "$modules"
mv "$work/jars" "$work/jars-image/app"
echo "the JDK's modules: $modules"
check jars "$work/jars-image" "$work/jars-image/bin/java" "$native" -p "$work/jars-image/app" -m consumer/consumer.CutOut

mv "$work/jars-image/app" "$work/jars"
"$jdk/bin/jpackage" --type app-image --name cut-out --dest "$work" --runtime-image "$work/jars-image" \
  --input "$work/jars" --main-jar consumer.jar --main-class consumer.CutOut \
  --java-options --enable-native-access=ALL-UNNAMED
check jpackage "$work/cut-out" "$work/cut-out/bin/cut-out"
