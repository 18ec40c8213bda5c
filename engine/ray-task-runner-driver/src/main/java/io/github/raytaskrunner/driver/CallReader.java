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

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

import io.github.raytaskrunner.attempt.Attempt;
import io.github.raytaskrunner.attempt.Call;
import io.github.raytaskrunner.attempt.Resources;
import io.github.raytaskrunner.attempt.Upstream;
import io.github.raytaskrunner.protocol.Payload;
import io.github.raytaskrunner.protocol.RunCall;

/**
 * Reads a call as the application sent it.
 *
 * @param message the message
 */
record CallReader(RunCall message) {

	/**
	 * Return what the message says of its payloads: of each attempt the values and states
	 * that it reads, and its task.
	 */
	List<Payload> payloads() {
		List<Payload> payloads = new ArrayList<>();
		this.message.getAttemptsList().forEach((attempt) -> {
			if (attempt.hasUpstreams()) {
				payloads.add(attempt.getUpstreams());
			}
			payloads.addAll(attempt.getStatesList());
			payloads.add(attempt.getTask());
		});
		return payloads;
	}

	/**
	 * Return the call.
	 * @param payloads the payloads in their order
	 */
	Call call(Iterator<byte[]> payloads) {
		List<Attempt> attempts = this.message.getAttemptsList()
			.stream()
			.map((attempt) -> attempt(attempt, payloads))
			.toList();
		return new Call(this.message.getName(), resources(), attempts);
	}

	private Resources resources() {
		String group = this.message.getPlacementGroup();
		return new Resources(this.message.getResourcesMap(), this.message.getRuntimeEnv(),
				group.isEmpty() ? null : new Resources.PlacementGroup(group, this.message.getBundleIndex()));
	}

	private static Attempt attempt(io.github.raytaskrunner.protocol.Attempt attempt, Iterator<byte[]> payloads) {
		List<Upstream> upstreams = attempt.hasUpstreams() ? upstreams(ByteBuffer.wrap(payloads.next()), payloads)
				: List.of();
		return new Attempt(attempt.getId(), attempt.getTaskName(), attempt.getTaskKey(), attempt.getNumber(),
				payloads.next(), upstreams);
	}

	private static List<Upstream> upstreams(ByteBuffer values, Iterator<byte[]> payloads) {
		List<Upstream> upstreams = new ArrayList<>(values.remaining() / Long.BYTES);
		while (values.hasRemaining()) {
			long value = values.getLong();
			upstreams.add((value != 0) ? new Upstream.Value(value) : new Upstream.State(payloads.next()));
		}
		return upstreams;
	}

}
