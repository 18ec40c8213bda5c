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

/**
 * What a task ended with.
 *
 * @param status how the task ended
 * @param bytes the serialized value or exception, or for {@link Status#NOT_RUN} the
 * reason in UTF-8
 */
public record TaskResult(Status status, byte[] bytes) {

	/**
	 * How a task ended. The order is part of the wire format.
	 */
	public enum Status {

		/**
		 * The task returned a value.
		 */
		COMPLETED,

		/**
		 * The task threw an exception.
		 */
		FAILED,

		/**
		 * The worker could not run the task.
		 */
		NOT_RUN

	}

}
