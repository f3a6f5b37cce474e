#!/usr/bin/env bash
# Makes a copy of ONNX Runtime that takes its kernels for AVX2 on a processor with AVX-512 or VNNI, so that one machine
# measures two kinds. The kernels are those of an older processor; cache, clock and memory are not.
#
#   scripts/avx2-engine.sh                    the engine of this build, into matting-bench/target/avx2
#   scripts/avx2-engine.sh FOLDER LIBRARY     another library, such as Python's onnxruntime_pybind11_state*.so
#
# It prints the settings to run with. Needs x86-64 Linux, gcc, objdump, python3 and, without LIBRARY, mvn or a Maven
# repository that already holds the engine.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
folder="${1:-matting-bench/target/avx2}"
mkdir -p "$folder"
folder="$(cd "$folder" && pwd)"

if [ "$#" -gt 1 ]; then
  cp -- "$2" "$folder/"
  library="$folder/$(basename -- "$2")"
else
  jar="$(find matting-bench/target/benchmarks-lib "${HOME}/.m2/repository/com/microsoft/onnxruntime/onnxruntime" \
    -name 'onnxruntime-[0-9]*.jar' 2>/dev/null | head -n 1 || true)"
  [ -n "$jar" ] || { echo "avx2-engine.sh: no engine; run: mvn -pl matting-bench -am -DskipTests package" >&2; exit 1; }
  python3 - "$jar" "$folder" <<'PYTHON'
import pathlib, sys, zipfile
with zipfile.ZipFile(sys.argv[1]) as jar:
    for name in ("libonnxruntime.so", "libonnxruntime4j_jni.so"):
        data = jar.read("ai/onnxruntime/native/linux-x64/" + name)
        pathlib.Path(sys.argv[2], name).write_bytes(data)
PYTHON
  library="$folder/libonnxruntime.so"
fi

# Disassembled rather than searched for the two bytes, which occur in data and in other instructions too.
objdump -d --no-show-raw-insn "$library" | sed -n 's/^ *\([0-9a-f]*\):\s*cpuid.*/\1/p' >"$folder/cpuid.txt"
readelf -SW "$library" | sed -n 's/^.*\] \(\.[^ ]*\) *PROGBITS *\([0-9a-f]*\) \([0-9a-f]*\) \([0-9a-f]*\).*/\2 \3 \4/p' \
  >"$folder/sections.txt"
python3 - "$library" "$folder" <<'PYTHON'
import pathlib, sys
library, folder = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
numbers = lambda name: [[int(n, 16) for n in line.split()] for line in (folder / name).read_text().splitlines()]
code = bytearray(library.read_bytes())
places = [place for [place] in numbers("cpuid.txt")]
for place in places:
    [offset] = [place - start + at for start, at, size in numbers("sections.txt") if start <= place < start + size]
    if code[offset:offset + 2] != b"\x0f\xa2":
        sys.exit(f"avx2-engine.sh: no CPUID at {place:#x}")
    code[offset:offset + 2] = b"\xcc\x90"
if not places:
    sys.exit("avx2-engine.sh: the library has no CPUID instruction; is it for x86-64?")
library.write_bytes(code)
print(f"{library}: {len(places)} CPUID instructions replaced", file=sys.stderr)
PYTHON
rm "$folder/cpuid.txt" "$folder/sections.txt"
gcc -O2 -Wall -Werror -shared -fPIC -o "$folder/avx2_cpuid.so" scripts/avx2_cpuid.c

cat <<USE
Run with (kept graphs are laid out for the real processor, so never with a shared cache):
  LD_PRELOAD=$folder/avx2_cpuid.so java -Donnxruntime.native.path=$folder -Dmatting4j.graph.cache=off ...
USE
