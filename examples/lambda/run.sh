#!/usr/bin/env bash
# Builds the function with the jars of this checkout and measures its cold starts on this machine, plain and with an
# archive of its classes, in turn: run.sh [ROUNDS [PHOTO]]. Needs Linux, JDK 17 and Maven.
# Nothing is installed: the jars go to target/repo, and what Maven resolves to target/m2.
set -euo pipefail
photo="$(readlink -f "${2:-$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/../../docs/images/strip.jpg}")"
cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")"
mkdir -p target
mvn -B -q -f ../.. -pl matting-starter -am \
  -Dmaven.repo.local="$PWD/target/m2" -Dmaven.install.skip=true -Dmaven.deploy.skip=false -Dmaven.test.skip.exec=true \
  -Dspotless.check.skip=true -DaltDeploymentRepository="project::file://$PWD/target/repo" deploy
rm -rf target/m2/io/github/matting4j
mvn -B -q -Dmaven.repo.local="$PWD/target/m2" package
rm -rf target/home
"${JAVA_HOME:+$JAVA_HOME/bin/}java" -cp target/test-classes example.ColdStarts "${1:-5}" "$photo"
