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

import org.apache.fory.config.Config;
import org.apache.fory.context.ReadContext;
import org.apache.fory.context.WriteContext;
import org.jspecify.annotations.Nullable;

/**
 * Writes nothing of a runner that a task captured: where the task runs, the runner of
 * that place takes its part.
 */
final class RunnerSerializer extends OwnSerializer {

	private final Operation operation;

	RunnerSerializer(Config config, Class<?> type, Operation operation) {
		super(config, type);
		this.operation = operation;
	}

	@Override
	public void write(WriteContext context, Object value) {
		if (this.operation.upstreams() == null) {
			throw new RefusedException(value, "a runner belongs to the process it is used in");
		}
	}

	@Override
	@SuppressWarnings("NullAway") // null while a task is read to prove it
	public @Nullable Object read(ReadContext context) {
		return this.operation.runner();
	}

}
