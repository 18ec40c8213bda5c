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

import io.ray.api.ObjectRef;
import io.ray.api.id.ObjectId;
import io.ray.runtime.object.ObjectRefImpl;

/**
 * The arguments of a call that hold values: each object of Ray once, whichever attempts
 * returned what is in it. For use by one thread.
 */
final class CallArguments {

	private final Map<ObjectId, Integer> indexes = new HashMap<>();

	private final List<ObjectRef<byte[]>> references = new ArrayList<>();

	private final Map<Long, Integer> places = new LinkedHashMap<>();

	/**
	 * Add a value.
	 * @param attempt id of its attempt
	 * @param frame the frame that holds it
	 */
	void add(long attempt, ObjectRef<byte[]> frame) {
		this.places.put(attempt, this.indexes.computeIfAbsent(id(frame), (key) -> {
			this.references.add(frame);
			return this.references.size() - 1;
		}));
	}

	/**
	 * Say whether a call has room for a value beside those here.
	 */
	boolean hasRoomFor(ObjectRef<byte[]> frame) {
		return this.references.size() < EntryPoints.MAX_ARGUMENTS || this.indexes.containsKey(id(frame));
	}

	private static ObjectId id(ObjectRef<byte[]> frame) {
		return ((ObjectRefImpl<byte[]>) frame).getId();
	}

	List<ObjectRef<byte[]>> references() {
		return this.references;
	}

	/**
	 * Return the index of the argument that holds a value, by the id of its attempt.
	 */
	Map<Long, Integer> places() {
		return this.places;
	}

}
