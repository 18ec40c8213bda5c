/*
 * Copyright 2026-present the original author or authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *      https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */

package io.github.raytaskrunner.autoconfigure;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.github.raytaskrunner.backend.ray.RaySettings.DriverLaunch;
import io.github.raytaskrunner.backend.ray.RaySettings.Startup;
import io.github.raytaskrunner.settings.RunnerSettings.WhenFull;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.logging.LogLevel;
import org.springframework.util.unit.DataSize;

/**
 * Configuration properties for the Ray task runner. Unknown names are errors.
 *
 * @param enabled Whether to create a RayTaskRunner.
 * @param address Where tasks run: 'local' (a temporary Ray cluster on this machine),
 * 'embedded' (in this process, without Ray), 'auto' (the cluster of RAY_ADDRESS, else the
 * one running on this machine, else as 'local'), or the address of a Ray cluster:
 * 'http(s)://host:8265' of its dashboard, 'ray://host:10001' or 'host:6379'. By default
 * as 'auto', but 'embedded' where there is no Ray, and in Spring's tests.
 * @param dashboardAddress Address of the Ray cluster's dashboard. By default where Ray
 * has recorded it, else port 8265 of the host in 'ray.address'.
 * @param dashboardSslBundle Name of an SSL bundle that trusts the certificate of an https
 * dashboard, and may hold one to present. By default what the JVM trusts.
 * @param auth Authentication at the Ray cluster.
 * @param startup What to do at the start while Ray is out of reach: fail, or start all
 * the same and go on trying in the background.
 * @param home Ray installation to use for a temporary cluster: a Python environment that
 * contains Ray. By default the one whose 'ray' command is on the PATH.
 * @param init Arguments of ray.init for a temporary cluster.
 * @param runner Settings of the task runner itself.
 * @param driver Settings of the driver process.
 * @param worker Settings of Ray's worker processes.
 * @param beans Beans that tasks captured.
 * @param executor Settings of the task executor.
 * @param profiles Options by name of the profile, for tasks that ask for it.
 * @param shutdown Settings for the end of the application.
 */
@ConfigurationProperties(prefix = "ray", ignoreUnknownFields = false)
public record RayProperties(@DefaultValue("true") boolean enabled, @Nullable String address,
		@Nullable URI dashboardAddress, @Nullable String dashboardSslBundle, @DefaultValue Auth auth,
		@DefaultValue("fail") Startup startup, @Nullable Path home, @DefaultValue Init init,
		@DefaultValue Runner runner, @DefaultValue Driver driver, @DefaultValue Worker worker,
		@DefaultValue Beans beans, @DefaultValue Executor executor, @DefaultValue Map<String, Profile> profiles,
		@DefaultValue Shutdown shutdown) {

	/**
	 * Return the same properties for another cluster, without the token and the SSL
	 * bundles of the one that they name.
	 * @param connection where that cluster is
	 * @return new properties
	 */
	RayProperties connectedTo(RayConnectionDetails connection) {
		return new RayProperties(this.enabled, connection.getAddress(), connection.getDashboardAddress(), null,
				new Auth(connection.getToken(), null), this.startup, this.home, this.init, this.runner,
				this.driver.withoutSsl(), this.worker, this.beans, this.executor, this.profiles, this.shutdown);
	}

	/**
	 * Authentication at an existing Ray cluster.
	 *
	 * @param token Token that the cluster asks for.
	 * @param tokenPath File that holds the token. By default '~/.ray/auth_token' if the
	 * cluster asks for a token.
	 */
	public record Auth(@Nullable String token, @Nullable Path tokenPath) {

		@Override
		public String toString() {
			return "Auth[token=" + ((this.token != null) ? "******" : "null") + ", tokenPath=" + this.tokenPath + "]";
		}

	}

	/**
	 * Arguments of ray.init.
	 *
	 * @param numCpus Number of CPUs of the cluster, and of tasks that run at once when
	 * embedded. By default those of this machine.
	 * @param numGpus Number of GPUs of the cluster. By default those that Ray detects.
	 * @param resources Custom resources of the cluster, amount by name.
	 * @param labels Labels of the cluster's node.
	 * @param objectStoreMemory Memory of Ray's object store.
	 * @param memory Memory that tasks can reserve. By default what Ray leaves free.
	 * @param namespace Ray namespace. By default the name of the application.
	 * @param runtimeEnv Runtime environment of all tasks.
	 * @param includeDashboard Whether there is a dashboard. It is needed, so nothing but
	 * true is accepted.
	 * @param dashboardHost Address that Ray's dashboard listens on. By default loopback.
	 * @param dashboardPort Port of Ray's dashboard. By default any free one.
	 * @param loggingLevel Level of what Ray itself logs in driver and workers.
	 * @param logToDriver Whether what tasks log and print on the cluster appears in the
	 * log of this application.
	 * @param nodeName Name of the cluster's node.
	 * @param objectSpillingDirectory Directory for objects that do not fit into memory.
	 * @param plasmaDirectory Directory of the object store's memory-mapped files.
	 * @param metricsExportPort Port of the node's Prometheus metrics. By default any free
	 * one.
	 * @param systemConfig Ray's internal settings, value by name.
	 * @param enableResourceIsolation Whether Ray reserves CPU and memory for its own
	 * processes by cgroups.
	 * @param cgroupPath Control group below which Ray isolates resources.
	 * @param systemReservedCpu Number of CPUs reserved for Ray's own processes.
	 * @param systemReservedMemory Memory reserved for Ray's own processes.
	 */
	public record Init(@Nullable Integer numCpus, @Nullable Integer numGpus,
			@DefaultValue Map<String, Double> resources, @DefaultValue Map<String, String> labels,
			@Nullable DataSize objectStoreMemory, @Nullable DataSize memory, @Nullable String namespace,
			@DefaultValue RuntimeEnv runtimeEnv, @Nullable Boolean includeDashboard, @Nullable String dashboardHost,
			@Nullable Integer dashboardPort, @Nullable LogLevel loggingLevel, @DefaultValue("true") boolean logToDriver,
			@Nullable String nodeName, @Nullable String objectSpillingDirectory, @Nullable String plasmaDirectory,
			@Nullable Integer metricsExportPort, @DefaultValue Map<String, String> systemConfig,
			@Nullable Boolean enableResourceIsolation, @Nullable String cgroupPath, @Nullable Double systemReservedCpu,
			@Nullable DataSize systemReservedMemory) {

	}

	/**
	 * Runtime environment of all tasks.
	 *
	 * @param envVars Environment variables of the processes that run tasks, value by
	 * name.
	 * @param config Settings of how the environment is set up.
	 */
	public record RuntimeEnv(@DefaultValue Map<String, String> envVars, @DefaultValue RuntimeEnvConfig config) {

	}

	/**
	 * Settings of how a runtime environment is set up.
	 *
	 * @param setupTimeoutSeconds Time that setting up may take, or -1 for no limit.
	 * @param eagerInstall Whether a node sets up the environment before the first task
	 * needs it.
	 */
	public record RuntimeEnvConfig(@Nullable Integer setupTimeoutSeconds, @Nullable Boolean eagerInstall) {

	}

	/**
	 * Settings of the task runner itself.
	 *
	 * @param maxPendingSize Most memory that the captures of unfinished tasks may take.
	 * By default a quarter of the heap.
	 * @param maxUnfinished Number of tasks that may be unfinished.
	 * @param whenFull What submitting does beyond these limits.
	 * @param crashRetries How often a task is run again when the process that runs it
	 * dies.
	 * @param reconnectTimeout Time that tasks wait for a driver or cluster that was lost
	 * to come back, before they end as crashed and new ones are rejected.
	 * @param timeLimit Time limit of each attempt of a task. By default none.
	 * @param retry When a task is run again that threw an exception.
	 */
	public record Runner(@Nullable DataSize maxPendingSize, @DefaultValue("100000") int maxUnfinished,
			@DefaultValue("block") WhenFull whenFull, @DefaultValue("3") int crashRetries,
			@DefaultValue("10m") Duration reconnectTimeout, @Nullable Duration timeLimit, @DefaultValue Retry retry) {

	}

	/**
	 * When a task is run again that threw an exception or exceeded its time limit.
	 *
	 * @param maxRetries How often a task is run again. By default never.
	 * @param delay Time to wait before the first retry. By default a second.
	 * @param multiplier Factor by which that time grows from one retry to the next. By
	 * default 1.
	 * @param maxDelay Longest time to wait before a retry. By default there is no limit.
	 * @param jitter Time by which the time to wait may differ at random. By default none.
	 */
	public record Retry(@Nullable Long maxRetries, @Nullable Duration delay, @Nullable Double multiplier,
			@Nullable Duration maxDelay, @Nullable Duration jitter) {

	}

	/**
	 * Options of tasks.
	 *
	 * @param numCpus Number of CPUs that a task occupies.
	 * @param numGpus Number of GPUs that a task occupies.
	 * @param memory Memory that is reserved for a task.
	 * @param resources Custom resources that a task occupies, amount by name.
	 * @param runtimeEnv Fields of Ray's runtime environment.
	 * @param placementGroup Name of an existing placement group.
	 * @param bundleIndex Index of the bundle in the placement group. By default any.
	 * @param crashRetries How often a task is run again when the process that runs it
	 * dies.
	 * @param timeLimit Time limit of each attempt of a task.
	 * @param retry When a task is run again that threw an exception.
	 * @param cache Name of the cache in which tasks with a cache key look up and keep
	 * their values.
	 */
	public record Profile(@Nullable Double numCpus, @Nullable Double numGpus, @Nullable DataSize memory,
			@DefaultValue Map<String, Double> resources, @DefaultValue Map<String, Object> runtimeEnv,
			@Nullable String placementGroup, @Nullable Integer bundleIndex, @Nullable Integer crashRetries,
			@Nullable Duration timeLimit, @DefaultValue Retry retry, @Nullable String cache) {

	}

	/**
	 * Settings of the driver process.
	 *
	 * @param launch How the driver is launched. By default 'child' if this machine runs a
	 * node of the cluster under this user, otherwise 'job'.
	 * @param jvmOptions Options of the driver's JVM.
	 * @param startTimeout Time that the cluster and the driver each may take to start.
	 * @param lease Time that this application tries to resume a broken connection to its
	 * driver, and that a driver which is a Ray job lives without a connection.
	 * @param packageRenewalPeriod Time between two renewals of the application's code in
	 * the cluster, which deletes code that was not renewed for ten minutes, or for as
	 * long as its RAY_RUNTIME_ENV_TEMPORARY_REFERENCE_EXPIRATION_S says. At most half of
	 * that.
	 * @param port Port or range of ports, '20101-20110' say, of which the driver listens
	 * on one. By default any free port.
	 * @param bindAddress Address that the driver listens on. By default the address of
	 * its node in the Ray cluster.
	 * @param advertisedAddress Host by which this application reaches the driver. By
	 * default the address that the driver listens on.
	 * @param ssl TLS between this application and its driver.
	 */
	public record Driver(@Nullable DriverLaunch launch, @DefaultValue List<String> jvmOptions,
			@DefaultValue("60s") Duration startTimeout, @DefaultValue("60s") Duration lease,
			@DefaultValue("4m") Duration packageRenewalPeriod, @DefaultValue("0") PortRange port,
			@Nullable String bindAddress, @Nullable String advertisedAddress, @DefaultValue Ssl ssl) {

		private Driver withoutSsl() {
			return new Driver(this.launch, this.jvmOptions, this.startTimeout, this.lease, this.packageRenewalPeriod,
					this.port, this.bindAddress, this.advertisedAddress, new Ssl(null, null, null, null));
		}

	}

	/**
	 * TLS between this application and its driver.
	 *
	 * @param bundle Name of the SSL bundle that trusts the driver's certificate. Without
	 * it there is no TLS.
	 * @param certificate Path, on the cluster's nodes, of a PEM file with the driver's
	 * certificate. By default that of Ray there, RAY_TLS_SERVER_CERT.
	 * @param privateKey Path, on the cluster's nodes, of a PEM file with the driver's
	 * private key. By default that of Ray there, RAY_TLS_SERVER_KEY.
	 * @param serverName Name in the driver's certificate. By default the host by which
	 * this application reaches the driver.
	 */
	public record Ssl(@Nullable String bundle, @Nullable String certificate, @Nullable String privateKey,
			@Nullable String serverName) {

	}

	/**
	 * Settings of Ray's worker processes.
	 *
	 * @param jvmOptions Options of the workers' JVMs, after the defaults, which divide
	 * half of a node's memory among its CPUs.
	 * @param systemProperties Names of system properties that tasks find with the values
	 * that they have in this application. They are no place for secrets: everybody on a
	 * node sees them on the workers' command lines.
	 * @param startTimeout Time that a first worker may take to start.
	 * @param leaseTerm Time that a worker may be kept while it is busy, before other
	 * applications get their turn, at most 10m; with 0s each call of tasks is a call of
	 * Ray.
	 */
	public record Worker(@DefaultValue List<String> jvmOptions, @DefaultValue List<String> systemProperties,
			@DefaultValue("60s") Duration startTimeout, @DefaultValue("2s") Duration leaseTerm) {

	}

	/**
	 * Beans that tasks captured.
	 *
	 * @param enabled Whether tasks may capture beans, which go by name. The first task
	 * that did makes its worker process create an application context like that of this
	 * application.
	 * @param properties Names of properties, or what their names begin with, that beans
	 * on a worker find with the values that they have in this application. Only those
	 * need it that no configuration file and no argument names, such as environment
	 * variables, and those that look secret by their names.
	 */
	public record Beans(@DefaultValue("true") boolean enabled, @DefaultValue List<String> properties) {

	}

	/**
	 * Settings of the task executor.
	 *
	 * @param enabled Whether there is an AsyncTaskExecutor bean 'rayTaskExecutor' whose
	 * tasks run on Ray.
	 */
	public record Executor(@DefaultValue("false") boolean enabled) {

	}

	/**
	 * Settings for the end of the application.
	 *
	 * @param gracePeriod Longest time to stop when the application ends, by default 20s
	 * or spring.lifecycle.timeout-per-shutdown-phase, which it must not exceed.
	 * Unfinished tasks get it before they are cancelled, but for the last 5s (or half of
	 * it, if that is less), in which the driver is ended. To end a temporary cluster may
	 * take longer.
	 */
	public record Shutdown(@Nullable Duration gracePeriod) {

	}

}
