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

package io.github.raytaskrunner.runner;

import io.github.raytaskrunner.InterruptedWaitException;
import io.github.raytaskrunner.PythonCall;
import io.github.raytaskrunner.PythonCaller;
import io.github.raytaskrunner.RayText;
import io.github.raytaskrunner.TaskCrashedException;
import io.github.raytaskrunner.backend.Backend;
import io.github.raytaskrunner.backend.ProcessDiedException;
import io.github.raytaskrunner.python.PythonMessages;
import io.github.raytaskrunner.settings.TaskSpec;
import io.github.raytaskrunner.settings.TaskSpecs;
import org.jspecify.annotations.Nullable;

/**
 * Makes calls of Python functions for tasks.
 */
final class PythonCalls implements PythonCaller {

	private final Backend backend;

	private final TaskSpecs specs;

	private final DemandCheck demandCheck;

	PythonCalls(Backend backend, TaskSpecs specs, DemandCheck demandCheck) {
		this.backend = backend;
		this.specs = specs;
		this.demandCheck = demandCheck;
	}

	/**
	 * Check a task that is submitted, if it is a call.
	 * @param task the task
	 * @throws IllegalArgumentException if it can never be made
	 * @throws io.github.raytaskrunner.TaskSerializationException if an argument cannot be
	 * passed
	 */
	void check(Object task) {
		if (task instanceof PythonCall<?> call) {
			specOf(call);
			PythonMessages.check(call);
		}
	}

	private TaskSpec specOf(PythonCall<?> call) {
		if (!this.backend.callsPython()) {
			throw new IllegalArgumentException(
					call + " can never be called, as tasks do not run on Ray: set 'ray.address' to a cluster, or to "
							+ "'local' for a temporary one");
		}
		TaskSpec spec = this.specs.of(call.options(), call.qualifiedName(), null, 0);
		this.demandCheck.check(spec);
		return spec;
	}

	@Override
	public <T extends @Nullable Object> T call(PythonCall<T> call) {
		TaskSpec spec = specOf(call);
		return PythonMessages.value(call, call(spec, PythonMessages.request(call)));
	}

	private byte[] call(TaskSpec spec, byte[] request) {
		for (int retries = spec.crashRetries();; retries--) {
			try {
				return this.backend.callPython(RayText.shown(spec.name()), spec.resources(), request);
			}
			catch (ProcessDiedException ex) {
				if (retries == 0) {
					throw new TaskCrashedException(spec.name(), spec.key(), String.valueOf(ex.getMessage()));
				}
			}
			catch (InterruptedException ex) {
				throw InterruptedWaitException.of(spec.name() + ", a function of Python", ex);
			}
		}
	}

}
