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
 * Writes the class loader of the application, which is that of the application where it
 * arrives: resources on the class path hold it.
 */
final class ClassLoaderFormat extends ValueFormat {

	private final ClassLoader application;

	ClassLoaderFormat(ClassLoader application) {
		super(ClassLoader.class);
		this.application = application;
	}

	@Override
	boolean isGuarded() {
		return true;
	}

	@Override
	void write(GraphWriter writer, Object object) {
		if (object != this.application) {
			throw new RefusedException(object,
					"it is not the class loader of the application, the only one that every process has");
		}
	}

	@Override
	Object read(GraphReader reader) {
		return this.application;
	}

}
