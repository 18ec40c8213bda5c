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

package io.github.raytaskrunner.threads;

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/**
 * Threads for actions that know nothing of those before them, nor of who started them.
 */
public interface TaskThreads extends Executor {

	/**
	 * Run an action at once.
	 * @param action the action
	 * @throws RejectedExecutionException if these threads were interrupted for good
	 */
	@Override
	void execute(Runnable action);

	/**
	 * Interrupt all actions, and run no more.
	 */
	void interruptAll();

}
