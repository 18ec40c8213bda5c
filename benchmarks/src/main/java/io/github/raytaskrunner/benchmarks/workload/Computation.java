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

package io.github.raytaskrunner.benchmarks.workload;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.Arrays;

/**
 * What tasks do that are not tiny.
 */
final class Computation {

	private static final ThreadMXBean threads = ManagementFactory.getThreadMXBean();

	private Computation() {
	}

	/**
	 * Occupy a core.
	 * @param time how much of its time to use
	 * @return 1
	 */
	static int run(Duration time) {
		long end = threads.getCurrentThreadCpuTime() + time.toNanos();
		while (threads.getCurrentThreadCpuTime() < end) {
			Thread.onSpinWait();
		}
		return 1;
	}

	/**
	 * Make a value.
	 * @param megabytes its size
	 * @return bytes that are all 1
	 */
	static byte[] ones(int megabytes) {
		byte[] bytes = new byte[(int) Workload.bytes(megabytes)];
		Arrays.fill(bytes, (byte) 1);
		return bytes;
	}

	/**
	 * Change a value.
	 * @param bytes the value
	 * @return another, twice as much
	 */
	static byte[] doubled(byte[] bytes) {
		byte[] doubled = new byte[bytes.length];
		for (int i = 0; i < bytes.length; i++) {
			doubled[i] = (byte) (2 * bytes[i]);
		}
		return doubled;
	}

	/**
	 * Sum up a value.
	 * @param bytes the value
	 * @return the sum of its bytes
	 */
	static long sum(byte[] bytes) {
		long sum = 0;
		for (byte value : bytes) {
			sum += value;
		}
		return sum;
	}

}
