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
 * Writes the constants of an enum by name.
 */
final class EnumFormat extends ValueFormat {

	/**
	 * Create a new instance.
	 * @param type the enum, not the class of a constant with a body
	 */
	EnumFormat(Class<?> type) {
		super(type);
	}

	@Override
	boolean isImmutable() {
		return true;
	}

	@Override
	void write(GraphWriter writer, Object object) {
		writer.sink().writeText(((Enum<?>) object).name());
	}

	@Override
	Object read(GraphReader reader) {
		String name = reader.source().readText();
		for (Object constant : type().getEnumConstants()) {
			if (((Enum<?>) constant).name().equals(name)) {
				return constant;
			}
		}
		throw new UnreadableException("the enum " + type().getName() + " has no constant " + name + " here");
	}

}
