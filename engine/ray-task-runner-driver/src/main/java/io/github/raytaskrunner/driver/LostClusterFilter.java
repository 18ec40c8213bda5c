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

package io.github.raytaskrunner.driver;

import java.util.List;
import java.util.function.BooleanSupplier;

import io.github.raytaskrunner.attempt.AttemptEvent;
import io.github.raytaskrunner.attempt.AttemptListener;
import io.github.raytaskrunner.attempt.LogLines;
import io.github.raytaskrunner.attempt.NestedChanges;

/**
 * Passes on what happens to attempts, unless they crash because the cluster is lost to
 * this process. Then its end says so, once for all of them: an attempt that went on to
 * crash here would use up its retries in no time.
 */
final class LostClusterFilter implements AttemptListener {

	private final AttemptListener delegate;

	private final BooleanSupplier lost;

	LostClusterFilter(AttemptListener delegate, BooleanSupplier lost) {
		this.delegate = delegate;
		this.lost = lost;
	}

	@Override
	public void happened(List<AttemptEvent> events) {
		if (events.stream().anyMatch(LostClusterFilter::isLoss) && this.lost.getAsBoolean()) {
			this.delegate.happened(events.stream().filter((event) -> !isLoss(event)).toList());
		}
		else {
			this.delegate.happened(events);
		}
	}

	@Override
	public void logged(LogLines lines) {
		this.delegate.logged(lines);
	}

	@Override
	public void nestedChanged(NestedChanges changes) {
		this.delegate.nestedChanged(changes);
	}

	private static boolean isLoss(AttemptEvent event) {
		return event instanceof AttemptEvent.Crashed || event instanceof AttemptEvent.UpstreamsLost;
	}

}
