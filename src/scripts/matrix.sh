#!/bin/sh
# Runs smoke tests on the versions of Ray named as arguments, by default on some from the
# oldest to the newest that is supported, and an empty application with each supported
# Spring Boot on the JDK that builds and a newer one, embedded and on the oldest and the
# newest Ray. Installs into .ray/ what is not there. Prints a line for all that works.
set -eu
cd "$(dirname "$0")/../.."
versions="${*:-2.39.0 2.44.1 2.49.2 2.53.0 2.56.1 2.60.0}"
log=target/matrix.log
mkdir -p target
status=0
./mvnw --batch-mode --no-transfer-progress verify -pl engine/ray-task-runner-tests,boot-tests/boot-4.0,boot-tests/boot-4.1 -am \
	-Dtest=NoSuch -Dsurefire.failIfNoSpecifiedTests=false -Dfailsafe.failIfNoSpecifiedTests=false '-Dit.test=RayMatrixTests,DemoApplicationIT#runsInTheMatrix' \
	"-Dray.matrix=$(echo "$versions" | tr ' ' ',')" >"$log" 2>&1 || status=$?
grep -aE '^(MATRIX|\[ERROR\])' "$log" || true
echo "matrix.sh ended with $status, see $log"
exit "$status"
