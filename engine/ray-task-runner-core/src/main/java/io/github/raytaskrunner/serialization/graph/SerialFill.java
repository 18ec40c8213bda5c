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

package io.github.raytaskrunner.serialization.graph;

/**
 * Puts the part of an object in that takes part in Java serialization.
 */
final class SerialFill implements Fill.Action {

	private final SerialLevel level;

	private final GraphReader reader;

	private final Object object;

	private final SerialData data;

	private boolean begun;

	/**
	 * Create a new instance.
	 * @param level the part
	 * @param reader where it was read from
	 * @param object the object
	 * @param data what was written of it
	 */
	SerialFill(SerialLevel level, GraphReader reader, Object object, SerialData data) {
		this.level = level;
		this.reader = reader;
		this.object = object;
		this.data = data;
	}

	@Override
	public void run() throws Exception {
		if (this.begun) {
			HashTables.clear(this.level.type(), this.object);
		}
		this.begun = true;
		this.level.putIn(this.reader, this.object, this.data);
	}

	@Override
	public void prepare() throws Exception {
		this.level.prepare(this.object, this.data);
	}

}
