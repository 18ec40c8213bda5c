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

import java.util.List;

/**
 * Thrown when an object of the graph cannot travel.
 */
public final class RefusedException extends RuntimeException {

	private final transient Object refused;

	private final transient List<Object> path;

	/**
	 * Create a new instance.
	 * @param refused the object
	 * @param reason why it cannot travel
	 */
	public RefusedException(Object refused, String reason) {
		this(refused, reason, List.of());
	}

	private RefusedException(Object refused, String reason, List<Object> path) {
		super(reason, null, false, false);
		this.refused = refused;
		this.path = path;
	}

	/**
	 * Return the object that cannot travel.
	 * @return the object
	 */
	public Object refused() {
		return this.refused;
	}

	/**
	 * Return why it cannot travel.
	 * @return the reason, as the end of a message that names the object
	 */
	public String reason() {
		return String.valueOf(getMessage());
	}

	/**
	 * Return the objects that led to it, the root first.
	 * @return the objects, without the refused one
	 */
	public List<Object> path() {
		return this.path;
	}

	RefusedException by(List<Object> path) {
		return new RefusedException(this.refused, reason(), List.copyOf(path));
	}

}
