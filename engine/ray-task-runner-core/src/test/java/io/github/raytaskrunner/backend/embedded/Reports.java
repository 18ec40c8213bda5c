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

package io.github.raytaskrunner.backend.embedded;

import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import io.github.raytaskrunner.BackendInfo;
import io.github.raytaskrunner.attempt.AttemptEvent;
import io.github.raytaskrunner.attempt.AttemptResult;
import io.github.raytaskrunner.backend.BackendListener;
import org.jspecify.annotations.Nullable;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Keeps what a backend reports of attempts, in order.
 */
final class Reports implements BackendListener {

	final BlockingQueue<Report> queue = new LinkedBlockingQueue<>();

	volatile @Nullable Error errorOnStart;

	Report next(long attempt) {
		try {
			Report report = this.queue.poll(30, TimeUnit.SECONDS);
			assertThat(report).isNotNull();
			assertThat(report.attempt()).isEqualTo(attempt);
			return report;
		}
		catch (InterruptedException ex) {
			throw new AssertionError(ex);
		}
	}

	@Override
	public void capacityChanged(int slots, int nodes) {
	}

	@Override
	public void slotsLent(int slots, int callsWithoutCpu) {
	}

	@Override
	public void happened(List<AttemptEvent> events) {
		events.forEach(this::happened);
	}

	private void happened(AttemptEvent event) {
		if (event instanceof AttemptEvent.Finished finished) {
			this.queue.add(new Report(event.attempt(), finished.result(), null));
		}
		else if (event instanceof AttemptEvent.Crashed crashed) {
			this.queue.add(new Report(event.attempt(), null, crashed.reason()));
		}
		else if (event instanceof AttemptEvent.UpstreamsLost lost) {
			this.queue.add(new Report(event.attempt(), null, "values lost: " + lost.reasons()));
		}
		else if (event instanceof AttemptEvent.Returned) {
			this.queue.add(new Report(event.attempt(), null, null));
		}
		else if (this.errorOnStart != null) {
			throw this.errorOnStart;
		}
	}

	@Override
	public void disconnected(String reason) {
		throw new AssertionError(reason);
	}

	@Override
	public void connectFailed(String obstacle) {
		throw new AssertionError(obstacle);
	}

	@Override
	public void connected(BackendInfo info) {
		throw new AssertionError(info);
	}

	/**
	 * The end of an attempt.
	 *
	 * @param attempt id of the attempt
	 * @param result what it ended with, or {@code null} if it did not end by itself
	 * @param crash why it crashed, or {@code null} if it did not
	 */
	record Report(long attempt, @Nullable AttemptResult result, @Nullable String crash) {

	}

}
