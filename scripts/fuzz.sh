#!/usr/bin/env bash
# Fuzzes what reads files, 60 seconds a target: scripts/fuzz.sh [TARGET...]
# A target is CLASS#METHOD of matting-fuzz; without any all of them run, one after the other.
# Pictures and graphs of ../shared/data/corpora, where present, are seeds beside those in
# matting-fuzz/src/test/resources. Output: target/fuzz/TARGET.log; a summary at the end.
# An input that fails is kept beside the seeds as crash-*; the exit status is then 1.
set -euo pipefail
cd "$(dirname "$0")/.."
java_files=matting-fuzz/src/test/java
corpora=../shared/data/corpora
out=target/fuzz
mkdir -p "$out"

targets=("$@")
if [ ${#targets[@]} -eq 0 ]; then
  targets=(PicturesFuzzTest#{jpeg,png,tiff,probe} GraphFuzzTest#rewriting DeployYamlFuzzTest#recipe
    ManifestFuzzTest#manifest CalibrationFuzzTest#calibration)
fi

# seed TARGET PATTERN: copies the small files of the corpora to where the fuzzer looks.
seed() {
  local class=${1%#*} method=${1#*#} file
  file=$(find "$java_files" -name "$class.java")
  file=${file#"$java_files"/}
  local folder
  folder=matting-fuzz/.cifuzz-corpus/$(tr / . <<< "${file%.java}")/$method
  mkdir -p "$folder"
  find "$corpora" -type f -size -9k -iregex "$2" -exec cp -n -t "$folder" {} +
}

failed=0
for target in "${targets[@]}"; do
  if [ -d "$corpora" ]; then
    case $target in
      *#jpeg) seed "$target" '.*\.jpe?g' ;;
      *#png) seed "$target" '.*\.png' ;;
      *#tiff) seed "$target" '.*\.tiff?' ;;
      *#probe) seed "$target" '.*\.\(jpe?g\|png\|tiff?\)' ;;
      Graph*) seed "$target" '.*\.onnx' ;;
    esac
  fi
  log=$out/$target.log
  JAZZER_FUZZ=1 mvn -o -q -B -Pfuzz -pl matting-fuzz -am test -Dspotless.check.skip=true \
    -Dtest="$target" -Dsurefire.failIfNoSpecifiedTests=false > "$log" 2>&1 || failed=1
  grep -aE 'Done [0-9]+ runs|== Java Exception|== libFuzzer|^Caused by|AssertionError' "$log" \
    | head -5 | sed "s/^/$target: /" || true
done
exit $failed
