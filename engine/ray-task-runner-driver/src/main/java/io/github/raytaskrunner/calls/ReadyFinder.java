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

import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

import io.ray.api.ObjectRef;

/**
 * Finds out which calls have ended.
 */
@FunctionalInterface
interface ReadyFinder {

	/**
	 * Wait until one of several calls has ended.
	 * @param results references to the results of the calls
	 * @param timeoutMillis longest time to wait
	 * @return those whose call has ended, with or without a result
	 */
	List<ObjectRef<byte[]>> findReady(List<ObjectRef<byte[]>> results, int timeoutMillis);

	/**
	 * Wait until one of several calls has ended, some of which may be the same.
	 * @param results references to the results of the calls
	 * @param timeoutMillis longest time to wait
	 * @return those whose call has ended, told apart by their identity
	 */
	default Set<ObjectRef<byte[]>> findReadySet(Collection<ObjectRef<byte[]>> results, int timeoutMillis) {
		return identitySet(findReady(List.copyOf(identitySet(results)), timeoutMillis));
	}

	private static Set<ObjectRef<byte[]>> identitySet(Collection<ObjectRef<byte[]>> results) {
		Set<ObjectRef<byte[]>> set = Collections.newSetFromMap(new IdentityHashMap<>());
		set.addAll(results);
		return set;
	}

}
