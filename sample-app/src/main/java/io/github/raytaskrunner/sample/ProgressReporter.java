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

package io.github.raytaskrunner.sample;

import io.github.raytaskrunner.TaskState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs how far a backtest is, each time another tenth of its windows is done. Blocks may
 * be reported by any thread; a closed reporter is silent, so that a late callback does
 * not log after the result.
 */
final class ProgressReporter implements AutoCloseable {

	private static final Logger logger = LoggerFactory.getLogger(ProgressReporter.class);

	private final int total;

	private int done;

	private boolean closed;

	ProgressReporter(int total) {
		this.total = total;
	}

	synchronized void blockDone(DayBlock block, TaskState state) {
		if (this.closed || !state.isCompleted()) {
			return;
		}
		int tenthsBefore = tenths();
		this.done += block.size();
		if (tenths() > tenthsBefore) {
			logger.info("{} % ({} of {} windows)", tenths() * 10, this.done, this.total);
		}
	}

	private int tenths() {
		return (int) (10L * this.done / this.total);
	}

	@Override
	public synchronized void close() {
		this.closed = true;
	}

}
