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

package io.github.raytaskrunner;

import org.jspecify.annotations.Nullable;

import org.springframework.context.Lifecycle;

/**
 * Runs tasks in parallel on Ray, or in this process where there is no Ray, with the same
 * behaviour. In a Spring Boot application it is a bean that starts and stops with the
 * application context.
 * <p>
 * All methods are safe for use by several threads.
 */
public interface RayTaskRunner extends Lifecycle {

	/**
	 * Submit a task. Returns without waiting for it, unless the tasks that are not
	 * finished hold more memory than {@code ray.runner.max-pending-size} allows.
	 * @param <T> the type of the value
	 * @param task the task
	 * @return the future of the task
	 * @throws TaskSerializationException if the task captured something that cannot
	 * travel; the message names the path to it
	 * @throws TaskRejectedException if this runner is not running
	 */
	<T extends @Nullable Object> RayTaskFuture<T> submit(RayCallable<T> task);

	/**
	 * Submit a task without a value.
	 * @param task the task
	 * @return the future of the task
	 * @throws TaskSerializationException if the task captured something that cannot
	 * travel; the message names the path to it
	 * @throws TaskRejectedException if this runner is not running
	 */
	RayTaskFuture<@Nullable Void> submit(RayRunnable task);

	/**
	 * Return what runs the tasks: {@code embedded}, or {@code ray-} and the version of
	 * Ray.
	 * @return the name
	 * @throws IllegalStateException if this runner is not running
	 */
	String backend();

}
