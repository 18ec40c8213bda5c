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
 * Root of what this library throws when something goes wrong while an application runs.
 * An interface, because a rejection is also one of the JDK's executors and an interrupted
 * wait one of its cancellations, which are classes. As Java catches classes alone, a
 * {@code catch} of all of it names the three that are permitted here.
 * <p>
 * Not among it are the JDK's exceptions for what a call is given and says itself: an
 * {@link IllegalArgumentException} of wrong options or arguments, such as a profile that
 * is not there or a demand that can never be met, and of methods with a timeout the
 * {@link java.util.concurrent.TimeoutException} and {@link InterruptedException} that
 * they declare.
 */
public sealed interface RayTaskRunnerFailure
		permits RayTaskRunnerException, RayTaskRejectedException, InterruptedWaitException {

	/**
	 * Return what went wrong and what to do.
	 * @return the message
	 */
	String getMessage();

}
