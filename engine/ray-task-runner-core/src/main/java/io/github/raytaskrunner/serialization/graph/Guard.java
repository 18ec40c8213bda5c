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
 * Decides what must not travel. Thread-safe.
 */
public interface Guard {

	/**
	 * Return why no object of a class can travel. Asked once for each class.
	 * @param type the class
	 * @return the reason, as the end of a message that names the object, or {@code null}
	 */
	@Nullable String refuse(Class<?> type);

	/**
	 * Return what travels of an object. Asked for every object of a class that is not one
	 * of the JDK.
	 * @param object the object
	 * @return the object, or a {@link StandIn} for it
	 * @throws RefusedException if it cannot travel
	 */
	Object admit(Object object);

}
