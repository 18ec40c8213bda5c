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

package io.github.raytaskrunner.serialization;

import java.nio.ByteBuffer;
import java.util.Objects;

import io.github.raytaskrunner.RayCallable;
import io.github.raytaskrunner.RayRunnable;
import io.github.raytaskrunner.attempt.AttemptResult;
import org.jspecify.annotations.Nullable;

/**
 * Runs the one task of an attempt on the calling thread.
 */
final class SingleRunner {

	private final TaskSerializer serializer;

	private final AttemptContexts contexts;

	private final byte[] task;

	private final TaskInputs inputs;

	/**
	 * Create a new runner.
	 * @param serializer reads and writes the rest
	 * @param contexts contexts of the attempt
	 * @param task the serialized task
	 * @param inputs what takes the place of futures and runners
	 */
	SingleRunner(TaskSerializer serializer, AttemptContexts contexts, byte[] task, TaskInputs inputs) {
		this.serializer = serializer;
		this.contexts = contexts;
		this.task = task;
		this.inputs = inputs;
	}

	/**
	 * Return what a task begins with.
	 * @param accompanying what goes with it
	 * @return the bytes before the graph of the task
	 */
	static byte[] header(byte[] accompanying) {
		return ByteBuffer.allocate(1 + Integer.BYTES + accompanying.length)
			.put(BytesVersion.ACCOMPANIED)
			.putInt(accompanying.length)
			.put(accompanying)
			.array();
	}

	AttemptResult run() throws Exception {
		byte[] bytes = this.task;
		Object value;
		if (bytes[0] != BytesVersion.ACCOMPANIED) {
			BytesVersion.require(bytes[0], BytesVersion.OWN);
			Object task = this.serializer.readTask(bytes, 1, this.inputs);
			value = this.contexts.ofTask().<@Nullable Object>call(() -> call(task));
		}
		else {
			ByteBuffer header = ByteBuffer.wrap(bytes, 1, bytes.length - 1);
			byte[] accompanying = new byte[Objects.checkIndex(header.getInt(), header.remaining() + 1)];
			header.get(accompanying);
			Object task = this.serializer.readTask(bytes, header.position(), this.inputs);
			value = this.contexts.ofTask().<@Nullable Object>call(() -> call(task, accompanying));
		}
		return new AttemptResult(false,
				this.serializer.values().write("The value of task '" + this.contexts.attempt().name() + "'", value));
	}

	private @Nullable Object call(Object task, byte[] accompanying) throws Exception {
		ContextRuns runs = this.serializer.begin(accompanying, this.contexts.ofTask());
		try {
			return runs.<@Nullable Object>call(() -> call(task));
		}
		finally {
			runs.end();
		}
	}

	private static @Nullable Object call(Object task) throws Exception {
		if (task instanceof RayCallable<?> callable) {
			return StageValue.awaited(callable.call());
		}
		((RayRunnable) task).run();
		return null;
	}

}
