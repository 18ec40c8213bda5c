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
import java.lang.reflect.Method;
import java.net.ConnectException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import com.google.gson.reflect.TypeToken;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.json.JsonWriter;
import org.springframework.util.ReflectionUtils;
import org.springframework.util.StringUtils;

/**
 * A client of a Ray dashboard's HTTP API.
 * <p>
 * All methods wait for the answer, within a limit, and throw {@link DashboardException}
 * if it is not the expected one. Safe for use by several threads.
 */
public final class DashboardClient implements AutoCloseable {

	private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

	// submitting a job makes the dashboard wait for an agent of its own
	private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(60);

	// half of the time for which the question before an upload pins the package
	private static final Duration UPLOAD_TIMEOUT = Duration.ofMinutes(5);

	private static final long MAX_ANSWER_SIZE = 16 * 1024 * 1024;

	private static final int MAX_QUOTED_LENGTH = 2000;

	private static final TypeToken<Map<String, Object>> JSON_OBJECT = new TypeToken<>() {
	};

	private static final String CHECK_ADDRESS = "Check the properties 'ray.address' and 'ray.dashboard-address'";

	private final String base;

	private final Supplier<@Nullable String> token;

	private final Duration requestTimeout;

	private final ExecutorService executor;

	private final HttpClient httpClient;

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
		this.base = base(dashboard);
		this.token = token;
		this.requestTimeout = requestTimeout;
		this.executor = Executors.newFixedThreadPool(2, DashboardClient::newThread);
		HttpClient.Builder builder = HttpClient.newBuilder()
			.version(HttpClient.Version.HTTP_1_1)
			.connectTimeout(CONNECT_TIMEOUT)
			.executor(this.executor);
		if (sslContext != null) {
			builder.sslContext(sslContext);
		}
		this.httpClient = builder.build();
	}

	private static Thread newThread(Runnable runnable) {
		Thread thread = new Thread(runnable, "ray-dashboard-client");
		thread.setDaemon(true);
		return thread;
	}

	private static String base(URI dashboard) {
		String scheme = dashboard.getScheme();
		if (dashboard.getHost() == null || !("http".equals(scheme) || "https".equals(scheme))) {
			throw new IllegalArgumentException(
					"'" + dashboard + "' is not the address of a Ray dashboard; expected http(s)://host:port");
		}
		return StringUtils.trimTrailingCharacter(dashboard.toString(), '/');
	}

	/**
	 * Return the address of the dashboard.
	 * @return the address, without a slash at its end
	 */
	public String address() {
		return this.base;
	}

	/**
	 * Return the version of Ray that the cluster runs.
	 * @return the version, {@code 2.60.0} say
	 */
	public String version() {
		HttpResponse<byte[]> response = get("/api/version");
		expectOk(response);
		return text(response, "ray_version");
	}

	/**
	 * Return the nodes of the cluster that live.
	 * @return the nodes
	 */
	public List<RayNode> nodes() {
		HttpResponse<byte[]> response = get("/api/v0/nodes?limit=10000");
		expectOk(response);
		return RayNode.alive(json(response));
	}

	/**
	 * Return whether a package is in the cluster. To ask is also to keep: the cluster
	 * will not delete the package in the next ten minutes, even one uploaded just after.
	 * @param name name of the package, {@code _ray_pkg_0123456789abcdef.zip} say
	 * @return whether it exists
	 */
	public boolean packageExists(String name) {
		HttpResponse<byte[]> response = get(packagePath(name));
		if (response.statusCode() == 404) {
			return false;
		}
		expectOk(response);
		return true;
	}

	/**
	 * Upload a package. An existing package of this name is replaced.
	 * @param name name of the package
	 * @param file the package
	 */
	public void uploadPackage(String name, Path file) {
		HttpResponse<byte[]> response = send("PUT", packagePath(name), body(file), UPLOAD_TIMEOUT);
		if (isTooLarge(response)) {
			throw new DashboardException(413,
					String.format(Locale.ROOT,
							"Package %s of %,d bytes is too large for the Ray dashboard at %s, "
									+ "or for a proxy in front of it",
							name, size(file), this.base),
					"Let proxies pass bodies of 100 MiB, or make the application's largest jars smaller.");
		}
		expectOk(response);
	}

	/**
	 * Submit a job. Returns when the cluster has accepted it; it may not run yet.
	 * @param job the job
	 * @return id of the job, for the other methods
	 */
	public String submitJob(JobSubmission job) {
		String json = JsonWriter.<Map<String, Object>>standard().writeToString(job.toJson());
		HttpResponse<byte[]> response = send("POST", "/api/jobs/", BodyPublishers.ofString(json), this.requestTimeout);
		expectOk(response);
		return text(response, "submission_id");
	}

	/**
	 * Return what the dashboard knows about a job.
	 * @param id id of the job
	 * @return its status
	 */
	public JobStatus job(String id) {
		HttpResponse<byte[]> response = get(jobPath(id));
		expectJob(response, id);
		Map<String, Object> json = json(response);
		return new JobStatus(state(text(response, "status")), (String) json.get("message"),
				host((String) json.get("driver_agent_http_address")), integer(json.get("driver_exit_code")));
	}

	/**
	 * Return everything that a job has written to its standard output and error so far.
	 * @param id id of the job
	 * @return the log, empty if there is none yet
	 */
	public String jobLogs(String id) {
		HttpResponse<byte[]> response = get(jobPath(id) + "/logs");
		expectJob(response, id);
		Object logs = json(response).get("logs");
		return (logs instanceof String text) ? text : "";
	}

	/**
	 * Ask the cluster to stop a job. It may run on for a few seconds.
	 * @param id id of the job
	 * @param timeout longest time to wait for the cluster's answer
	 * @return {@code false} if the job had ended before
	 */
	public boolean stopJob(String id, Duration timeout) {
		HttpResponse<byte[]> response = send("POST", jobPath(id) + "/stop", BodyPublishers.noBody(), timeout);
		expectJob(response, id);
		return Boolean.TRUE.equals(json(response).get("stopped"));
	}

	/**
	 * End this client's threads. Requests under way fail.
	 */
	@Override
	public void close() {
		// since Java 21; before, the selector thread ends when the client is collected
		Method shutdown = ReflectionUtils.findMethod(HttpClient.class, "shutdownNow");
		if (shutdown != null) {
			ReflectionUtils.invokeMethod(shutdown, this.httpClient);
		}
		this.executor.shutdownNow();
	}

	private HttpResponse<byte[]> get(String path) {
		return send("GET", path, BodyPublishers.noBody(), this.requestTimeout);
	}

	private HttpResponse<byte[]> send(String method, String path, BodyPublisher body, Duration timeout) {
		HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(this.base + path)).method(method, body);
		String token = this.token.get();
		if (token != null) {
			authorize(request, token);
		}
		HttpResponse<byte[]> response = exchange(request.build(), timeout);
		checkAuthentication(response, token != null);
		return response;
	}

	private void authorize(HttpRequest.Builder request, String token) {
		try {
			request.header("Authorization", "Bearer " + token);
		}
		catch (IllegalArgumentException ex) {
			// its message holds the token
			throw new DashboardException(0,
					"The token for the Ray dashboard at " + this.base
							+ " holds characters that no HTTP header may hold",
					"Check 'ray.auth.token' or the token's file.");
		}
	}

	private HttpResponse<byte[]> exchange(HttpRequest request, Duration timeout) {
		// a timeout of the request itself would end with the headers of the answer
		CompletableFuture<HttpResponse<byte[]>> future = this.httpClient.sendAsync(request,
				(info) -> new LimitedBodySubscriber(MAX_ANSWER_SIZE));
		try {
			return future.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
		}
		catch (TimeoutException ex) {
			throw noAnswer(request, " within " + timeout.toSeconds() + " s", ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw noAnswer(request, " before its caller was interrupted", ex);
		}
		catch (ExecutionException ex) {
			throw failure(request, ex.getCause());
		}
		finally {
			future.cancel(true);
		}
	}

	private DashboardException failure(HttpRequest request, @Nullable Throwable cause) {
		if (cause instanceof ConnectException || cause instanceof HttpConnectTimeoutException) {
			return new DashboardException(0,
					"There is no Ray dashboard at " + this.base + ": "
							+ ((cause instanceof HttpTimeoutException)
									? "no connection within " + CONNECT_TIMEOUT.toSeconds() + " s"
									: "connection refused or host unknown"),
					CHECK_ADDRESS + ", that the cluster runs, and that 'ray[default]' is installed on its head and "
							+ "its dashboard listens to others (ray start --dashboard-host=0.0.0.0).",
					cause);
		}
		if (cause instanceof SSLException) {
			return new DashboardException(0,
					"There is no trusted TLS connection to the Ray dashboard at " + this.base + ": "
							+ cause.getMessage(),
					CHECK_ADDRESS + ". Name an SSL bundle that trusts the dashboard's certificate by "
							+ "'ray.dashboard-ssl-bundle'.",
					cause);
		}
		return noAnswer(request, (cause != null) ? ": " + cause.getMessage() : "", cause);
	}

	private DashboardException noAnswer(HttpRequest request, String how, @Nullable Throwable cause) {
		return new DashboardException(0,
				"The Ray dashboard at " + this.base + " did not answer " + describe(request) + how,
				CHECK_ADDRESS + ", and the dashboard's log on the cluster's head.", cause);
	}

	private void checkAuthentication(HttpResponse<byte[]> response, boolean tokenGiven) {
		int status = response.statusCode();
		if (status != 401 && status != 403) {
			return;
		}
		throw new DashboardException(status,
				"The Ray dashboard at " + this.base
						+ (tokenGiven ? " refused the authentication token (" : " wants an authentication token (")
						+ status + ")",
				"Give the cluster's token by the property 'ray.auth.token' or the environment variable RAY_AUTH_TOKEN, "
						+ "as a file named by 'ray.auth.token-path' or RAY_AUTH_TOKEN_PATH, or in ~/.ray/auth_token.");
	}

	private void expectJob(HttpResponse<byte[]> response, String id) {
		if (response.statusCode() == 404) {
			throw new DashboardException(404, "The Ray cluster at " + this.base + " knows no job " + id,
					"Look whether the cluster's head was started anew.");
		}
		expectOk(response);
	}

	private void expectOk(HttpResponse<byte[]> response) {
		if (response.statusCode() == 404 || response.statusCode() == 405 || response.statusCode() / 100 == 3) {
			throw notRay(response);
		}
		if (response.statusCode() != 200) {
			throw new DashboardException(response.statusCode(),
					"The Ray dashboard at " + this.base + " answered " + describe(response.request()) + " with status "
							+ response.statusCode() + ": " + quote(response),
					"See the dashboard's log on the cluster's head.");
		}
	}

	private DashboardException notRay(HttpResponse<byte[]> response) {
		String location = response.headers().firstValue("Location").map((value) -> ", to " + value).orElse("");
		return new DashboardException(response.statusCode(),
				"What answers at " + this.base + " is not a Ray dashboard with its job API ("
						+ describe(response.request()) + ": status " + response.statusCode() + location + ")",
				CHECK_ADDRESS + ", and that 'ray[default]' is installed on the cluster's head.");
	}

	private Map<String, Object> json(HttpResponse<byte[]> response) {
		try {
			// Spring Boot's parser depends on what the application has on its class path
			Map<String, Object> json = new Gson().fromJson(string(response), JSON_OBJECT);
			if (json != null) {
				return json;
			}
		}
		catch (JsonParseException ex) {
			// told below
		}
		throw notRay(response);
	}

	private String text(HttpResponse<byte[]> response, String name) {
		if (json(response).get(name) instanceof String text) {
			return text;
		}
		throw notRay(response);
	}

	// old versions of Ray answer with 500 and the name of the other status
	private static boolean isTooLarge(HttpResponse<byte[]> response) {
		return response.statusCode() == 413
				|| (response.statusCode() == 500 && string(response).contains("HTTPRequestEntityTooLarge"));
	}

	private static JobStatus.State state(String status) {
		for (JobStatus.State state : JobStatus.State.values()) {
			if (state.name().equals(status)) {
				return state;
			}
		}
		throw new DashboardException(200, "A job is in state '" + status + "', which this version does not know",
				"Use a version of Ray that this library was tested with.");
	}

	private static @Nullable String host(@Nullable String agentAddress) {
		if (!StringUtils.hasText(agentAddress)) {
			return null;
		}
		try {
			return new URI(agentAddress).getHost();
		}
		catch (URISyntaxException ex) {
			return null;
		}
	}

	// JSON parsers differ in the type of a number
	private static @Nullable Integer integer(@Nullable Object value) {
		return (value instanceof Number number) ? Integer.valueOf(number.intValue()) : null;
	}

	private static String quote(HttpResponse<byte[]> response) {
		String body = string(response).strip();
		// tracebacks name the cause in their last line
		return (body.length() > MAX_QUOTED_LENGTH) ? "…" + body.substring(body.length() - MAX_QUOTED_LENGTH) : body;
	}

	private static String string(HttpResponse<byte[]> response) {
		return new String(response.body(), StandardCharsets.UTF_8);
	}

	private static String describe(HttpRequest request) {
		return request.method() + " " + request.uri().getPath();
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
