#!/bin/sh
# Runs the driver as a Ray job. Arguments: the class path of the driver, JVM options.
#
# The driver must run on exactly the cluster's version of Ray: on the jar that lies beside
# the raylet which this job descends from. A machine may have several Rays.
pid=$$
while [ -n "$pid" ] && [ "$pid" -gt 1 ]; do
	case $(readlink "/proc/$pid/exe") in
	*/core/src/ray/raylet/raylet)
		raylet=$(readlink "/proc/$pid/exe")
		jar=${raylet%/core/src/ray/raylet/raylet}/jars/ray_dist.jar
		break
		;;
	esac
	pid=$(sed -n 's/^PPid:[[:space:]]*//p' "/proc/$pid/status")
done
if [ -z "$jar" ]; then
	echo "No raylet found above this job, so the cluster's ray_dist.jar is unknown" >&2
	exit 1
fi
if [ ! -f "$jar" ]; then
	echo "The cluster's Ray has no Java: there is no $jar" >&2
	exit 1
fi
if ! command -v java >/dev/null; then
	echo "There is no java on the PATH of the node that runs this job" >&2
	exit 1
fi
classpath=$1
shift
exec java "$@" -cp "$classpath:$jar" io.github.raytaskrunner.driver.DriverMain
