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

import java.util.AbstractMap.SimpleEntry;
import java.util.Map;

import org.apache.fory.config.Config;
import org.apache.fory.context.ReadContext;
import org.apache.fory.context.WriteContext;

/**
 * Writes an entry of a map as its key and value: an entry that a loop over a map's
 * entries captures would bring the internals of that map along. It arrives as a
 * {@link SimpleEntry}.
 */
final class EntrySerializer extends OwnSerializer {

	EntrySerializer(Config config, Class<?> type) {
		super(config, type);
	}

	@Override
	public void write(WriteContext context, Object value) {
		Map.Entry<?, ?> entry = (Map.Entry<?, ?>) value;
		context.writeRef(entry.getKey());
		context.writeRef(entry.getValue());
	}

	@Override
	public Object read(ReadContext context) {
		Object key = context.readRef();
		return new SimpleEntry<>(key, context.readRef());
	}

}
