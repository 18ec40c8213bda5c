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

import java.util.ArrayList;
import java.util.List;

import com.google.protobuf.UnsafeByteOperations;
import io.github.raytaskrunner.attempt.AttemptEvent;
import io.github.raytaskrunner.attempt.AttemptResult;
import io.github.raytaskrunner.protocol.Crashed;
import io.github.raytaskrunner.protocol.DriverMessage;
import io.github.raytaskrunner.protocol.Event;
import io.github.raytaskrunner.protocol.Events;
import io.github.raytaskrunner.protocol.Finished;
import io.github.raytaskrunner.protocol.Progressed;
import io.github.raytaskrunner.protocol.Returned;
import io.github.raytaskrunner.protocol.Started;
import io.github.raytaskrunner.protocol.UpstreamsLost;

/**
 * Writes events as few messages of limited size.
 *
 * @param events the events
 */
record EventWriter(List<AttemptEvent> events) {

	private static final int MAX_BYTES = 1024 * 1024;

	/**
	 * Return the messages.
	 * @return the messages in order
	 */
	List<DriverMessage> messages() {
		List<DriverMessage> messages = new ArrayList<>(1);
		Events.Builder current = Events.newBuilder();
		int bytes = 0;
		for (AttemptEvent event : this.events) {
			Event message = message(event);
			int size = message.getSerializedSize();
			if (bytes > 0 && bytes + size > MAX_BYTES) {
				messages.add(DriverMessage.newBuilder().setEvents(current).build());
				current = Events.newBuilder();
				bytes = 0;
			}
			current.addEvents(message);
			bytes += size;
		}
		if (current.getEventsCount() > 0) {
			messages.add(DriverMessage.newBuilder().setEvents(current).build());
		}
		return messages;
	}

	private static Event message(AttemptEvent event) {
		Event.Builder message = Event.newBuilder();
		if (event instanceof AttemptEvent.Started started) {
			message.setStarted(Started.newBuilder().setAttempt(started.attempt()));
		}
		else if (event instanceof AttemptEvent.Finished finished) {
			message.setFinished(finished(finished));
		}
		else if (event instanceof AttemptEvent.Crashed crashed) {
			message.setCrashed(Crashed.newBuilder().setAttempt(crashed.attempt()).setReason(crashed.reason()));
		}
		else if (event instanceof AttemptEvent.UpstreamsLost lost) {
			message
				.setUpstreamsLost(UpstreamsLost.newBuilder().setAttempt(lost.attempt()).putAllReasons(lost.reasons()));
		}
		else if (event instanceof AttemptEvent.Returned returned) {
			message.setReturned(Returned.newBuilder().setAttempt(returned.attempt()));
		}
		else if (event instanceof AttemptEvent.Progressed progressed) {
			message.setProgressed(Progressed.newBuilder()
				.setAttempt(progressed.attempt())
				.setItem(progressed.item())
				.setDone(progressed.done())
				.setTotal(progressed.total())
				.setMessage(progressed.message()));
		}
		return message.build();
	}

	private static Finished finished(AttemptEvent.Finished event) {
		AttemptResult result = event.result();
		Finished.Builder finished = Finished.newBuilder()
			.setAttempt(event.attempt())
			.setFailed(result.failed())
			.setSize(result.size())
			.setNanos(event.nanos());
		if (result.value() != null) {
			finished.setValue(UnsafeByteOperations.unsafeWrap(result.value()));
		}
		return finished.build();
	}

}
