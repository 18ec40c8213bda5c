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

package io.github.raytaskrunner.worker.task;

import io.github.raytaskrunner.attempt.Resources;
import io.github.raytaskrunner.backend.ProcessDiedException;
import io.github.raytaskrunner.calls.NoResultException;
import io.github.raytaskrunner.calls.PythonFunctions;
import io.ray.api.ObjectRef;

/**
 * One call of a function of Python, by which the CPU of the task is free for others. For
 * one thread.
 */
final class PythonRun {

	private static final int WAIT_MILLIS = 100;

	private final RayThread rayThread;

	private final PythonFunctions functions;

	PythonRun(RayThread rayThread, PythonFunctions functions) {
		this.rayThread = rayThread;
		this.functions = functions;
	}

	/**
	 * Make the call, and wait for it.
	 * @param name the name that Ray shows
	 * @param resources what the function occupies
	 * @param request which function to call with what
	 * @return the answer
	 * @throws ProcessDiedException if the process died that ran it
	 * @throws InterruptedException if the calling thread is interrupted
	 */
	byte[] call(String name, Resources resources, byte[] request) throws InterruptedException {
		ObjectRef<byte[]> answer = this.rayThread.run(() -> this.functions.submit(name, resources, request));
		while (!this.rayThread.run(() -> this.functions.await(answer, WAIT_MILLIS))) {
			// waits on
		}
		try {
			return this.functions.get(answer);
		}
		catch (NoResultException ex) {
			throw new ProcessDiedException(ex.reason());
		}
	}

}
