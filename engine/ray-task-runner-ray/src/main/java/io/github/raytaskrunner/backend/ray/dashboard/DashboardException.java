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

import io.github.raytaskrunner.backend.BackendUnavailableException;
import org.jspecify.annotations.Nullable;

/**
 * A request to a Ray dashboard did not get the answer that was asked for.
 */
public class DashboardException extends BackendUnavailableException {

	/**
	 * The beginning of an action where nothing of Ray answers.
	 */
	static final String CHECK_ADDRESS = "Check the properties 'ray.address' and 'ray.dashboard-address'";

	private static final int UNAUTHORIZED = 401;

	private static final int FORBIDDEN = 403;

	private final int status;

	DashboardException(int status, String finding, String action) {
		this(status, finding, action, null);
	}

	DashboardException(int status, String finding, String action, @Nullable Throwable cause) {
		super(finding, action, cause);
		this.status = status;
	}

	/**
	 * Return the HTTP status of the answer.
	 * @return the status, or 0 if there was no answer
	 */
	public int getStatus() {
		return this.status;
	}

	/**
	 * Return whether the dashboard refused to answer without a token, or with this one.
	 * @return whether the token is missing or wrong
	 */
	public boolean isUnauthenticated() {
		return this.status == UNAUTHORIZED || this.status == FORBIDDEN;
	}

}
