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

import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * What a dashboard knows about a job.
 *
 * @param state state of the job
 * @param message Ray's explanation of the state, or {@code null}
 * @param exitCode exit code of the job's command, or {@code null} if it has not ended
 */
public record JobStatus(State state, @Nullable String message, @Nullable Integer exitCode) {

	static JobStatus of(DashboardAnswer answer) {
		Map<String, Object> json = answer.json();
		return new JobStatus(state(answer.text("status")), (String) json.get("message"),
				integer(json.get("driver_exit_code")));
	}

	private static State state(String name) {
		for (State state : State.values()) {
			if (state.name().equals(name)) {
				return state;
			}
		}
		throw new DashboardException(200, "A job is in state '" + name + "', which this version does not know",
				"Use a version of Ray that this library was tested with.");
	}

	// JSON parsers differ in the type of a number
	private static @Nullable Integer integer(@Nullable Object value) {
		return (value instanceof Number number) ? Integer.valueOf(number.intValue()) : null;
	}

	/**
	 * State of a job.
	 */
	public enum State {

		/**
		 * Waits for a node or for its runtime environment.
		 */
		PENDING,

		/**
		 * Its command runs.
		 */
		RUNNING,

		/**
		 * Stopped on request.
		 */
		STOPPED,

		/**
		 * Its command ended with exit code 0.
		 */
		SUCCEEDED,

		/**
		 * Its command could not be started, ended with another exit code, or was lost.
		 */
		FAILED;

		/**
		 * Return whether this state is the last one of a job.
		 * @return whether the job has ended
		 */
		public boolean isFinal() {
			return this != PENDING && this != RUNNING;
		}

	}

}
