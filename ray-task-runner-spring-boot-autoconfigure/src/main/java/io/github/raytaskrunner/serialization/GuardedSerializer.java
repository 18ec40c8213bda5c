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
import org.apache.fory.serializer.Serializer;

/**
 * Looks at every object of an application class before Fory writes it.
 */
final class GuardedSerializer extends OwnSerializer {

	private final Serializer<Object> serializer;

	private final Operation operation;

	private final CaptureGuard guard;

	private boolean proven;

	GuardedSerializer(Config config, Class<?> type, Serializer<Object> serializer, Operation operation,
			CaptureGuard guard) {
		super(config, type);
		this.serializer = serializer;
		this.operation = operation;
		this.guard = guard;
	}

	@Override
	public void write(WriteContext context, Object value) {
		String reason = this.guard.refuse(value);
		if (reason != null) {
			throw new RefusedException(value, reason);
		}
		if (context.getDepth() > Codec.MAX_DEPTH) {
			throw new TooDeepException();
		}
		if (!this.proven) {
			this.operation.foundUnproven(() -> this.proven = true);
		}
		this.serializer.write(context, value);
	}

	@Override
	public Object read(ReadContext context) {
		return this.serializer.read(context);
	}

}
