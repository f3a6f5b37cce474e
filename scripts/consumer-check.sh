#!/usr/bin/env bash
# Publishes every module into a folder, then uses it from there as another project would: an empty local repository,
# that folder and Maven Central. Needs Linux, JDK 17, Maven, unzip, a network; gpg, or nothing is signed.
#   scripts/consumer-check.sh [PHOTO]
# CONSUMER_JAVA names further JDKs or JREs to run on, by their homes; CONSUMER_REPOSITORY names a folder that was published into
# before, and nothing is built. Everything is left in target/consumer-check.
set -euo pipefail
root="$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.." && pwd)"
photo="$(readlink -f "${1:-$root/docs/images/strip.jpg}")"
work="$root/target/consumer-check"
repo="${CONSUMER_REPOSITORY:-$work/repository}"
group="$repo/io/github/matting4j"
failures=0
fail() { echo "FAILED: $*" >&2; failures=$((failures + 1)); }
# Not a pipe into grep -q: that closes the pipe at the first match, and pipefail takes unzip's end for a missing entry.
has() { grep -qxF "$2" <<<"$(unzip -Z1 "$1")"; }

rm -rf "$work"
mkdir -p "$work"
sign=(-Dgpg.skip=true)
if [ -n "${CONSUMER_REPOSITORY:-}" ]; then
  echo "nothing is published; signatures are not checked"
elif command -v gpg >/dev/null; then
  # A key for this run alone.
  GNUPGHOME="$(mktemp -d)"
  export GNUPGHOME
  trap 'gpgconf --kill all; rm -rf "$GNUPGHOME"' EXIT
  gpg --batch --quiet --passphrase '' --quick-generate-key 'consumer-check <none@example.org>' ed25519 sign never 2>/dev/null
  sign=()
else
  echo "gpg is missing: nothing is signed"
fi

if [ -z "${CONSUMER_REPOSITORY:-}" ]; then
  echo "== publishing into $repo"
  (cd "$root" && mvn -B -q -Ppublish -DskipTests -Dmaven.install.skip=true -Dspotless.check.skip=true ${sign[@]+"${sign[@]}"} ${CONSUMER_MAVEN_OPTIONS:-} \
    -DaltDeploymentRepository="folder::file://$repo" deploy)
fi

echo "== what was published"
published="$(cd "$group" && ls)"
echo $published
for absent in matting-testdata matting-bench matting-rivals matting-fuzz; do
  [ ! -e "$group/$absent" ] || fail "$absent is for this build only and was published"
done
jars=0
while IFS= read -r jar; do
  jars=$((jars + 1))
  for entry in META-INF/LICENSE META-INF/NOTICE; do has "$jar" "$entry" || fail "$jar has no $entry"; done
done < <(find "$repo" -name '*.jar')
echo "$jars jars with META-INF/LICENSE and META-INF/NOTICE"
for artifact in $published; do
  pom="$(find "$group/$artifact" -name '*.pom' | sort | tail -n 1)"
  for element in name description url license developer scm; do
    grep -q "<$element[ >]" "$pom" || fail "$pom has no <$element>"
  done
  if [ "$artifact" != matting4j-parent ] && grep -q '<parent>' "$pom"; then fail "$pom needs its parent"; fi
  if grep -qE '<scope>test|matting-testdata|<build>' "$pom"; then
    [ "$artifact" = matting4j-parent ] || fail "$pom has parts of the build"
  fi
  grep -q '<packaging>pom' "$pom" && continue
  for kind in sources javadoc; do
    [ -n "$(find "$group/$artifact" -name "*-$kind.jar")" ] || fail "$artifact has no $kind"
  done
  [ -n "$(find "$group/$artifact" -name '*-cyclonedx.json')" ] || fail "$artifact has no bill of materials"
done
if [ ${#sign[@]} -eq 0 ]; then
  while IFS= read -r file; do
    gpg --batch --quiet --verify "$file.asc" "$file" 2>/dev/null || fail "$file has no valid signature"
  done < <(find "$repo" -name '*.jar' -o -name '*.pom')
fi
starter="$(find "$group/matting-starter" -name '*.jar' ! -name '*-sources.jar' ! -name '*-javadoc.jar')"
for credits in MODEL_CARD.md coco-pictures.tsv textbook-pictures.tsv more-pictures.tsv; do
  has "$starter" "META-INF/matting-starter/$credits" || fail "the starter's jar has no $credits"
done
for artifact in $published; do
  jar="$(find "$group/$artifact" -name '*.jar' ! -name '*-sources.jar' ! -name '*-javadoc.jar' ! -name '*-tests.jar')"
  if [ -n "$jar" ] && has "$jar" module-info.class; then
    jar --describe-module --file "$jar" | sed -n 's/^exports \([^ ]*\)$/\1/p' | sort >"$work/exported"
    unzip -Z1 "$group/$artifact"/*/*-javadoc.jar | sed -n 's:^[^/]*/\(io/.*\)/package-summary.html$:\1:p' | tr / . | sort >"$work/documented"
    hidden="$(comm -13 "$work/exported" "$work/documented")"
    [ -z "$hidden" ] || fail "the Javadoc of $artifact has hidden packages:" $hidden
  fi
done

cp -r "$root/scripts/consumer" "$work/consumer"
version="$(sed -n '0,/<version>/s:.*<version>\(.*\)</version>.*:\1:p' "$root/pom.xml")"
consumer() {
  (cd "$work/consumer" && mvn -B -q -Dmaven.repo.local="$work/m2" -Dfolder.repository="file://$repo" \
    -Dmatting4j.version="$version" "$@")
}
echo "== a program with the dependency matting4j alone"
consumer compile dependency:copy-dependencies
bytes="$(cat "$work"/consumer/target/lib/*.jar | wc -c)"
echo "$(ls "$work/consumer/target/lib" | wc -l) jars, $bytes bytes:" $(ls "$work/consumer/target/lib")
[ "$bytes" -lt 60000000 ] || fail "matting4j brings $bytes bytes"
ls "$work/consumer/target/lib" | grep -qi tensorflow && fail "matting4j brings TensorFlow"

mkdir -p "$work/unnamed"
javac --release 17 -d "$work/unnamed" -cp "$work/consumer/target/lib/*" "$work/consumer/src/main/java/consumer/CutOut.java"
run() { # java, what, options
  local java="$1" what="$2" result log="$work/log"
  shift 2
  result="$work/$(echo "$what" | tr ' ' '-').png"
  if ! "$java" -Djava.awt.headless=true "$@" "$photo" "$result" >"$log" 2>&1; then fail "$what: $(cat "$log")"; fi
  [ ! -s "$log" ] || fail "$what printed $(cat "$log")"
  [ -s "$result" ] || fail "$what wrote nothing"
  echo "$what: $(wc -c <"$result") bytes"
}
# The library reaches into ONNX Runtime by reflection; what it cannot reach it says at FINE, and nowhere else.
printf '%s\n' handlers=java.util.logging.ConsoleHandler java.util.logging.ConsoleHandler.level=FINE \
  io.github.matting4j.level=FINE >"$work/logging.properties"
logged() { # java, what, options
  local java="$1" what="$2" log="$work/logged"
  shift 2
  "$java" -Djava.awt.headless=true -Djava.util.logging.config.file="$work/logging.properties" "$@" "$photo" "$work/logged.png" >"$log" 2>&1 || fail "$what, logged, ended with $?"
  grep -q 'ONNX Runtime was loaded from' "$log" || fail "$what logged $(cat "$log")"
  if grep -E 'cannot (see|keep) .*ONNX Runtime' "$log"; then fail "$what cannot reach into ONNX Runtime"; fi
}
for home in "$(dirname "$(dirname "$(readlink -f "$(command -v java)")")")" ${CONSUMER_JAVA:-}; do
  java="$home/bin/java"
  feature="$("$java" -XshowSettings:properties -version 2>&1 | sed -n 's/.*java.specification.version = //p')"
  run "$java" "JDK $feature class path" --enable-native-access=ALL-UNNAMED -cp "$work/unnamed:$work/consumer/target/lib/*" consumer.CutOut
  run "$java" "JDK $feature module path" --enable-native-access=io.github.matting4j.onnx,com.microsoft.onnxruntime -p "$work/consumer/target/classes:$work/consumer/target/lib" -m consumer/consumer.CutOut
  logged "$java" "JDK $feature class path" --enable-native-access=ALL-UNNAMED -cp "$work/unnamed:$work/consumer/target/lib/*" consumer.CutOut
  logged "$java" "JDK $feature module path" --enable-native-access=io.github.matting4j.onnx,com.microsoft.onnxruntime -p "$work/consumer/target/classes:$work/consumer/target/lib" -m consumer/consumer.CutOut
done
results=("$work"/JDK*.png)
for result in "${results[@]}"; do cmp "${results[0]}" "$result" || fail "results differ"; done

echo "== the other artifacts, by their trees"
tree() { consumer dependency:tree -DoutputFile="$work/$1.txt" -Dmatting4j.artifact="$1" -Dmatting4j.type="$2" && cat "$work/$1.txt"; }
tree matting-gpu pom
grep -q 'onnxruntime_gpu:jar' "$work/matting-gpu.txt" || fail "matting-gpu brings no onnxruntime_gpu"
grep -q 'onnxruntime:jar' "$work/matting-gpu.txt" && fail "matting-gpu brings onnxruntime too"
tree matting-gpu-tensorflow pom
grep -q 'libtensorflow_jni_gpu:jar' "$work/matting-gpu-tensorflow.txt" || fail "matting-gpu-tensorflow brings no libtensorflow_jni_gpu"
grep -q 'libtensorflow_jni:jar' "$work/matting-gpu-tensorflow.txt" && fail "matting-gpu-tensorflow brings libtensorflow_jni too"
tree matting-bshm jar
grep -q 'libtensorflow_jni:jar' "$work/matting-bshm.txt" || fail "matting-bshm brings no libtensorflow_jni"

if [ "$failures" -gt 0 ]; then echo "$failures checks failed" >&2; exit 1; fi
echo "all checks passed"
