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

import io.github.raytaskrunner.serialization.graph.Completion.Step;
import org.jspecify.annotations.Nullable;

/**
 * The part of an object that one class in the line of its ancestors declares.
 */
interface Level {

	/**
	 * Return the fields that are written.
	 * @return the fields and the class
	 */
	FieldShape shape();

	/**
	 * Return when in a cycle the part may be put in.
	 * @return {@link Step#ASKING} if that runs code which may call its content
	 */
	Step step();

	/**
	 * Return whether code of an application puts the part in.
	 * @return whether that code may copy what it is given
	 */
	boolean isOfApplication();

	/**
	 * Return what reads the part if it was written by a class of another shape.
	 * @param written the shape
	 * @return the part
	 * @throws UnreadableException if that is not possible
	 */
	Level forShape(FieldShape written);

	/**
	 * Write the part.
	 * @param writer where to
	 * @param object the object
	 * @throws Exception if the code of a class fails
	 */
	void write(GraphWriter writer, Object object) throws Exception;

	/**
	 * Read the part.
	 * @param reader where from
	 * @param node takes what is not made yet
	 * @param object the object
	 * @return what is left to do when all of it is there, or {@code null} if nothing is
	 * @throws Exception if the code of a class fails
	 */
	Fill.@Nullable Action read(GraphReader reader, Node node, Object object) throws Exception;

}
