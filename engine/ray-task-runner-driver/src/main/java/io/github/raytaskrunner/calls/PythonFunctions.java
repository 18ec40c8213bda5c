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

import java.util.ArrayList;
import java.util.List;

import io.github.raytaskrunner.attempt.AttemptResult;
import io.github.raytaskrunner.attempt.Resources;
import io.github.raytaskrunner.worker.WorkerPackage;
import io.ray.api.ObjectRef;
import io.ray.api.Ray;
import io.ray.api.function.PyFunction;
import io.ray.api.runtimeenv.RuntimeEnv;
import org.jspecify.annotations.Nullable;

/**
 * Calls functions of Python on Ray, from within a worker of Java. Each call is one of a
 * function of our own, which comes to Python with the worker's package and calls the
 * function that it is told: a module that cannot be imported would end a process of
 * Python if Ray looked for it, without a word to Java.
 */
public final class PythonFunctions {

	private static final PyFunction<byte[]> FUNCTION = PyFunction.of("ray_task_runner_python.calls", "call",
			byte[].class);

	private static final String MODULES = "py_modules";

	private static final String JARS = "java_jars";

	private final RayOptions options;

	private final ReferenceCollector collector;

	PythonFunctions(RayOptions options, ReferenceCollector collector) {
		this.options = options;
		this.collector = collector;
	}

	/**
	 * Begin a call.
	 * @param name the name that Ray shows
	 * @param resources what it occupies
	 * @param request what the function of our own is told
	 * @return the reference to its answer
	 */
	@SuppressWarnings("unchecked")
	public ObjectRef<byte[]> submit(String name, Resources resources, byte[] request) {
		Object argument = request;
		if (request.length > AttemptResult.MAX_PUSHED_BYTES) {
			argument = Ray.put(request);
			this.collector.created(request.length);
		}
		return Ray.internal()
			.call(FUNCTION, new Object[] { argument }, this.options.of(name, resources, runtimeEnv(resources)));
	}

	/**
	 * Return the environment of a call. Where it says nothing, Ray takes that of the
	 * worker, field by field, which is that of the job and of the task that runs there.
	 * Python needs none of the jars, which a node may not have.
	 */
	private static RuntimeEnv runtimeEnv(Resources resources) {
		RuntimeEnv own = RayOptions.runtimeEnv(resources);
		RuntimeEnv result = (own != null) ? own : Ray.internal().createRuntimeEnv();
		List<String> modules = new ArrayList<>(List.of(WorkerPackage.uri()));
		List<String> others = modules(result);
		modules.addAll((others != null) ? others : List.of());
		result.set(MODULES, modules);
		result.set(JARS, List.of());
		return result;
	}

	@SuppressWarnings("unchecked")
	private static @Nullable List<String> modules(RuntimeEnv own) {
		RuntimeEnv env = own.contains(MODULES) ? own : Ray.getRuntimeContext().getCurrentRuntimeEnv();
		return env.contains(MODULES) ? env.get(MODULES, List.class) : null;
	}

	/**
	 * Wait for an answer. While the thread that runs a task waits here, the CPU of the
	 * task is free for others.
	 * @param answer the reference to it
	 * @param timeoutMillis longest time to wait
	 * @return whether there is an answer, or a reason why there is none
	 */
	public boolean await(ObjectRef<byte[]> answer, int timeoutMillis) {
		// on this node, so that nobody has to wait for it any more
		return !Ray.wait(List.of(answer), 1, timeoutMillis, true).getReady().isEmpty();
	}

	/**
	 * Get an answer that is there.
	 * @param answer the reference to it
	 * @return the answer
	 * @throws NoResultException if there is none
	 */
	public byte[] get(ObjectRef<byte[]> answer) throws NoResultException {
		byte[] bytes = CallResults.getBytes(answer, ValueTable.TIMEOUT_MILLIS);
		this.collector.created(bytes.length);
		this.collector.released();
		return bytes;
	}

}
