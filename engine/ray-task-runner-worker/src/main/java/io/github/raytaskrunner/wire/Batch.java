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

package io.github.raytaskrunner.wire;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.raytaskrunner.attempt.Attempt;
import io.github.raytaskrunner.attempt.Upstream;

/**
 * Attempts that a worker runs one after another.
 *
 * @param attempts the attempts
 * @param values the values that they read and that go along with them, by the id of their
 * attempt. Others are arguments of the worker's call
 */
public record Batch(List<Attempt> attempts, Map<Long, byte[]> values) {

	/**
	 * No attempts.
	 */
	public static final Batch EMPTY = new Batch(List.of(), Map.of());

	/**
	 * How many attempts a worker may have begun of which it has told nothing. If it dies,
	 * these may have run.
	 */
	public static final int MAX_UNTOLD = 32;

	private static final byte VALUE = 0;

	private static final byte STATE = 1;

	void writeTo(FrameWriter output) {
		output.putInt(this.values.size());
		this.values.forEach((id, value) -> output.putLong(id).putBytes(value));
		output.putInt(this.attempts.size());
		this.attempts.forEach((attempt) -> write(attempt, output));
	}

	private static void write(Attempt attempt, FrameWriter output) {
		output.putLong(attempt.id());
		output.putString(attempt.name()).putString(attempt.key());
		output.putInt(attempt.number()).putInt(attempt.upstreams().size());
		for (Upstream upstream : attempt.upstreams()) {
			if (upstream instanceof Upstream.State state) {
				output.putByte(STATE).putBytes(state.bytes());
			}
			else {
				output.putByte(VALUE).putLong(((Upstream.Value) upstream).attempt());
			}
		}
		output.putBytes(attempt.task());
	}

	static Batch readFrom(FrameReader input) {
		int valueCount = input.getCount(12);
		Map<Long, byte[]> values = new LinkedHashMap<>();
		for (int i = 0; i < valueCount; i++) {
			values.put(input.getLong(), input.getBytes());
		}
		int attemptCount = input.getCount(28);
		List<Attempt> attempts = new ArrayList<>(attemptCount);
		for (int i = 0; i < attemptCount; i++) {
			attempts.add(readAttempt(input));
		}
		return new Batch(attempts, values);
	}

	private static Attempt readAttempt(FrameReader input) {
		long id = input.getLong();
		String name = input.getString();
		String key = input.getString();
		int number = input.getInt();
		int upstreamCount = input.getCount(5);
		List<Upstream> upstreams = new ArrayList<>(upstreamCount);
		for (int i = 0; i < upstreamCount; i++) {
			upstreams.add((input.getByte() == STATE) ? new Upstream.State(input.getBytes())
					: new Upstream.Value(input.getLong()));
		}
		return new Attempt(id, name, key, number, input.getBytes(), upstreams);
	}

}
