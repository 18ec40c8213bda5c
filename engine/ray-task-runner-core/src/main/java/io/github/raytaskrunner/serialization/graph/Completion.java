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
 * What is left to do for an object when its content has been read: to make it, or to put
 * in what it cannot take before.
 */
interface Completion {

	/**
	 * Return whether it can be done now.
	 * @param node the object, whose content is made
	 * @return {@code false} if something would be lost
	 */
	boolean isPossible(Node node);

	/**
	 * Do it, unless it is better done after others. Objects that refer to one another in
	 * a cycle cannot all be whole before the others; the order of {@link Step} decides.
	 * @param step how far the cycle is
	 * @return whether it was done
	 * @throws Exception if the code of a class fails
	 */
	boolean attempt(Step step) throws Exception;

	/**
	 * Give the others what was read of the object, before its content is there, if it is
	 * sure to take its own place.
	 * @return {@code false} if it may be something else that takes its place
	 */
	default boolean lend() {
		return false;
	}

	/**
	 * Return whether it calls methods of the content to find its place, as hash tables
	 * do, so that it has to be done again if the content was not whole.
	 * @return whether {@link #renew()} does something
	 */
	default boolean isAsking() {
		return false;
	}

	/**
	 * Do it although it is not possible, if it can be done again later.
	 * @return whether it was done
	 * @throws Exception if the code of a class fails
	 */
	default boolean force() throws Exception {
		return false;
	}

	/**
	 * Do it again, as the content has become whole since.
	 * @throws Exception if the code of a class fails, or it cannot be done again and is
	 * not right
	 */
	default void renew() throws Exception {
	}

	/**
	 * In which order the objects of a cycle are completed.
	 */
	enum Step {

		/**
		 * Whatever only keeps its content: lists, and records that do nothing with it.
		 */
		KEEPING,

		/**
		 * Whatever code of a class makes of its content.
		 */
		MAKING,

		/**
		 * What calls methods of its content, as hash tables do, which therefore has to be
		 * as whole as it can be.
		 */
		ASKING

	}

}
