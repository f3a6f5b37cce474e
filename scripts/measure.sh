#!/usr/bin/env bash
# Measures every figure of docs/performance.md, docs/measurements/performance.md and docs/measurements/costs.md,
# puts the tables into them and draws the charts.
#
#   scripts/measure.sh                        everything; about half an hour on a quiet machine
#   PHOTO=ana.jpg scripts/measure.sh          with a photo of your own beside the drawn one
#   ROUNDS=5 WARM_UP=2 scripts/measure.sh     quicker and rougher
#   scripts/measure.sh chain png              these parts only, and what else stands in the document
#   PHOTOS=photos scripts/measure.sh costs    the folder of the forecast made of photos of your own
#
# Parts: chain rewriting kernels png batch cold memory costs rivals. The rivals are set up by scripts/rivals/setup.sh
# in the folder RIVALS (default matting-rivals/target/rivals, 5 GB), which says what they need; what is
# missing is left out with a message. "rivals-setup" sets up and measures nothing.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
rounds="${ROUNDS:-21}"
warm_up="${WARM_UP:-8}"
parts=("$@")
[ "$#" -gt 0 ] || parts=(chain rewriting kernels png batch cold memory costs rivals)
few() { echo $((rounds < 5 ? rounds : 5)); }

mvn -q -B -Privals -pl matting-bench,matting-rivals,matting-cli -am -DskipTests -Dspotless.check.skip=true package
java=("${JAVA_HOME:+$JAVA_HOME/bin/}java" -Xmx4g -Djava.awt.headless=true)
ratios=("${java[@]}" -cp matting-bench/target/benchmarks.jar io.github.matting4j.bench.ratios.Ratios)
rivals=("${java[@]}" -cp "matting-rivals/target/lib/*" io.github.matting4j.rivals.Rivals)
cache="${RIVALS:-matting-rivals/target/rivals}"
turns=(--rounds "$rounds" --warm-up "$warm_up")

for part in "${parts[@]}"; do
  case "$part" in
    chain)
      for size in 1920x1080 4000x3000; do
        "${ratios[@]}" chain --size "$size" "${turns[@]}"
        "${ratios[@]}" chain --size "$size" "${turns[@]}" --rewriting on --name "chain-rewritten-$size"
        [ -z "${PHOTO:-}" ] || "${ratios[@]}" chain --size "$size" --photo "$PHOTO" "${turns[@]}"
      done
      ;;
    kernels | png)
      for size in 1920x1080 4000x3000; do "${ratios[@]}" "$part" --size "$size" "${turns[@]}"; done
      ;;
    batch)
      for size in 1920x1080 4000x3000; do
        "${ratios[@]}" batch --size "$size" --rounds "$(few)" --warm-up 1 --rewriting on
      done
      ;;
    rewriting | cold) "${ratios[@]}" "$part" "${turns[@]}" ;;
    memory)
      for size in 1920x1080 4000x3000; do
        "${ratios[@]}" memory --size "$size" --rounds "$(few)" --warm-up 0
      done
      ;;
    costs)
      "${ratios[@]}" costs
      ./matting --version >/dev/null # builds the launcher's folder
      "${ratios[@]}" forecast ${PHOTOS:+--originals "$PHOTOS"}
      "${ratios[@]}" costs-chart
      ;;
    rivals-setup) scripts/rivals/setup.sh "$cache" || echo "measure.sh: some rivals are left out; see above" >&2 ;;
    rivals)
      scripts/rivals/setup.sh "$cache" || echo "measure.sh: some rivals are left out; see above" >&2
      python="$cache/rembg/bin/python"
      [ -x "$python" ] || python="${PYTHON:-python3}"
      "${rivals[@]}" --size 1920x1080 "${turns[@]}" --python "$python"
      "${rivals[@]}" --size 4000x3000 --rounds "$(few)" --warm-up 3 --python "$python"
      programs=("${PYTHON:-python3}" scripts/rivals/measure.py --cache "$cache")
      for size in 1920x1080 4000x3000; do
        "${java[@]}" -cp "matting-rivals/target/lib/*" io.github.matting4j.rivals.PictureFiles \
          "${PHOTO:-drawn}" "$size" "$cache/pictures/$size"
      done
      # Builds the launcher's folder and has it make its archive of classes, once.
      ./matting cutout "$cache/pictures/1920x1080/photo.jpg" -o "$cache/pictures/cutout.png" --model portrait-starter --quiet
      "${programs[@]}" --size 1920x1080 --picture "$cache/pictures/1920x1080" --photo "${PHOTO:-drawn}"
      "${programs[@]}" --size 4000x3000 --picture "$cache/pictures/4000x3000" --photo "${PHOTO:-drawn}" \
        --light --rounds 3 --warm-up 10 --cold 2
      ;;
    *)
      echo "measure.sh: there is no part \"$part\"" >&2
      exit 2
      ;;
  esac
done

for page in docs/performance.md docs/measurements/performance.md docs/measurements/costs.md; do "${ratios[@]}" docs "$page"; done
results=matting-bench/target/results
if [ -f "$results/rivals-1920x1080.json" ] && [ -f "$results/rivals-4000x3000.json" ]; then
  "${ratios[@]}" chart "$results/rivals-1920x1080.json" "$results/rivals-4000x3000.json"
fi
