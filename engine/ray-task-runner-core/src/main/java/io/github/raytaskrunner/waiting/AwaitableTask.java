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

package io.github.raytaskrunner.waiting;

/**
 * What futures of tasks offer to those who wait for several of them, in addition to
 * callbacks: an action that is done on a thread which no callback can block.
 */
public interface AwaitableTask extends Waiter {

	/**
	 * Do something once the task has ended, on the thread that ends it, or at once if it
	 * has ended.
	 * @param action what to do, which takes no time and calls nobody: it may be done
	 * under a lock
	 */
	void whenEnded(Runnable action);

}
