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

import io.github.raytaskrunner.worker.WorkerEntry;
import io.ray.api.function.RayFunc;

/**
 * The methods of {@link WorkerEntry} by the number of their arguments.
 */
enum EntryPoints {

	NONE(0, (Function0) WorkerEntry::run0),

	ONE(1, (Function1) WorkerEntry::run1),

	FOUR(4, (Function4) WorkerEntry::run4),

	SIXTEEN(16, (Function16) WorkerEntry::run16),

	SIXTY_FOUR(64, (Function64) WorkerEntry::run64);

	/**
	 * Most upstream arguments of one call.
	 */
	static final int MAX_ARGUMENTS = SIXTY_FOUR.arguments;

	private final int arguments;

	private final RayFunc function;

	EntryPoints(int arguments, RayFunc function) {
		this.arguments = arguments;
		this.function = function;
	}

	/**
	 * Return the smallest entry point that takes some number of arguments.
	 */
	static EntryPoints forArguments(int count) {
		for (EntryPoints entryPoint : values()) {
			if (entryPoint.arguments >= count) {
				return entryPoint;
			}
		}
		throw new IllegalArgumentException("More than " + MAX_ARGUMENTS + " arguments: " + count);
	}

	RayFunc function() {
		return this.function;
	}

	int arguments() {
		return this.arguments;
	}

	@FunctionalInterface
	private interface Function0 extends RayFunc {

		byte[] run(byte[] call);

	}

	@FunctionalInterface
	private interface Function1 extends RayFunc {

		byte[] run(byte[] call, byte[] a0);

	}

	@FunctionalInterface
	private interface Function4 extends RayFunc {

		byte[] run(byte[] call, byte[] a0, byte[] a1, byte[] a2, byte[] a3);

	}

	@FunctionalInterface
	private interface Function16 extends RayFunc {

		byte[] run(byte[] call, byte[] a0, byte[] a1, byte[] a2, byte[] a3, byte[] a4, byte[] a5, byte[] a6, byte[] a7,
				byte[] a8, byte[] a9, byte[] a10, byte[] a11, byte[] a12, byte[] a13, byte[] a14, byte[] a15);

	}

	@FunctionalInterface
	private interface Function64 extends RayFunc {

		byte[] run(byte[] call, byte[] a0, byte[] a1, byte[] a2, byte[] a3, byte[] a4, byte[] a5, byte[] a6, byte[] a7,
				byte[] a8, byte[] a9, byte[] a10, byte[] a11, byte[] a12, byte[] a13, byte[] a14, byte[] a15,
				byte[] a16, byte[] a17, byte[] a18, byte[] a19, byte[] a20, byte[] a21, byte[] a22, byte[] a23,
				byte[] a24, byte[] a25, byte[] a26, byte[] a27, byte[] a28, byte[] a29, byte[] a30, byte[] a31,
				byte[] a32, byte[] a33, byte[] a34, byte[] a35, byte[] a36, byte[] a37, byte[] a38, byte[] a39,
				byte[] a40, byte[] a41, byte[] a42, byte[] a43, byte[] a44, byte[] a45, byte[] a46, byte[] a47,
				byte[] a48, byte[] a49, byte[] a50, byte[] a51, byte[] a52, byte[] a53, byte[] a54, byte[] a55,
				byte[] a56, byte[] a57, byte[] a58, byte[] a59, byte[] a60, byte[] a61, byte[] a62, byte[] a63);

	}

}
