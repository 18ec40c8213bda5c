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

package io.github.raytaskrunner.calls;

/**
 * Whether workers can connect to the driver. They cannot if several leases in a row have
 * ended without a word, until one is heard again. Guarded by the lock of the
 * {@link LeasePool}.
 */
final class Reachability {

	private static final int MAX_SILENT = 3;

	private int silent;

	private boolean lost;

	/**
	 * Note that a worker was heard.
	 */
	void heard() {
		this.silent = 0;
		if (this.lost) {
			this.lost = false;
			System.err.println("Workers can connect to the driver again");
		}
	}

	/**
	 * Note that a lease ended and its worker was not heard.
	 * @return whether workers cannot connect, as is known from now on
	 */
	boolean unheard() {
		this.silent++;
		boolean news = !this.lost && this.silent >= MAX_SILENT;
		if (news) {
			this.lost = true;
			System.err.println("Workers cannot connect to the driver, so each call needs a call of Ray until they can."
					+ " That is many times slower: allow connections from all nodes to any port of the driver's node");
		}
		return news;
	}

	boolean isLost() {
		return this.lost;
	}

}
