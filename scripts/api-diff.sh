#!/usr/bin/env bash
# Reports what changed in the public API since a commit or tag: scripts/api-diff.sh [REV]
# REV is the last tag, or the last commit where there is no tag. All released modules but the command line
# are compared as one, so that a class that moved to another module is no change. A package counts if a
# module exports it to everyone, or, in modules without module-info.java, unless its package-info.java says
# "hidden" or "internal". Result: target/api-diff/report.html, report.md, and the figures on standard output.
# MVN is the Maven command ("mvn -o" works once the plugins are in the local repository).
set -euo pipefail
cd "$(dirname "$0")/.."
rev=$(git rev-parse --short "${1:-$(git describe --tags --abbrev=0 2>/dev/null || echo HEAD)}^{commit}")
mvn=${MVN:-mvn}
tool=com.github.siom79.japicmp:japicmp:0.26.1:jar:jar-with-dependencies
out=$PWD/target/api-diff
mkdir -p "$out"

modules() { # the released modules with an API of a checkout
  (cd "$1" && ls -d matting-*/) | tr -d / | grep -vE -- '-(cli|bench|rivals|fuzz|testdata|bom|gpu|gpu-tensorflow)$'
}

build() { # compiles a checkout without tests
  (cd "$1" && $mvn -q -B -DskipTests -Dspotless.check.skip=true package \
    -pl "$(modules . | paste -sd,)" -am)
}

# keep CHECKOUT FOLDER: copies the jars and the list of public packages to a folder
keep() {
  local checkout=$1 to=$2 module sources package
  rm -rf "$to"
  mkdir -p "$to"
  for module in $(modules "$checkout"); do
    find "$checkout/$module/target" -maxdepth 1 -name "$module-*.jar" \
      ! -name '*-tests.jar' ! -name '*-sources.jar' ! -name '*-javadoc.jar' -exec cp -t "$to" {} +
    sources=$checkout/$module/src/main/java
    if [ -f "$sources/module-info.java" ]; then
      sed -nE 's/^ *exports ([a-z0-9_.]+);.*/\1/p' "$sources/module-info.java"
    else
      find "$sources" -name package-info.java | while read -r package; do
        if ! grep -qiwE "hidden|internal" "$package"; then
          sed -nE 's/^package ([a-z0-9_.]+);.*/\1/p' "$package"
        fi
      done
    fi
  done | sort -u > "$to/packages.part"
  mv "$to/packages.part" "$to/packages" # the last step, by which a complete folder is known
}

jars() { find "$1" -name '*.jar' | sort | paste -sd';'; }

old=$out/$rev
if [ ! -f "$old/packages" ]; then
  echo "building $rev ..." >&2
  work=$(mktemp -d)
  trap 'git worktree remove --force "$work/checkout" 2>/dev/null; rm -rf "$work"' EXIT
  git worktree add -q --detach "$work/checkout" "$rev"
  build "$work/checkout"
  keep "$work/checkout" "$old"
fi
echo "building the working tree ..." >&2
build .
keep . "$out/new"

jar=$out/japicmp-0.26.1-jar-with-dependencies.jar
if [ ! -f "$jar" ]; then
  $mvn -q -B dependency:copy -N -Dartifact=$tool -DoutputDirectory="$out"
fi
compare=(java -jar "$jar" --old "$(jars "$old")" --new "$(jars "$out/new")"
  --include "$(sort -u "$old/packages" "$out/new/packages" | paste -sd';')" --include-exclusively
  --only-modified --ignore-missing-classes --no-annotations -a protected --report-only-filename)
"${compare[@]}" --html-file "$out/report.html" > "$out/report.txt"
"${compare[@]}" --markdown > "$out/report.md"

count() { grep -cE "^[[:space:]]*$1" "$out/report.txt" || true; }
types='(CLASS|INTERFACE|ENUM|RECORD|ANNOTATION):'
members='(METHOD|CONSTRUCTOR|FIELD):'
echo "Public API since $rev, members of new and removed types included:"
echo "types:   $(count "[+]{3}!? *NEW $types") new, $(count "---!? *REMOVED $types") removed," \
  "$(count "[*]{3}! *MODIFIED $types") changed incompatibly"
echo "members: $(count "[+]{3}!? *NEW $members") new, $(count "---!? *REMOVED $members") removed," \
  "$(count "[*]{3}! *MODIFIED $members") changed incompatibly"
echo "details: $out/report.html, $out/report.md"
