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

import java.util.function.Supplier;

import io.github.raytaskrunner.RayTaskRunner;

/**
 * Makes the beans of a process that runs tasks of the application. Travels to it, with
 * the settings of the runner.
 */
@FunctionalInterface
public interface WorkerBeans {

	/**
	 * Make the beans. Called again some time later if it fails.
	 * @param classLoader the class loader of the application
	 * @param runner gives the runner of the tasks in this process
	 * @return the beans
	 * @throws RuntimeException if they cannot be made
	 */
	TaskBeans create(ClassLoader classLoader, Supplier<? extends RayTaskRunner> runner);

}
