#!/bin/sh
# Runs smoke tests on the versions of Ray named as arguments, by default on some from the
# oldest to the newest that is supported. Installs into .ray/ what is not there. Prints a
# line for each version that works.
set -eu
cd "$(dirname "$0")/../.."
versions="${*:-2.39.0 2.44.1 2.49.2 2.53.0 2.56.1 2.60.0}"
log=target/matrix.log
mkdir -p target
status=0
./mvnw --batch-mode --no-transfer-progress verify -pl engine/ray-task-runner-tests -am \
	-Dtest=NoSuch -Dsurefire.failIfNoSpecifiedTests=false -Dit.test=RayMatrixTests \
	"-Dray.matrix=$(echo "$versions" | tr ' ' ',')" >"$log" 2>&1 || status=$?
grep -E '^(MATRIX|\[ERROR\])' "$log" || true
echo "matrix.sh ended with $status, see $log"
exit "$status"
