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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.raytaskrunner.calls.ValueTable.Location;
import io.github.raytaskrunner.worker.CallFrame.Place;
import io.ray.api.ObjectRef;
import io.ray.api.id.ObjectId;
import io.ray.runtime.object.ObjectRefImpl;

/**
 * The upstream arguments of a call, each reference once. Not thread-safe.
 */
final class CallArguments {

	private final Map<ObjectId, Integer> indexes = new LinkedHashMap<>();

	private final List<ObjectRef<byte[]>> references = new ArrayList<>();

	CallArguments() {
	}

	CallArguments(List<Location> locations) {
		locations.forEach(this::add);
	}

	boolean contains(Location location) {
		return this.indexes.containsKey(id(location));
	}

	/**
	 * Add a value and return its place among the arguments.
	 */
	Place add(Location location) {
		int argument = this.indexes.computeIfAbsent(id(location), (key) -> {
			this.references.add(location.frame());
			return this.references.size() - 1;
		});
		return new Place(argument, location.index());
	}

	private static ObjectId id(Location location) {
		return ((ObjectRefImpl<byte[]>) location.frame()).getId();
	}

	List<ObjectRef<byte[]>> references() {
		return this.references;
	}

}
