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

import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import io.github.raytaskrunner.BackendInfo;
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
	public void slotsLent(int difference) {
	}

	@Override
	public void started(long attempt) {
		Error error = this.errorOnStart;
		if (error != null) {
			throw error;
		}
	}

	@Override
	public void finished(long attempt, AttemptResult result) {
		this.queue.add(new Report(attempt, result, null));
	}

	@Override
	public void crashed(long attempt, String reason) {
		this.queue.add(new Report(attempt, null, reason));
	}

	@Override
	public void upstreamsLost(long attempt, Map<Long, String> reasons) {
		this.queue.add(new Report(attempt, null, "values lost: " + reasons));
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

	record Report(long attempt, @Nullable AttemptResult result, @Nullable String crash) {

	}

}
