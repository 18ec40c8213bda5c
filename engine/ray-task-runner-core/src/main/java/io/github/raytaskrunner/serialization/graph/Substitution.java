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
 * Lets something else travel in place of the objects of some classes. Thread-safe.
 */
public interface Substitution {

	/**
	 * Return whether objects of a class are replaced.
	 * @param type the class
	 * @return whether they are
	 */
	boolean isFor(Class<?> type);

	/**
	 * Return what travels in place of an object.
	 * @param object the object
	 * @param surroundings what is around the graph
	 * @return a {@link StandIn}, or an object of another class that is as good
	 * @throws RefusedException if the object cannot travel
	 */
	Object substitute(Object object, Surroundings surroundings);

}
