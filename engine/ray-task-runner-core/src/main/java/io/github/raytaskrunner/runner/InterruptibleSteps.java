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

package io.github.raytaskrunner.runner;

/**
 * Steps that all have to be done, although each may wait and be interrupted. Once one was
 * interrupted none of the others waits.
 */
final class InterruptibleSteps {

	private boolean interrupted;

	void run(Step step) {
		if (this.interrupted) {
			Thread.currentThread().interrupt();
		}
		try {
			step.run();
		}
		catch (InterruptedException ex) {
			this.interrupted = true;
		}
		// The steps in between, which end processes in order, are not to be disturbed.
		this.interrupted |= Thread.interrupted();
	}

	void restoreInterrupt() {
		if (this.interrupted) {
			Thread.currentThread().interrupt();
		}
	}

	@FunctionalInterface
	interface Step {

		void run() throws InterruptedException;

	}

}
