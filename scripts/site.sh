#!/usr/bin/env bash
# Builds the documentation site: scripts/site.sh [--check]. Result: target/site/index.html, which needs no network
# and no server. --check opens it in Chromium in addition (apt-get install chromium chromium-driver).
# Needs JDK 17, Maven, Python 3.9 and curl; the first run fetches the generator (scripts/site/requirements.txt).
# MVN is the Maven command ("mvn -o" works once the plugins are in the local repository).
set -euo pipefail
cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.."
mvn=${MVN:-mvn}
venv=target/site-generator
mkdir -p target
if ! cmp -s scripts/site/requirements.txt "$venv/requirements.txt"; then
  rm -rf "$venv"
  python3 -m venv "$venv"
  "$venv/bin/pip" install -q --disable-pip-version-check -r scripts/site/requirements.txt
  # Pages opened from files have no workers of their own, which the search needs; MIT, by the author of the theme.
  curl -sSf -o "$venv/worker.tgz" https://registry.npmjs.org/iframe-worker/-/iframe-worker-1.0.4.tgz
  echo "e8c5d12d87829c503afba01d67772ea9f4aba5b7ae57a0c98e1917711030efbb  $venv/worker.tgz" | sha256sum --check --quiet
  tar -xzf "$venv/worker.tgz" -C "$venv" package/shim/index.js
  cp scripts/site/requirements.txt "$venv/requirements.txt"
fi

# The API: the packages that a module exports to everyone, of the modules that are released.
echo "javadoc ..." >&2
sources=target/site-sources
rm -rf "$sources" target/site-api
mkdir -p "$sources"
packages=()
for module in matting-*/; do
  module=${module%/}
  java=$module/src/main/java
  case "$module" in matting-cli | matting-video | matting-bench | matting-rivals | matting-fuzz | matting-testdata | matting-dist) continue ;; esac
  [ -d "$java" ] || continue
  if [ -f "$java/module-info.java" ]; then
    exported=$(sed -nE 's/^ *exports ([a-z0-9_.]+);.*/\1/p' "$java/module-info.java")
  else
    exported=$(find "$java" -name package-info.java | while read -r file; do
      if ! grep -qiwE "hidden|internal" "$file"; then sed -nE 's/^package ([a-z0-9_.]+);.*/\1/p' "$file"; fi
    done)
  fi
  for package in $exported; do # the others are classes to Javadoc, so that nothing of them is in the pages
    folder=${package//.//}
    packages+=("$package")
    mkdir -p "$sources/$folder"
    cp "$java/$folder"/*.java "$sources/$folder/"
  done
done
$mvn -q -B -DskipTests -Dspotless.check.skip=true -pl matting-javacv,matting-spark,matting-evaluate,matting-networks,matting-starter,matting-bshm -am \
  compile dependency:build-classpath -Dmdep.outputFile=target/site-classpath.txt -Dmdep.includeScope=compile
classes=$(ls -d "$PWD"/matting-*/target/classes | paste -sd:)
classpath=$(cat matting-*/target/site-classpath.txt | tr ':' '\n' | grep '\.jar$' | sort -u | paste -sd:)
version=$(sed -nE 's/^  <version>(.*)<\/version>.*/\1/p' pom.xml | head -1)
"${JAVA_HOME:+$JAVA_HOME/bin/}javadoc" -quiet -Xdoclint:none -notimestamp -encoding UTF-8 -docencoding UTF-8 -charset UTF-8 \
  -d target/site-api -sourcepath "$sources" -classpath "$classes:$classpath" \
  -doctitle "matting4j $version" -windowtitle "matting4j $version" "${packages[@]}"

# The pages.
echo "pages ..." >&2
python3 scripts/site/pages.py . target/site-pages target/site-api
cp "$venv/package/shim/index.js" target/site-pages/iframe-worker.js
(cd scripts/site && NO_MKDOCS_2_WARNING=1 "../../$venv/bin/mkdocs" build --quiet --strict --config-file mkdocs.yml)
echo "target/site/index.html" >&2

if [ "${1:-}" = "--check" ]; then
  $mvn -q -B -Dspotless.check.skip=true -pl matting-cli -am test -Dtest=SiteInBrowserTest -Dtest.excluded.groups= \
    -Dsurefire.failIfNoSpecifiedTests=false
fi
