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

package io.github.raytaskrunner.testsupport;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;

import javax.net.ssl.SSLContext;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP server that keeps packages as a Ray dashboard does, and gives prepared answers
 * to all else.
 */
public final class FakeDashboard implements AutoCloseable {

	private static final String PACKAGES = "/api/packages/gcs/";

	private static final Answer LOST = Answer.of(0, "");

	private final HttpServer server;

	private final Map<String, byte[]> packages = new ConcurrentHashMap<>();

	private final Map<String, Answer> answers = new ConcurrentHashMap<>();

	private final Map<String, Queue<Answer>> firstAnswers = new ConcurrentHashMap<>();

	private final List<String> requests = new CopyOnWriteArrayList<>();

	private final List<String> bodies = new CopyOnWriteArrayList<>();

	private volatile @Nullable String token;

	private volatile @Nullable Answer refusal;

	/**
	 * Start a server on a free port of the loopback address.
	 */
	public FakeDashboard() {
		this(null);
	}

	/**
	 * Start a server on a free port of the loopback address.
	 * @param certificate what it presents by TLS, or {@code null} for plain HTTP
	 */
	public FakeDashboard(@Nullable TestCertificate certificate) {
		try {
			this.server = create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), certificate);
		}
		catch (IOException | GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
		this.server.createContext("/", this::handle);
		this.server.start();
	}

	private static HttpServer create(InetSocketAddress address, @Nullable TestCertificate certificate)
			throws IOException, GeneralSecurityException {
		if (certificate == null) {
			return HttpServer.create(address, 0);
		}
		SSLContext context = SSLContext.getInstance("TLS");
		context.init(certificate.key().getKeyManagers(), null, null);
		HttpsServer server = HttpsServer.create(address, 0);
		server.setHttpsConfigurator(new HttpsConfigurator(context));
		return server;
	}

	private void handle(HttpExchange exchange) throws IOException {
		try (exchange) {
			String request = exchange.getRequestMethod() + " " + exchange.getRequestURI().getRawPath();
			byte[] body = exchange.getRequestBody().readAllBytes();
			this.bodies.add(new String(body, StandardCharsets.UTF_8));
			this.requests.add(request);
			Answer answer = answer(exchange, request, body);
			if (answer == LOST) {
				return;
			}
			exchange.sendResponseHeaders(answer.status, (answer.body.length > 0) ? answer.body.length : -1);
			if (answer.body.length > 0) {
				exchange.getResponseBody().write(answer.body);
			}
		}
	}

	private Answer answer(HttpExchange exchange, String request, byte[] body) {
		String authorization = exchange.getRequestHeaders().getFirst("Authorization");
		if (this.token != null && !("Bearer " + this.token).equals(authorization)) {
			return Answer.of((authorization != null) ? 403 : 401, "Unauthorized");
		}
		Answer prepared = prepared(request);
		if (prepared != null) {
			return prepared;
		}
		String path = exchange.getRequestURI().getPath();
		if (!path.startsWith(PACKAGES)) {
			return Answer.of(404, "Not Found");
		}
		String name = path.substring(PACKAGES.length());
		if ("PUT".equals(exchange.getRequestMethod())) {
			Answer refusal = this.refusal;
			if (refusal != null) {
				return refusal;
			}
			this.packages.put(name, body);
			return Answer.of(200, "");
		}
		return Answer.of(this.packages.containsKey(name) ? 200 : 404, "");
	}

	private @Nullable Answer prepared(String request) {
		Queue<Answer> first = this.firstAnswers.get(request);
		Answer answer = (first != null) ? first.poll() : null;
		return (answer != null) ? answer : this.answers.getOrDefault(request, this.answers.get(below(request)));
	}

	private static String below(String request) {
		return request.replaceFirst("(/api/[^/]+/).+", "$1*");
	}

	/**
	 * Return the address.
	 * @return the address
	 */
	public URI address() {
		String scheme = (this.server instanceof HttpsServer) ? "https" : "http";
		return URI.create(scheme + "://127.0.0.1:" + this.server.getAddress().getPort());
	}

	/**
	 * Return the packages by their names.
	 * @return the packages, which may be changed
	 */
	public Map<String, byte[]> packages() {
		return this.packages;
	}

	/**
	 * Return method and path of every request so far.
	 * @return the requests, which may be cleared
	 */
	public List<String> requests() {
		return this.requests;
	}

	/**
	 * Return the body of every request so far.
	 * @return the bodies
	 */
	public List<String> bodies() {
		return this.bodies;
	}

	/**
	 * Prepare the answer to a request.
	 * @param request method and path, which may end with {@code /*} for all below it
	 * @param status status of the answer
	 * @param body body of the answer
	 */
	public void answer(String request, int status, String body) {
		this.answers.put(request, Answer.of(status, body));
	}

	/**
	 * Prepare an answer that is given once, before others are.
	 * @param request method and path
	 * @param status status of the answer
	 * @param body body of the answer
	 */
	public void answerFirst(String request, int status, String body) {
		this.firstAnswers.computeIfAbsent(request, (key) -> new ConcurrentLinkedQueue<>()).add(Answer.of(status, body));
	}

	/**
	 * Close the connection instead of an answer to a request.
	 * @param request method and path
	 */
	public void loseAnswer(String request) {
		this.answers.put(request, LOST);
	}

	/**
	 * Forget a prepared answer.
	 * @param request method and path
	 */
	public void forget(String request) {
		this.answers.remove(request);
	}

	/**
	 * Take no packages any more.
	 * @param status status of the answer to those who upload one
	 * @param body body of the answer
	 */
	public void refusePackages(int status, String body) {
		this.refusal = Answer.of(status, body);
	}

	/**
	 * Refuse requests without a token.
	 * @param token the token
	 */
	public void requireToken(String token) {
		this.token = token;
	}

	@Override
	public void close() {
		this.server.stop(0);
	}

	private record Answer(int status, byte[] body) {

		private static Answer of(int status, String body) {
			return new Answer(status, body.getBytes(StandardCharsets.UTF_8));
		}

	}

}
