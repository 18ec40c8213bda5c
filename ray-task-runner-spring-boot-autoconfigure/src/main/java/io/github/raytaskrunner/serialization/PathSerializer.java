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

import java.nio.file.FileSystems;
import java.nio.file.Path;

import org.apache.fory.config.Config;
import org.apache.fory.context.ReadContext;
import org.apache.fory.context.WriteContext;

/**
 * Writes a path as text: Fory copies the fields of its implementation and fails to read
 * them.
 */
final class PathSerializer extends OwnSerializer {

	PathSerializer(Config config, Class<?> type) {
		super(config, type);
	}

	@Override
	public void write(WriteContext context, Object value) {
		Path path = (Path) value;
		if (path.getFileSystem() != FileSystems.getDefault()) {
			throw new RefusedException(value, "only paths of the default file system can travel");
		}
		context.writeString(path.toString());
	}

	@Override
	public Object read(ReadContext context) {
		return Path.of(context.readString());
	}

}
