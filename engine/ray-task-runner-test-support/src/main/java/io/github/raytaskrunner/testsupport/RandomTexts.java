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

package io.github.raytaskrunner.testsupport;

import java.util.List;
import java.util.Random;
import java.util.function.IntUnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Random texts, with what programs tend to break: supplementary and control characters,
 * NUL, noncharacters, combining marks and several scripts. Prints the seed, which the
 * system property {@code texts.seed} repeats.
 */
public final class RandomTexts {

	private static final List<String> CHARACTERS = List.of("a", "Z", "0", " ", "é", "e\u0301", "ß", "中", "\u202e",
			"\u0000", "\u0001", "\u0007", "\n", "\r\n", "\t", "\\", "'", "\"", "/", "..", ":", ",", "=", "{", "}", "%s",
			"${a}", "\u007f", "\u0080", "\ufeff", "\uffff", "\ufffe", "\ud7ff", "\ue000", "🚀", "👩‍🚀", "𝔘",
			"\udbff\udfff", "\ud800\udc00");

	private static final IntUnaryOperator HALVES = (half) -> Character.MIN_SURROGATE + half;

	private final Random random;

	public RandomTexts() {
		long seed = Long.getLong("texts.seed", System.nanoTime());
		System.out.println("Random texts of -Dtexts.seed=" + seed);
		this.random = new Random(seed);
	}

	/**
	 * Return texts that are Unicode, and not blank.
	 * @param count number of texts
	 * @return the texts
	 */
	public List<String> unicode(int count) {
		return Stream
			.concat(CHARACTERS.stream().map((character) -> "x" + character),
					Stream.generate(() -> "x" + text(this.random.nextInt(12))))
			.limit(Math.max(count, CHARACTERS.size()))
			.toList();
	}

	/**
	 * Return texts with half a surrogate pair somewhere.
	 * @param count number of texts
	 * @return the texts
	 */
	public List<String> broken(int count) {
		return Stream
			.generate(() -> text(this.random.nextInt(4)) + "x" + (char) HALVES.applyAsInt(this.random.nextInt(0x800))
					+ "x" + text(this.random.nextInt(4)))
			.limit(count)
			.toList();
	}

	/**
	 * Return whether a Unicode text can be in the environment of a process of Ray.
	 * @param text the text
	 * @return whether it has no NUL, and not the last code point
	 */
	public static boolean isOfProcess(String text) {
		return text.codePoints().noneMatch((character) -> character == 0 || character == Character.MAX_CODE_POINT);
	}

	private String text(int length) {
		return IntStream.range(0, length)
			.mapToObj((index) -> CHARACTERS.get(this.random.nextInt(CHARACTERS.size())))
			.collect(Collectors.joining());
	}

}
