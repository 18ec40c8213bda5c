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

/**
 * What a task reads of an upstream task.
 */
public sealed interface Upstream {

	/**
	 * The value of an attempt that completed, or that was put. It is where the attempt
	 * ran, and not here.
	 *
	 * @param attempt id of the attempt
	 */
	record Value(long attempt) implements Upstream {

	}

	/**
	 * The final state of a task that did not complete, for a task that allows this.
	 *
	 * @param bytes the serialized state
	 */
	record State(byte[] bytes) implements Upstream {

	}

}
