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

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import com.google.gson.reflect.TypeToken;

/**
 * What a Ray dashboard answered.
 *
 * @param dashboard address of the dashboard
 * @param response the answer
 */
record DashboardAnswer(String dashboard, HttpResponse<byte[]> response) {

	private static final int MAX_QUOTED_LENGTH = 2000;

	private static final TypeToken<Map<String, Object>> JSON_OBJECT = new TypeToken<>() {
	};

	/**
	 * Return the HTTP status.
	 */
	int status() {
		return this.response.statusCode();
	}

	/**
	 * Return this answer if it is the one to a request that succeeded.
	 * @throws DashboardException if it is another one
	 */
	DashboardAnswer expectOk() {
		if (status() == 404 || status() == 405 || status() / 100 == 3) {
			throw notRay();
		}
		if (status() != 200) {
			throw new DashboardException(status(),
					"The Ray dashboard at " + this.dashboard + " answered " + describe(this.response.request())
							+ " with status " + status() + ": " + quote(),
					"See the dashboard's log on the cluster's head.");
		}
		return this;
	}

	/**
	 * Return the answer as an object of JSON.
	 * @throws DashboardException if it is none
	 */
	Map<String, Object> json() {
		try {
			// Spring Boot's parser depends on what the application has on its class path
			Map<String, Object> json = new Gson().fromJson(body(), JSON_OBJECT);
			if (json != null) {
				return json;
			}
		}
		catch (JsonParseException ex) {
			// told below
		}
		throw notRay();
	}

	/**
	 * Return a text in the answer.
	 * @throws DashboardException if there is none of this name
	 */
	String text(String name) {
		if (json().get(name) instanceof String text) {
			return text;
		}
		throw notRay();
	}

	/**
	 * Say whether what was sent is too large.
	 */
	boolean isTooLarge() {
		// old versions of Ray answer with 500 and the name of the other status
		return status() == 413 || (status() == 500 && body().contains("HTTPRequestEntityTooLarge"));
	}

	/**
	 * Say whether the dashboard knows of no agent of a node that would run a job. It has
	 * looked for one for ten seconds then, and handed the job to nobody. From Ray 2.49 on
	 * it says so by a traceback where its Python is older than 3.11.
	 */
	boolean isWithoutAgent() {
		return status() == 500 && (body().startsWith("No available agent to submit job")
				|| body().contains("TimeoutError: Failed to get head node agent within"));
	}

	private DashboardException notRay() {
		String location = this.response.headers().firstValue("Location").map((value) -> ", to " + value).orElse("");
		return new DashboardException(status(),
				"What answers at " + this.dashboard + " is not a Ray dashboard with its job API ("
						+ describe(this.response.request()) + ": status " + status() + location + ")",
				DashboardException.CHECK_ADDRESS + ", and that 'ray[default]' is installed on the cluster's head.");
	}

	private String quote() {
		String body = body().strip();
		// tracebacks name the cause in their last line
		return (body.length() > MAX_QUOTED_LENGTH) ? "…" + body.substring(body.length() - MAX_QUOTED_LENGTH) : body;
	}

	private String body() {
		return new String(this.response.body(), StandardCharsets.UTF_8);
	}

	static String describe(HttpRequest request) {
		return request.method() + " " + request.uri().getPath();
	}

}
