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

import io.github.raytaskrunner.attempt.AttemptEvent.Finished;

/**
 * What a {@link LeasePool} needs of Ray. Called with the lock of the pool, so nothing
 * waits.
 */
interface LeaseBackend {

	/**
	 * Ask Ray for a lease, later.
	 */
	void request(Lease lease);

	/**
	 * Tell the pool by {@link LeasePool#end} once Ray has a value that is too large for a
	 * message.
	 */
	void awaitValue(Lease lease, Finished finished);

	/**
	 * Tell the pool by {@link LeasePool#passedOn} once Ray has the slot of a lease back.
	 */
	void awaitEnd(Lease lease);

}
