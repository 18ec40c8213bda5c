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

package io.github.raytaskrunner.benchmarks.workload;

import org.springframework.context.SmartLifecycle;

/**
 * Notes when an application context begins to start what is to be started, and so the
 * runner.
 */
final class RunnerStart implements SmartLifecycle {

	private volatile long nanos;

	@Override
	public void start() {
		this.nanos = System.nanoTime();
	}

	/**
	 * Return when that was.
	 * @return the time of {@link System#nanoTime()}
	 */
	long nanos() {
		return this.nanos;
	}

	@Override
	public void stop() {
		this.nanos = 0;
	}

	@Override
	public boolean isRunning() {
		return this.nanos != 0;
	}

	@Override
	public int getPhase() {
		return Integer.MIN_VALUE;
	}

}
