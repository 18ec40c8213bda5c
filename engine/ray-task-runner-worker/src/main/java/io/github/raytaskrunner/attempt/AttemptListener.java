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

import java.util.Map;

/**
 * Callback interface by which those who run calls report: of every attempt exactly one
 * {@link #finished}, {@link #crashed} or {@link #upstreamsLost}. Calls do not block, and
 * come from any thread.
 */
public interface AttemptListener {

	/**
	 * An attempt started on a worker. May be left out.
	 * @param attempt id of the attempt
	 */
	void started(long attempt);

	/**
	 * An attempt ended by itself.
	 * @param attempt id of the attempt
	 * @param result what it ended with
	 */
	void finished(long attempt, AttemptResult result);

	/**
	 * The process that ran an attempt, or would have, died.
	 * @param attempt id of the attempt
	 * @param reason what is known about it
	 */
	void crashed(long attempt, String reason);

	/**
	 * An attempt could not run because values that it reads are gone.
	 * @param attempt id of the attempt
	 * @param reasons what is known about each loss, by the id of the attempt whose value
	 * is gone
	 */
	void upstreamsLost(long attempt, Map<Long, String> reasons);

}
