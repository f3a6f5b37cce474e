#!/usr/bin/env bash
# Builds the example with the jars of this checkout and runs it: ./run.sh FILE, or ./run.sh v4l2 /dev/video0.
# Nothing is installed: the jars go to target/repo, and what Maven resolves to target/m2.
set -euo pipefail
cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")"
mkdir -p target
mvn -B -q -f ../.. -pl matting-javacv,matting-starter -am \
  -Dmaven.repo.local="$PWD/target/m2" -Dmaven.install.skip=true -Dmaven.deploy.skip=false -Dmaven.test.skip.exec=true \
  -Dspotless.check.skip=true -DaltDeploymentRepository="project::file://$PWD/target/repo" deploy
rm -rf target/m2/io/github/matting4j
mvn -B -q -Dmaven.repo.local="$PWD/target/m2" compile exec:java -Dexec.args="$*"
