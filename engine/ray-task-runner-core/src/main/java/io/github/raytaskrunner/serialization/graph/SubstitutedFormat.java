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
 * Lets something else travel in place of the objects of a class.
 */
final class SubstitutedFormat extends Format {

	private final Substitution substitution;

	SubstitutedFormat(Class<?> type, Substitution substitution) {
		super(type);
		this.substitution = substitution;
	}

	@Override
	boolean isProven() {
		return true;
	}

	@Override
	Object replace(GraphWriter writer, Object object) {
		return this.substitution.substitute(object, writer.surroundings());
	}

	@Override
	void write(GraphWriter writer, Object object) {
		throw new IllegalStateException(object.getClass() + " takes its own place");
	}

	@Override
	void read(GraphReader reader, Node node) {
		throw new UnreadableException("the bytes are broken");
	}

}
