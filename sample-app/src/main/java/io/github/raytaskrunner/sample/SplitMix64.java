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

package io.github.raytaskrunner.sample;

/**
 * SplitMix64 random number generator. The same algorithm stands behind
 * {@link java.util.SplittableRandom}, whose numbers may however change from one release
 * of Java to the next, and workers may run another release than the application.
 *
 * @see <a href="https://doi.org/10.1145/2714064.2660195">Steele, Lea, Flood: Fast
 * splittable pseudorandom number generators</a>
 */
final class SplitMix64 {

	private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

	private long state;

	/**
	 * Create a generator.
	 * @param seed the seed; it is mixed, so that neighbouring seeds do not give
	 * overlapping numbers
	 */
	SplitMix64(long seed) {
		this.state = mix(seed + GOLDEN_GAMMA);
	}

	long nextLong() {
		this.state += GOLDEN_GAMMA;
		return mix(this.state);
	}

	/**
	 * Return a number from zero to below a bound. The numbers are uniform but for a bias
	 * of at most {@code bound / 2^32}.
	 * @param bound the bound, positive
	 * @return the number
	 */
	int nextInt(int bound) {
		return (int) (((nextLong() >>> 32) * bound) >>> 32);
	}

	private static long mix(long value) {
		long mixed = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
		mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
		return mixed ^ (mixed >>> 31);
	}

}
