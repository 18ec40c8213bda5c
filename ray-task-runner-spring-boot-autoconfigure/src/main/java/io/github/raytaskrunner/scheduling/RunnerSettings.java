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

package io.github.raytaskrunner.scheduling;

import java.time.Duration;

import org.springframework.context.SmartLifecycle;
import org.springframework.util.Assert;

/**
 * Settings of a {@link DefaultRayTaskRunner}.
 *
 * @param maxPendingBytes number of bytes that the serialized tasks which are not finished
 * may hold together. Beyond it {@code submit} blocks; a single larger task is accepted
 * when nothing else is pending
 * @param gracePeriod longest time that tasks get to finish once the runner stops
 * @param phase lifecycle phase of the runner
 */
public record RunnerSettings(long maxPendingBytes, Duration gracePeriod, int phase) {

	/**
	 * Lifecycle phase below the phases of an embedded web server, its graceful shutdown
	 * included: the runner is there before the first request comes, and the last request
	 * can still submit.
	 */
	public static final int DEFAULT_PHASE = SmartLifecycle.DEFAULT_PHASE - 3072;

	public RunnerSettings {
		Assert.isTrue(maxPendingBytes > 0, () -> "'maxPendingBytes' must be positive but is " + maxPendingBytes);
		Assert.isTrue(!gracePeriod.isNegative(), () -> "'gracePeriod' must not be negative but is " + gracePeriod);
	}

	/**
	 * Create settings with the {@linkplain #DEFAULT_PHASE default phase}.
	 * @param maxPendingBytes number of bytes that the serialized tasks which are not
	 * finished may hold together
	 * @param gracePeriod longest time that tasks get to finish once the runner stops
	 */
	public RunnerSettings(long maxPendingBytes, Duration gracePeriod) {
		this(maxPendingBytes, gracePeriod, DEFAULT_PHASE);
	}

}
