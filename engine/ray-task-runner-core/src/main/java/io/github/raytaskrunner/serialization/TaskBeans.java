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

package io.github.raytaskrunner.serialization;

import io.github.raytaskrunner.TaskSerializationException;
import org.jspecify.annotations.Nullable;

/**
 * The beans of a process. They do not travel: what a task captured of them goes by name,
 * and is the bean of that name where the task runs. Asked for every object of an
 * application class on the way to another process, so it has to be fast; called by
 * several threads at once.
 */
@FunctionalInterface
public interface TaskBeans {

	/**
	 * Return what travels in place of a bean.
	 * @param captured an object
	 * @return a reference to the bean that the object is, or {@code null} if it is none
	 */
	@Nullable BeanReference referenceTo(Object captured);

	/**
	 * Return the bean that has travelled.
	 * @param reference a reference to it, by these or other beans
	 * @return the bean, never a copy
	 * @throws TaskSerializationException if it cannot be had in this process
	 */
	default Object resolve(BeanReference reference) {
		throw reference.unavailable("this process has no beans", null);
	}

	/**
	 * Return a bean that can be done without.
	 * @param reference a reference to it
	 * @return the bean, or {@code null} if it cannot be had in this process
	 */
	default @Nullable Object find(BeanReference reference) {
		try {
			return resolve(reference);
		}
		catch (TaskSerializationException ex) {
			return null;
		}
	}

	/**
	 * Return a bean that can be done without, unless all beans of this process would have
	 * to be made for its sake.
	 * @param reference a reference to it
	 * @return the bean, or {@code null}
	 */
	default @Nullable Object findIfPresent(BeanReference reference) {
		return find(reference);
	}

}
