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

package io.github.raytaskrunner.backend.ray.dashboard;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

import javax.net.ssl.SSLContext;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.json.JsonWriter;

/**
 * A client of a Ray dashboard's HTTP API.
 * <p>
 * All methods wait for the answer, within a limit, and throw {@link DashboardException}
 * if it is not the expected one. Safe for use by several threads.
 */
public final class DashboardClient implements AutoCloseable {

	private static final int NOT_FOUND = 404;

	// submitting a job makes the dashboard wait for an agent of its own
	private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(60);

	// half of the time for which the question before an upload pins the package
	private static final Duration UPLOAD_TIMEOUT = Duration.ofMinutes(5);

	private final DashboardTransport transport;

	private final Duration requestTimeout;

	/**
	 * Create a new client. Nothing is sent yet.
	 * @param dashboard address of the dashboard, {@code http://host:8265} say; a path is
	 * kept as a prefix
	 * @param token supplies the cluster's authentication token, or {@code null} if it has
	 * none; asked before every request
	 */
	public DashboardClient(URI dashboard, Supplier<@Nullable String> token) {
		this(dashboard, token, null);
	}

	/**
	 * Create a new client. Nothing is sent yet.
	 * @param dashboard address of the dashboard, {@code https://host:8265} say; a path is
	 * kept as a prefix
	 * @param token supplies the cluster's authentication token, or {@code null} if it has
	 * none; asked before every request
	 * @param sslContext whom to trust, and what to present, or {@code null} for what this
	 * JVM does by default
	 */
	public DashboardClient(URI dashboard, Supplier<@Nullable String> token, @Nullable SSLContext sslContext) {
		this(dashboard, token, sslContext, REQUEST_TIMEOUT);
	}

	DashboardClient(URI dashboard, Supplier<@Nullable String> token, @Nullable SSLContext sslContext,
			Duration requestTimeout) {
		this.transport = new DashboardTransport(dashboard, token, sslContext);
		this.requestTimeout = requestTimeout;
	}

	/**
	 * Return the address of the dashboard.
	 * @return the address, without a slash at its end
	 */
	public String address() {
		return this.transport.address();
	}

	/**
	 * Return the version of Ray that the cluster runs.
	 * @return the version, {@code 2.60.0} say
	 */
	public String version() {
		return get("/api/version").expectOk().text("ray_version");
	}

	/**
	 * Return the nodes of the cluster that live.
	 * @return the nodes
	 */
	public List<RayNode> nodes() {
		return RayNode.alive(get("/api/v0/nodes?limit=10000").expectOk().json());
	}

	/**
	 * Return whether a package is in the cluster. To ask is also to keep: the cluster
	 * will not delete the package in the next ten minutes, even one uploaded just after.
	 * @param name name of the package, {@code _ray_pkg_0123456789abcdef.zip} say
	 * @return whether it exists
	 */
	public boolean packageExists(String name) {
		DashboardAnswer answer = get(packagePath(name));
		if (answer.status() == NOT_FOUND) {
			return false;
		}
		answer.expectOk();
		return true;
	}

	/**
	 * Upload a package. An existing package of this name is replaced.
	 * @param name name of the package
	 * @param file the package
	 */
	public void uploadPackage(String name, Path file) {
		DashboardAnswer answer = this.transport.send("PUT", packagePath(name), body(file), UPLOAD_TIMEOUT);
		if (answer.isTooLarge()) {
			throw new DashboardException(413,
					String.format(Locale.ROOT,
							"Package %s of %,d bytes is too large for the Ray dashboard at %s, "
									+ "or for a proxy in front of it",
							name, size(file), address()),
					"Let proxies pass bodies of 100 MiB, or make the application's largest jars smaller.");
		}
		answer.expectOk();
	}

	/**
	 * Submit a job. Returns when the cluster has accepted it; it may not run yet.
	 * @param job the job
	 * @throws NoJobAgentException if no node of the cluster takes jobs yet
	 */
	public void submitJob(JobSubmission job) {
		String json = JsonWriter.<Map<String, Object>>standard().writeToString(job.toJson());
		DashboardAnswer answer = this.transport.send("POST", "/api/jobs/", BodyPublishers.ofString(json),
				this.requestTimeout);
		if (answer.isWithoutAgent()) {
			throw new NoJobAgentException(address());
		}
		answer.expectOk();
	}

	/**
	 * Return what the dashboard knows about a job.
	 * @param id id of the job
	 * @return its status
	 */
	public JobStatus job(String id) {
		return JobStatus.of(expectJob(get(jobPath(id)), id));
	}

	/**
	 * Return everything that a job has written to its standard output and error so far.
	 * @param id id of the job
	 * @return the log, empty if there is none yet
	 */
	public String jobLogs(String id) {
		Object logs = expectJob(get(jobPath(id) + "/logs"), id).json().get("logs");
		return (logs instanceof String text) ? text : "";
	}

	/**
	 * Ask the cluster to stop a job. It may run on for a few seconds.
	 * @param id id of the job
	 * @param timeout longest time to wait for the cluster's answer
	 * @return {@code false} if the job had ended before
	 */
	public boolean stopJob(String id, Duration timeout) {
		DashboardAnswer answer = this.transport.send("POST", jobPath(id) + "/stop", BodyPublishers.noBody(), timeout);
		return Boolean.TRUE.equals(expectJob(answer, id).json().get("stopped"));
	}

	/**
	 * End this client's threads. Requests under way fail.
	 */
	@Override
	public void close() {
		this.transport.close();
	}

	private DashboardAnswer get(String path) {
		return this.transport.send("GET", path, BodyPublishers.noBody(), this.requestTimeout);
	}

	private DashboardAnswer expectJob(DashboardAnswer answer, String id) {
		if (answer.status() == NOT_FOUND) {
			throw new DashboardException(NOT_FOUND, "The Ray cluster at " + address() + " knows no job " + id,
					"Look whether the cluster's head was started anew.");
		}
		return answer.expectOk();
	}

	private static String packagePath(String name) {
		return "/api/packages/gcs/" + encode(name);
	}

	private static String jobPath(String id) {
		return "/api/jobs/" + encode(id);
	}

	private static String encode(String segment) {
		return URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20");
	}

	private static BodyPublisher body(Path file) {
		try {
			return BodyPublishers.ofFile(file);
		}
		catch (IOException ex) {
			throw new UncheckedIOException("Package " + file + " cannot be read", ex);
		}
	}

	private static long size(Path file) {
		try {
			return Files.size(file);
		}
		catch (IOException ex) {
			throw new UncheckedIOException("Package " + file + " cannot be read", ex);
		}
	}

}
