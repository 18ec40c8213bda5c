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

/**
 * Takes calls back that the backend has, as far as they have not started: what comes back
 * is dispatched again. Guarded by the lock of the scheduler.
 */
final class TakeBacks {

	private final AttemptsInFlight inFlight;

	private final BackendLink link;

	TakeBacks(AttemptsInFlight inFlight, BackendLink link) {
		this.inFlight = inFlight;
		this.link = link;
	}

	/**
	 * Take back what has not started of a call.
	 * @param call the call
	 */
	void takeBack(CallInFlight call) {
		call.takenBack();
		call.attempts()
			.stream()
			.filter((attempt) -> this.inFlight.get(attempt) != null)
			.findFirst()
			.ifPresent((attempt) -> this.link.post((backend) -> backend.takeBack(attempt)));
	}

}
