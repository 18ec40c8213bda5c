#!/bin/sh
# Runs the driver as a Ray job. Arguments: the class path of the driver, its main class,
# JVM options.
#
# The driver must run on exactly the cluster's version of Ray: on the jar that lies beside
# the raylet which this job descends from. A machine may have several Rays.

# as io.github.raytaskrunner.launch.DriverRefusal reads it
fail() {
	echo "RAY_TASK_RUNNER_DRIVER cannot run: $1"
	echo "RAY_TASK_RUNNER_DRIVER needs: $2"
	exit 1
}

pid=$$
while [ -n "$pid" ] && [ "$pid" -gt 1 ]; do
	case $(readlink "/proc/$pid/exe") in
	*/core/src/ray/raylet/raylet)
		raylet=$(readlink "/proc/$pid/exe")
		break
		;;
	esac
	pid=$(sed -n 's/^PPid:[[:space:]]*//p' "/proc/$pid/status")
done
[ -n "$raylet" ] || fail "no raylet was found above this job, so the cluster's ray_dist.jar is unknown" \
	"Run the cluster's nodes on Linux."
option() {
	tr '\0' '\n' <"/proc/$pid/cmdline" | sed -n "s/^--$1=//p"
}
node_ip=$(option node_ip_address)
gcs_address=$(option gcs-address)
session=$(option session_dir)
jar=${raylet%/core/src/ray/raylet/raylet}/jars/ray_dist.jar
[ -f "$jar" ] || fail "the Ray of node $node_ip has no Java: there is no $jar" \
	"Install Ray on the cluster's nodes from its wheel, which holds this file."
command -v java >/dev/null || fail "there is no java on the PATH of node $node_ip" \
	"Install a Java runtime, 17 or later, on every node, on the PATH of 'ray start'."
version=$(java -version 2>&1 | sed -n 's/.* version "\([0-9]*\).*/\1/p')
[ "${version:-17}" -ge 17 ] || fail "node $node_ip has Java $version" \
	"Install a Java runtime, 17 or later, on every node, first on the PATH of 'ray start'."
classpath=$1
main_class=$2
shift 2
# text and file names are UTF-8, whatever the node's locale
LC_ALL=C.UTF-8
export LC_ALL
# as io.github.raytaskrunner.launch.DriverCommand reads it
exec java "$@" -cp "$classpath:$jar" "$main_class" "$gcs_address" "$node_ip" "$session"
