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

import java.lang.reflect.Method;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;

import io.github.raytaskrunner.backend.Waits;
import io.github.raytaskrunner.threads.DaemonThreads;
import org.jspecify.annotations.Nullable;

import org.springframework.util.ReflectionUtils;
import org.springframework.util.StringUtils;

/**
 * Sends requests to a Ray dashboard, with the cluster's token, and waits for the answers.
 * Safe for use by several threads.
 */
final class DashboardTransport implements AutoCloseable {

	private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

	private static final int THREADS = 2;

	private static final long MAX_ANSWER_SIZE = 16 * 1024 * 1024;

	private final String address;

	private final Supplier<@Nullable String> token;

	private final ExecutorService executor = Executors.newFixedThreadPool(THREADS,
			new DaemonThreads("ray-dashboard-client"));

	private final HttpClient httpClient;

	/**
	 * Create a new transport. Nothing is sent yet.
	 * @param dashboard address of the dashboard; a path is kept as a prefix
	 * @param token supplies the cluster's token, or {@code null} if it has none; asked
	 * before every request
	 * @param sslContext whom to trust, and what to present, or {@code null} for what this
	 * JVM does by default
	 */
	DashboardTransport(URI dashboard, Supplier<@Nullable String> token, @Nullable SSLContext sslContext) {
		this.address = address(dashboard);
		this.token = token;
		HttpClient.Builder builder = HttpClient.newBuilder()
			.version(HttpClient.Version.HTTP_1_1)
			.connectTimeout(CONNECT_TIMEOUT)
			.executor(this.executor);
		if (sslContext != null) {
			builder.sslContext(sslContext);
		}
		this.httpClient = builder.build();
	}

	private static String address(URI dashboard) {
		String scheme = dashboard.getScheme();
		if (dashboard.getHost() == null || !("http".equals(scheme) || "https".equals(scheme))) {
			throw new IllegalArgumentException(
					"'" + dashboard + "' is not the address of a Ray dashboard; expected http(s)://host:port");
		}
		return StringUtils.trimTrailingCharacter(dashboard.toString(), '/');
	}

	/**
	 * Return the address of the dashboard, without a slash at its end.
	 */
	String address() {
		return this.address;
	}

	/**
	 * Send a request and wait for the answer.
	 * @param timeout longest time to wait for the whole answer
	 * @throws DashboardException if there is none, or none without another token
	 */
	DashboardAnswer send(String method, String path, BodyPublisher body, Duration timeout) {
		HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(this.address + path)).method(method, body);
		String token = this.token.get();
		if (token != null) {
			authorize(request, token);
		}
		DashboardAnswer answer = new DashboardAnswer(this.address, exchange(request.build(), timeout));
		checkAuthentication(answer.status(), token != null);
		return answer;
	}

	private void authorize(HttpRequest.Builder request, String token) {
		try {
			request.header("Authorization", "Bearer " + token);
		}
		catch (IllegalArgumentException ex) {
			// its message holds the token
			throw new DashboardException(0,
					"The token for the Ray dashboard at " + this.address
							+ " holds characters that no HTTP header may hold",
					"Check 'ray.auth.token' or the token's file.");
		}
	}

	private HttpResponse<byte[]> exchange(HttpRequest request, Duration timeout) {
		// a timeout of the request itself would end with the headers of the answer
		CompletableFuture<HttpResponse<byte[]>> future = this.httpClient.sendAsync(request,
				(info) -> new LimitedBodySubscriber(MAX_ANSWER_SIZE));
		try {
			return Waits.get(future, timeout,
					"the answer of the Ray dashboard at " + this.address + " to " + DashboardAnswer.describe(request));
		}
		catch (TimeoutException ex) {
			throw noAnswer(request, " within " + timeout.toSeconds() + " s", ex);
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
					"There is no Ray dashboard at " + this.address + ": "
							+ ((cause instanceof HttpTimeoutException)
									? "no connection within " + CONNECT_TIMEOUT.toSeconds() + " s"
									: "connection refused or host unknown"),
					DashboardException.CHECK_ADDRESS
							+ ", that the cluster runs, and that 'ray[default]' is installed on its head and "
							+ "its dashboard listens to others (ray start --dashboard-host=0.0.0.0).",
					cause);
		}
		if (cause instanceof SSLException) {
			return new DashboardException(0,
					"There is no trusted TLS connection to the Ray dashboard at " + this.address + ": "
							+ cause.getMessage(),
					DashboardException.CHECK_ADDRESS
							+ ". Name an SSL bundle that trusts the dashboard's certificate by "
							+ "'ray.dashboard-ssl-bundle'.",
					cause);
		}
		return noAnswer(request, (cause != null) ? ": " + cause.getMessage() : "", cause);
	}

	private DashboardException noAnswer(HttpRequest request, String how, @Nullable Throwable cause) {
		return new DashboardException(0,
				"The Ray dashboard at " + this.address + " did not answer " + DashboardAnswer.describe(request) + how,
				DashboardException.CHECK_ADDRESS + ", and the dashboard's log on the cluster's head.", cause);
	}

	private void checkAuthentication(int status, boolean tokenGiven) {
		if (status != 401 && status != 403) {
			return;
		}
		throw new DashboardException(status,
				"The Ray dashboard at " + this.address
						+ (tokenGiven ? " refused the authentication token (" : " wants an authentication token (")
						+ status + ")",
				"Give the cluster's token by the property 'ray.auth.token' or the environment variable RAY_AUTH_TOKEN, "
						+ "as a file named by 'ray.auth.token-path' or RAY_AUTH_TOKEN_PATH, or in ~/.ray/auth_token.");
	}

	/**
	 * End the threads. Requests under way fail.
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

}
