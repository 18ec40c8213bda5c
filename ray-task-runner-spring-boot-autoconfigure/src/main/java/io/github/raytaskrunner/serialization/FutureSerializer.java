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

import io.github.raytaskrunner.RayTaskFuture;
import org.apache.fory.config.Config;
import org.apache.fory.context.ReadContext;
import org.apache.fory.context.WriteContext;
import org.apache.fory.memory.MemoryBuffer;

/**
 * Writes a future as a reference to an upstream task, or with its value or state if it is
 * one of those that a task got in place of its upstream tasks.
 */
final class FutureSerializer extends OwnSerializer {

	private static final int WITH_VALUE = 0;

	private static final int WITH_STATE = 1;

	private static final int REFERENCES = 2;

	private final Operation operation;

	private final UpstreamReader upstreamReader;

	FutureSerializer(Config config, Class<?> type, Operation operation, UpstreamReader upstreamReader) {
		super(config, type);
		this.operation = operation;
		this.upstreamReader = upstreamReader;
	}

	@Override
	public void write(WriteContext context, Object value) {
		RayTaskFuture<?> future = (RayTaskFuture<?>) value;
		MemoryBuffer buffer = context.getBuffer();
		if (value instanceof ResolvedFuture resolved) {
			UpstreamResult upstream = resolved.upstream();
			buffer.writeVarUInt32((upstream.completed()) ? WITH_VALUE : WITH_STATE);
			buffer.writeVarUInt32(upstream.bytes().length);
			buffer.writeBytes(upstream.bytes());
		}
		else {
			Upstreams upstreams = this.operation.upstreams();
			if (upstreams == null) {
				throw new RefusedException(value,
						"the future of a task that was submitted here belongs to this process; return its result()");
			}
			buffer.writeVarUInt32(REFERENCES + upstreams.indexOf(future));
		}
		context.writeString(future.key());
		context.writeString(future.name());
	}

	@Override
	public Object read(ReadContext context) {
		MemoryBuffer buffer = context.getBuffer();
		int reference = buffer.readVarUInt32();
		UpstreamResult upstream = (reference < REFERENCES)
				? new UpstreamResult(reference == WITH_VALUE, buffer.readBytes(buffer.readVarUInt32()))
				: this.operation.upstream(reference - REFERENCES);
		return new ResolvedFuture(context.readString(), context.readString(), upstream, this.upstreamReader);
	}

}
