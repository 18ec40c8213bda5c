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

package io.github.raytaskrunner.calls;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.raytaskrunner.calls.ValueTable.Location;
import io.github.raytaskrunner.worker.CallFrame.Place;
import io.ray.api.ObjectRef;
import io.ray.api.id.ObjectId;
import io.ray.runtime.object.ObjectRefImpl;

/**
 * The values that a call reads as its arguments, each reference once. Not thread-safe.
 */
final class CallArguments {

	private final Map<ObjectId, Integer> indexes = new HashMap<>();

	private final List<ObjectRef<byte[]>> references = new ArrayList<>();

	private final Map<Long, Place> places = new LinkedHashMap<>();

	/**
	 * Add a value.
	 * @param attempt id of its attempt
	 * @param location where it is
	 */
	void add(long attempt, Location location) {
		int argument = this.indexes.computeIfAbsent(id(location), (key) -> {
			this.references.add(location.frame());
			return this.references.size() - 1;
		});
		this.places.put(attempt, new Place(argument, location.index()));
	}

	/**
	 * Say whether a call has room for a value beside those here.
	 */
	boolean hasRoomFor(Location location) {
		return this.references.size() < EntryPoints.MAX_ARGUMENTS || this.indexes.containsKey(id(location));
	}

	private static ObjectId id(Location location) {
		return ((ObjectRefImpl<byte[]>) location.frame()).getId();
	}

	List<ObjectRef<byte[]>> references() {
		return this.references;
	}

	/**
	 * Return where the values are among the arguments, by the id of their attempt.
	 */
	Map<Long, Place> places() {
		return this.places;
	}

}
