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

/**
 * Common type of what this library throws when something goes wrong while an application
 * runs. It is an interface because a rejection is also a
 * {@link java.util.concurrent.RejectedExecutionException} and an interrupted wait a
 * {@link java.util.concurrent.CancellationException}, which are classes. As Java catches
 * only classes, a {@code catch} of all failures names the three that are permitted here.
 * <p>
 * Exceptions of the JDK that concern a single call are not included: an
 * {@link IllegalArgumentException} for wrong options or arguments, such as an unknown
 * profile or a demand that can never be met, and the
 * {@link java.util.concurrent.TimeoutException} and {@link InterruptedException} that
 * methods with a timeout declare.
 */
public sealed interface RayTaskRunnerFailure
		permits RayTaskRunnerException, RayTaskRejectedException, InterruptedWaitException {

	/**
	 * Return what went wrong and what to do.
	 * @return the message
	 */
	String getMessage();

}
