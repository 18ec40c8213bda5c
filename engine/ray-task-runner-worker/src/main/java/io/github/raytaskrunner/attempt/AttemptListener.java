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

package io.github.raytaskrunner.attempt;

import java.util.List;

/**
 * Callback interface by which those who run calls report.
 */
@FunctionalInterface
public interface AttemptListener {

	/**
	 * Something happened to attempts. Does not block, and is called by any thread.
	 * @param events what happened, in this order
	 */
	void happened(List<AttemptEvent> events);

	/**
	 * Tasks logged something. Does not block, and is called by any thread.
	 * @param lines what they logged
	 */
	default void logged(LogLines lines) {
	}

	/**
	 * Tasks that tasks submitted have other states, or told progress. Does not block, and
	 * is called by any thread.
	 * @param changes their states and progress
	 */
	default void nestedChanged(NestedChanges changes) {
	}

}
