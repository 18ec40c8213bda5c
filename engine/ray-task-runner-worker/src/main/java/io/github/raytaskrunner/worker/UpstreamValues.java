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

package io.github.raytaskrunner.worker;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.github.raytaskrunner.attempt.Attempt;
import io.github.raytaskrunner.attempt.Upstream;
import io.github.raytaskrunner.worker.CallFrame.Place;

/**
 * The values among the arguments of a call. They are copied out one by one, when they are
 * asked for.
 */
final class UpstreamValues {

	private final Map<Long, Place> places;

	private final ResultFrame[] frames;

	/**
	 * Create new values.
	 * @param places where the values are, by the id of their attempt
	 * @param arguments the arguments, some of which may be {@code null}
	 */
	UpstreamValues(Map<Long, Place> places, byte[][] arguments) {
		this.places = places;
		this.frames = new ResultFrame[arguments.length];
		for (int i = 0; i < arguments.length; i++) {
			this.frames[i] = (arguments[i] != null) ? ResultFrame.of(arguments[i]) : null;
		}
	}

	/**
	 * Return the values that an attempt reads, by the id of their attempt.
	 */
	Map<Long, byte[]> of(Attempt attempt) {
		Map<Long, byte[]> values = new HashMap<>();
		for (Upstream upstream : attempt.upstreams()) {
			if (upstream instanceof Upstream.Value value) {
				values.put(value.attempt(), bytes(this.places.get(value.attempt())));
			}
		}
		return values;
	}

	/**
	 * Return all values in the order of their places.
	 */
	List<byte[]> all() {
		return this.places.values().stream().map(this::bytes).toList();
	}

	private byte[] bytes(Place place) {
		return this.frames[place.argument()].entry(place.index()).bytes();
	}

}
