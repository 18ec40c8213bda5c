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

import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/**
 * Refuses every object of a class. Does so when an object is written, not when the class
 * is met, because the class may just be the type of a field that holds {@code null}.
 */
final class RefusedFormat extends Format {

	private final String reason;

	private final Supplier<@Nullable Format> parts;

	/**
	 * Create a new instance.
	 * @param type the class
	 * @param reason why its objects cannot travel
	 * @param parts gives the format of those that belong to an object of the JDK, or
	 * {@code null} if there is none
	 */
	RefusedFormat(Class<?> type, String reason, Supplier<@Nullable Format> parts) {
		super(type);
		this.reason = reason;
		this.parts = parts;
	}

	@Override
	Format ofParts() {
		Format format = this.parts.get();
		return (format != null) ? format : this;
	}

	@Override
	boolean isGuarded() {
		return true;
	}

	@Override
	void write(GraphWriter writer, Object object) {
		throw new RefusedException(object, this.reason);
	}

	@Override
	void read(GraphReader reader, Node node) {
		throw new UnreadableException(type().getName() + " cannot travel: " + this.reason);
	}

}
