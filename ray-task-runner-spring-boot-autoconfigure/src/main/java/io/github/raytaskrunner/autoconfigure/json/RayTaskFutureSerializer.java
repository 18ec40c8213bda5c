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

package io.github.raytaskrunner.autoconfigure.json;

import io.github.raytaskrunner.RayTaskFuture;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ser.std.StdSerializer;

/**
 * Writes what is known of a task: its key, by which it can be found again, its name and
 * the label of its state. Does not wait for it, and leaves its value out.
 */
@SuppressWarnings("rawtypes") // a class literal has no type arguments
final class RayTaskFutureSerializer extends StdSerializer<RayTaskFuture> {

	RayTaskFutureSerializer() {
		super(RayTaskFuture.class);
	}

	@Override
	public void serialize(RayTaskFuture future, JsonGenerator generator, SerializationContext context) {
		generator.writeStartObject();
		generator.writeStringProperty("key", future.key());
		generator.writeStringProperty("name", future.name());
		generator.writeStringProperty("state", future.state().label());
		generator.writeEndObject();
	}

}
