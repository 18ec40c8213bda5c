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

package io.github.raytaskrunner.worker;

/**
 * The methods that Ray calls on workers, in a few arities: Ray wants exactly as many
 * arguments as a method has parameters, and only an argument of its own is exchanged for
 * the value it refers to. The first argument is a
 * {@link io.github.raytaskrunner.wire.CallFrame}, the others are
 * {@link io.github.raytaskrunner.wire.ResultFrame}s or {@code null}, and so is what the
 * methods return.
 */
public final class WorkerEntry {

	/**
	 * Ray calls static methods, so what a worker process keeps between calls has to be
	 * static.
	 */
	private static final Worker WORKER = new Worker();

	private WorkerEntry() {
	}

	public static byte[] run0(byte[] call) {
		return WORKER.run(call);
	}

	public static byte[] run1(byte[] call, byte[] a0) {
		return WORKER.run(call, a0);
	}

	public static byte[] run4(byte[] call, byte[] a0, byte[] a1, byte[] a2, byte[] a3) {
		return WORKER.run(call, a0, a1, a2, a3);
	}

	public static byte[] run16(byte[] call, byte[] a0, byte[] a1, byte[] a2, byte[] a3, byte[] a4, byte[] a5, byte[] a6,
			byte[] a7, byte[] a8, byte[] a9, byte[] a10, byte[] a11, byte[] a12, byte[] a13, byte[] a14, byte[] a15) {
		return WORKER.run(call, a0, a1, a2, a3, a4, a5, a6, a7, a8, a9, a10, a11, a12, a13, a14, a15);
	}

	public static byte[] run64(byte[] call, byte[] a0, byte[] a1, byte[] a2, byte[] a3, byte[] a4, byte[] a5, byte[] a6,
			byte[] a7, byte[] a8, byte[] a9, byte[] a10, byte[] a11, byte[] a12, byte[] a13, byte[] a14, byte[] a15,
			byte[] a16, byte[] a17, byte[] a18, byte[] a19, byte[] a20, byte[] a21, byte[] a22, byte[] a23, byte[] a24,
			byte[] a25, byte[] a26, byte[] a27, byte[] a28, byte[] a29, byte[] a30, byte[] a31, byte[] a32, byte[] a33,
			byte[] a34, byte[] a35, byte[] a36, byte[] a37, byte[] a38, byte[] a39, byte[] a40, byte[] a41, byte[] a42,
			byte[] a43, byte[] a44, byte[] a45, byte[] a46, byte[] a47, byte[] a48, byte[] a49, byte[] a50, byte[] a51,
			byte[] a52, byte[] a53, byte[] a54, byte[] a55, byte[] a56, byte[] a57, byte[] a58, byte[] a59, byte[] a60,
			byte[] a61, byte[] a62, byte[] a63) {
		return WORKER.run(call, a0, a1, a2, a3, a4, a5, a6, a7, a8, a9, a10, a11, a12, a13, a14, a15, a16, a17, a18,
				a19, a20, a21, a22, a23, a24, a25, a26, a27, a28, a29, a30, a31, a32, a33, a34, a35, a36, a37, a38, a39,
				a40, a41, a42, a43, a44, a45, a46, a47, a48, a49, a50, a51, a52, a53, a54, a55, a56, a57, a58, a59, a60,
				a61, a62, a63);
	}

}
