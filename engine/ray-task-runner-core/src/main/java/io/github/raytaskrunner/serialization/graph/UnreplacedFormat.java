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

import org.jspecify.annotations.Nullable;

/**
 * Writes the objects of a class themselves though it has others written in their place,
 * which cannot be where the objects are.
 */
final class UnreplacedFormat extends Format {

	/**
	 * No class has a name that begins so.
	 */
	private static final String MARK = "=";

	private final Format format;

	/**
	 * Create a new instance.
	 * @param format writes objects of the class by their fields
	 */
	UnreplacedFormat(Format format) {
		super(format.type());
		this.format = format;
	}

	/**
	 * Return the name of the class of such a format.
	 * @param name the name of any format
	 * @return the name of the class, or {@code null} if it is another format
	 */
	static @Nullable String typeOf(String name) {
		return name.startsWith(MARK) ? name.substring(MARK.length()) : null;
	}

	@Override
	String name() {
		return MARK + super.name();
	}

	@Override
	boolean isDelicate() {
		return this.format.isDelicate();
	}

	@Override
	byte[] shape() {
		return this.format.shape();
	}

	@Override
	Format forShape(byte[] shape) {
		return new UnreplacedFormat(this.format.forShape(shape));
	}

	@Override
	void write(GraphWriter writer, Object object) throws Exception {
		this.format.write(writer, object);
	}

	@Override
	void read(GraphReader reader, Node node) throws Exception {
		this.format.read(reader, node);
	}

}
