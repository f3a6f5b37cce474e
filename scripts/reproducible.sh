#!/usr/bin/env bash
# Builds the published artifacts twice, in two folders, at two times of day, in two locales and time zones, and compares every
# jar, flattened POM and bill of materials byte by byte. The umask is 022 in both: sources and Javadoc jars keep the modes of files. Needs Linux, JDK 17, Maven and git; builds the last commit.
#   scripts/reproducible.sh [MAVEN OPTIONS, such as -pl matting4j -am]
set -euo pipefail
root="$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.." && pwd)"
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT

build() { # folder, environment..., -- Maven options
  local folder="$1"
  shift
  local environment=()
  while [ "$1" != -- ]; do environment+=("$1"); shift; done
  shift
  umask 022
  mkdir -p "$folder"
  git -C "$root" archive HEAD | tar -x -C "$folder"
  (cd "$folder" && env "${environment[@]}" mvn -B -q -Ppublish -DskipTests -Dgpg.skip=true -Dspotless.check.skip=true \
    -Dlicences.phase=none "$@" verify)
}

published() { # everything that deploy would upload: jars with the name of their module (two lie deeper in target), POMs, bills of materials
  (cd "$1" && find . \( -regex '\./\([^/]*\)/target/\(.*/\)?\1-[^/]*\.jar' -o -path '*/target/.flattened-pom.xml' \
    -o -path '*/target/bom.json' \) ! -path './matting-bench/*' ! -path './matting-testdata/*' | sort)
}

build "$work/a" LC_ALL=C.UTF-8 TZ=UTC -- "$@"
build "$work/another folder" LC_ALL=C TZ=Pacific/Auckland MAVEN_OPTS="-Duser.language=tr -Duser.country=TR" -- "$@"
published "$work/a" >"$work/list-a"
published "$work/another folder" >"$work/list-b"
diff "$work/list-a" "$work/list-b"
[ -s "$work/list-a" ] || { echo "nothing was built" >&2; exit 1; }
different=0
while IFS= read -r file; do
  cmp "$work/a/$file" "$work/another folder/$file" || different=$((different + 1))
done <"$work/list-a"
echo "$(wc -l <"$work/list-a") files, $different differ"
[ "$different" -eq 0 ]
