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

import io.github.raytaskrunner.attempt.AttemptEvent;
import io.github.raytaskrunner.attempt.AttemptResult;
import io.github.raytaskrunner.protocol.Crashed;
import io.github.raytaskrunner.protocol.Event;
import io.github.raytaskrunner.protocol.Events;
import io.github.raytaskrunner.protocol.Finished;
import io.github.raytaskrunner.protocol.Progressed;
import io.github.raytaskrunner.protocol.UpstreamsLost;

/**
 * Reads events as the driver sent them.
 *
 * @param message the message
 */
record EventReader(Events message) {

	/**
	 * Return the events.
	 * @return the events in order
	 * @throws IllegalArgumentException if there is one that is not known
	 */
	List<AttemptEvent> events() {
		return this.message.getEventsList().stream().map(EventReader::event).toList();
	}

	private static AttemptEvent event(Event event) {
		return switch (event.getEventCase()) {
			case STARTED -> new AttemptEvent.Started(event.getStarted().getAttempt());
			case FINISHED -> finished(event.getFinished());
			case CRASHED -> crashed(event.getCrashed());
			case UPSTREAMS_LOST -> upstreamsLost(event.getUpstreamsLost());
			case RETURNED -> new AttemptEvent.Returned(event.getReturned().getAttempt());
			case PROGRESSED -> progressed(event.getProgressed());
			case EVENT_NOT_SET -> throw new IllegalArgumentException("An event that is not known");
		};
	}

	private static AttemptEvent finished(Finished finished) {
		byte[] value = finished.hasValue() ? finished.getValue().toByteArray() : null;
		return new AttemptEvent.Finished(finished.getAttempt(),
				new AttemptResult(finished.getFailed(), finished.getSize(), value), finished.getNanos());
	}

	private static AttemptEvent progressed(Progressed progressed) {
		return new AttemptEvent.Progressed(progressed.getAttempt(), progressed.getItem(), progressed.getDone(),
				progressed.getTotal(), progressed.getMessage());
	}

	private static AttemptEvent crashed(Crashed crashed) {
		return new AttemptEvent.Crashed(crashed.getAttempt(), crashed.getReason());
	}

	private static AttemptEvent upstreamsLost(UpstreamsLost lost) {
		return new AttemptEvent.UpstreamsLost(lost.getAttempt(), lost.getReasonsMap());
	}

}
