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

import java.util.Map;

import io.github.raytaskrunner.attempt.Attempt;
import io.github.raytaskrunner.attempt.AttemptResult;

/**
 * Runs tasks. Implemented in the class loader of the application, which shares only a few
 * packages with Ray's.
 */
public interface TaskHandler {

	/**
	 * Run a task. Whatever the task throws is part of the result.
	 * @param attempt the attempt
	 * @param values the serialized values that the task reads, by the id of their attempt
	 * @return the result, with its value however large
	 */
	AttemptResult run(Attempt attempt, Map<Long, byte[]> values);

}
