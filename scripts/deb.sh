#!/usr/bin/env bash
# Makes target/deb/matting_VERSION_ARCH.deb by jpackage: the distribution with a Java runtime of its own, below
# /opt/matting. Needs Linux, a JDK 17 or newer with jmods (JAVA_HOME, else that of javac), dpkg-deb and fakeroot, and the
# archive that 'mvn -Pdist -pl matting-dist -am -DskipTests package' builds.
set -euo pipefail
top="$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.." && pwd)"
jdk="${JAVA_HOME:-$(dirname "$(dirname "$(readlink -f "$(command -v javac)")")")}"
work="$top/target/deb"
. "$top/scripts/distribution.sh"
archive="$(distribution_archive "$top")"
version="$(basename "$archive" .tar.gz)"
version="${version#matting-}"
rm -rf "$work"
mkdir -p "$work/dist" "$work/input" "$work/resources"
tar -xzf "$archive" -C "$work/dist" --strip-components=1
cp -r "$work/dist/lib/." "$work/input"
modules="$("$jdk/bin/jdeps" --ignore-missing-deps --multi-release 17 --module-path "$work/input" \
  --print-module-deps "$work"/input/*.jar | tail -n 1)" # after its warnings
# jdk.unsupported: signals; jdk.crypto.ec: HTTPS on Java 17 and 21. Both are found by name only.
small=(--strip-java-debug-attributes --no-header-files --no-man-pages)
"$jdk/bin/jlink" --output "$work/runtime" "${small[@]}" --add-modules "$modules,jdk.unsupported,jdk.crypto.ec"
"$work/runtime/bin/java" -Xshare:dump >/dev/null # the JVM's own archive, which that of the launcher is based on
# The command has no windows and no sound; without these the package does not depend on X11's libraries.
rm -f "$work"/runtime/lib/lib{awt_xawt,splashscreen,jawt,jsound}.so
"$jdk/bin/jpackage" --type app-image --name matting --dest "$work" --runtime-image "$work/runtime" \
  --input "$work/input" --main-jar "$(basename "$(ls "$work"/input/matting-cli-*.jar)")" \
  --main-class io.github.matting4j.cli.Main
# The launcher is that of the distribution, which chooses the options by the command; it finds this layout.
cp "$work/dist/bin/matting" "$work/matting/bin/matting"
chmod 755 "$work/matting/bin/matting"
cp -r "$work/dist/share" "$work/dist/docs" "$work/dist/LICENSE" "$work/dist/NOTICE" "$work/matting"
cp "$top"/packaging/debian/* "$work/resources"
# The jars are compressed already; xz takes minutes to gain little.
export DPKG_DEB_COMPRESSOR_TYPE=gzip
"$jdk/bin/jpackage" --type deb --app-image "$work/matting" --name matting --dest "$work" \
  --app-version "${version%-SNAPSHOT}" --resource-dir "$work/resources" --linux-package-name matting \
  --description "Cuts people out of photos: soft alpha mattes from published networks"
ls -l "$work"/*.deb
