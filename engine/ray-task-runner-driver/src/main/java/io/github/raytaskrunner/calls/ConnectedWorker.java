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

import io.github.raytaskrunner.wire.ToWorker;

/**
 * A worker as long as its connection lasts.
 */
interface ConnectedWorker {

	/**
	 * Send a message, without waiting for the worker. One whose connection ended is told
	 * nothing: it has nothing more to do.
	 */
	void send(ToWorker message);

	/**
	 * Do something as soon as the worker has proved that it lives: by an answer to a
	 * question that it is asked now. If its connection ends before that, nothing is done.
	 * @param action what to do, on the thread that hears the workers
	 */
	void whenAlive(Runnable action);

}
