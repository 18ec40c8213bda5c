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

package io.github.raytaskrunner.backend.ray;

import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

import io.github.raytaskrunner.BackendInfo;
import io.github.raytaskrunner.attempt.AttemptEvent;
import io.github.raytaskrunner.attempt.AttemptResult;
import io.github.raytaskrunner.backend.BackendListener;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what a driver tells its application.
 */
final class RecordingListener implements BackendListener {

	final Queue<String> capacities = new ConcurrentLinkedQueue<>();

	volatile @Nullable RuntimeException failure;

	final Map<Long, Integer> starts = new ConcurrentHashMap<>();

	final Map<Long, ConcurrentLinkedQueue<AttemptResult>> results = new ConcurrentHashMap<>();

	@Override
	public void happened(List<AttemptEvent> events) {
		events.forEach(this::happened);
	}

	private void happened(AttemptEvent event) {
		if (event instanceof AttemptEvent.Started) {
			RuntimeException failure = this.failure;
			if (failure != null) {
				throw failure;
			}
			this.starts.merge(event.attempt(), 1, Integer::sum);
		}
		else if (event instanceof AttemptEvent.Finished finished) {
			this.results.computeIfAbsent(event.attempt(), (id) -> new ConcurrentLinkedQueue<>()).add(finished.result());
		}
		else {
			throw new UnsupportedOperationException(event.toString());
		}
	}

	@Override
	public void capacityChanged(int slots, int nodes) {
		this.capacities.add(slots + " slots of " + nodes);
	}

	@Override
	public void slotsLent(int slots, int callsWithoutCpu) {
		throw new UnsupportedOperationException();
	}

	@Override
	public void disconnected(String reason) {
		throw new UnsupportedOperationException(reason);
	}

	@Override
	public void connectFailed(String obstacle) {
		throw new UnsupportedOperationException(obstacle);
	}

	@Override
	public void connected(BackendInfo info) {
		throw new UnsupportedOperationException();
	}

}
