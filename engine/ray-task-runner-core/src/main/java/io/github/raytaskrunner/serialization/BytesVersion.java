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

/**
 * First byte of what a {@link TaskSerializer} writes.
 */
final class BytesVersion {

	/**
	 * Each reader gets objects of its own.
	 */
	static final byte OWN = 1;

	/**
	 * The items of a group.
	 */
	static final byte CHUNK = 2;

	/**
	 * Readers of the same bytes share what they read.
	 */
	static final byte SHARED = 3;

	/**
	 * A task behind what goes with it.
	 */
	static final byte WITH_BAGGAGE = 4;

	private BytesVersion() {
	}

	/**
	 * Refuse bytes that another version of the library wrote.
	 * @throws IllegalStateException if the version is not the expected one
	 */
	static void require(byte version, byte expected) {
		if (version != expected) {
			throw new IllegalStateException("its bytes have version " + version + " instead of " + expected
					+ "; run the same version of the library everywhere");
		}
	}

}
