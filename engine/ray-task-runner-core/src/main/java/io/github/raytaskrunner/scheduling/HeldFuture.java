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

package io.github.raytaskrunner.scheduling;

/**
 * What the scheduler knows of a future that a user may hold. As long as one does, the
 * value of the task is kept. Safe for use by several threads.
 */
public interface HeldFuture {

	/**
	 * Return the task.
	 * @return the task
	 */
	Task task();

	/**
	 * Return whether the value is here, so that nobody will ask for it again. Takes no
	 * time.
	 * @return whether it was rebuilt
	 */
	boolean hasValue();

}
