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

import java.nio.ByteBuffer;
import java.util.List;

import io.github.raytaskrunner.TaskContext;

/**
 * One attempt to run a task.
 *
 * @param id identifies the attempt and its value, unique within the runner
 * @param context what the task can read about itself while it runs
 * @param task the serialized task
 * @param upstreams what the task reads of its upstream tasks, in the order it expects
 * them
 */
public record Attempt(long id, TaskContext context, byte[] task, List<Upstream> upstreams) {

	/**
	 * Return what has to travel to the worker: the inline states among the upstreams, one
	 * after another, and the task.
	 * @return the bytes; the task itself, not a copy, if there are no inline states
	 */
	public byte[] payload() {
		int size = this.task.length;
		for (Upstream upstream : this.upstreams) {
			size = Math.addExact(size, (upstream instanceof InlineState state) ? state.bytes().length : 0);
		}
		if (size == this.task.length) {
			return this.task;
		}
		ByteBuffer payload = ByteBuffer.allocate(size);
		for (Upstream upstream : this.upstreams) {
			if (upstream instanceof InlineState state) {
				payload.put(state.bytes());
			}
		}
		return payload.put(this.task).array();
	}

	/**
	 * What a task reads of an upstream task.
	 */
	public sealed interface Upstream {

	}

	/**
	 * The value of a completed attempt, or of {@link Backend#put}, which the backend has.
	 *
	 * @param attempt id of the attempt
	 */
	public record ValueReference(long attempt) implements Upstream {

	}

	/**
	 * The final state of an upstream task that did not complete, for a task that allows
	 * this.
	 *
	 * @param bytes the serialized state
	 */
	public record InlineState(byte[] bytes) implements Upstream {

	}

}
