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

package io.github.raytaskrunner.backend;

import io.github.raytaskrunner.BackendInfo;
import io.github.raytaskrunner.attempt.AttemptListener;

/**
 * Callback interface by which a backend reports. Calls do not block.
 */
public interface BackendListener extends AttemptListener {

	/**
	 * The backend offers something else than it said last. If this comes before the
	 * {@link BackendInfo} of a connection it is the later word, so a backend that reports
	 * changes reports what it offers at first, too.
	 * @param slots number of calls with default resources that run at once
	 * @param nodes number of living nodes
	 */
	void capacityChanged(int slots, int nodes);

	/**
	 * Calls that wait for others lend their slots to these, or take them back. What the
	 * backend offers is the same.
	 * @param slots number of calls with default resources that run at once in addition to
	 * those before
	 * @param callsWithoutCpu number of calls that need no CPU and run at once in addition
	 * to those before
	 */
	void slotsLent(int slots, int callsWithoutCpu);

	/**
	 * The backend cannot run anything for now. All attempts without a result are crashed,
	 * and the values that it held are gone. Does nothing if that is so already.
	 * @param reason what is known about it, and where to look
	 */
	void disconnected(String reason);

	/**
	 * The backend tried in vain to run calls again, and goes on trying.
	 * @param obstacle why it failed
	 */
	void connectFailed(String obstacle);

	/**
	 * The backend can run calls again, after it could not. It holds no values, and runs
	 * no attempt of before: reports on these are ignored.
	 * @param info what is known about the backend now
	 */
	void connected(BackendInfo info);

}
