#!/bin/sh
# Packages the library and measures it beside what else runs tasks; --help says what else
# can be asked for. Installs what is not there into ignored folders of the checkout.
set -eu
cd "$(dirname "$0")/../.."
./mvnw --batch-mode --no-transfer-progress -q package -DskipTests -pl benchmarks -am
target=benchmarks/target
java="${JAVA_HOME:+$JAVA_HOME/bin/}java"
exec "$java" -cp "$target/classes:$target/application/*:$target/baselines/*" \
	io.github.raytaskrunner.benchmarks.Benchmarks "$@"
