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

package io.github.raytaskrunner;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * Whether an {@link ObservableRayTaskRunner} can run tasks at a moment.
 */
public sealed interface RunnerStatus {

	/**
	 * The runner is not running.
	 */
	record Stopped() implements RunnerStatus {

	}

	/**
	 * Tasks can run.
	 *
	 * @param backend what runs them
	 */
	record Connected(BackendInfo backend) implements RunnerStatus {

	}

	/**
	 * Tasks cannot run until the backend is back, but can be submitted.
	 *
	 * @param since when the backend was lost
	 * @param reason what is known about the loss, and where to look
	 * @param obstacle why the last attempt to get the backend back failed, or
	 * {@code null} before any attempt has failed
	 */
	record Disconnected(Instant since, String reason, @Nullable String obstacle) implements RunnerStatus {

	}

}
