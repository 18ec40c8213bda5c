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

import java.util.function.IntPredicate;

/**
 * Checks text that goes to Ray. All of it passes through one of these methods: text that
 * cannot arrive unchanged would end calls, or the driver, far from where it was set.
 * <p>
 * Ray's Java API hands text to native code in Java's modified UTF-8, which is UTF-8 but
 * for supplementary characters and NUL. What this library sends as bytes of its own is
 * not affected.
 */
public final class RayText {

	private static final int MAX_LENGTH = 10_000;

	private RayText() {
	}

	/**
	 * Check a text that travels as UTF-8, such as the name or key of a task.
	 * @param what what the text is, to begin the message with
	 * @param text the text
	 * @return the text
	 * @throws IllegalArgumentException if it has an unpaired surrogate, or more than
	 * 10,000 characters: name and key travel with each task
	 */
	public static String unicode(String what, String text) {
		if (text.length() > MAX_LENGTH) {
			throw new IllegalArgumentException(
					what + " must have at most " + MAX_LENGTH + " characters but has " + text.length());
		}
		return checked(what, text, RayText::isCharacter, "half of a surrogate pair is no text");
	}

	/**
	 * Check a text that ends in the environment, the arguments or the file names of a
	 * process.
	 * @param what what the text is, to begin the message with
	 * @param text the text
	 * @return the text
	 * @throws IllegalArgumentException if it has an unpaired surrogate, a NUL or
	 * U+10FFFF, which is no character and which Ray's JSON does not take
	 */
	public static String ofProcess(String what, String text) {
		return checked(what, text,
				(character) -> isCharacter(character) && character != 0 && character != Character.MAX_CODE_POINT,
				"no process of Ray can take that");
	}

	/**
	 * Check a text that Ray's Java API has to take unchanged, such as the name of a
	 * resource.
	 * @param what what the text is, to begin the message with
	 * @param text the text
	 * @return the text
	 * @throws IllegalArgumentException if it has an unpaired surrogate, a NUL or a
	 * supplementary character
	 */
	public static String ofRay(String what, String text) {
		return checked(what, text, RayText::isTakenByRay,
				"Ray's Java API takes characters from U+0001 to U+FFFF, and not half a surrogate pair");
	}

	/**
	 * Return a text for Ray to show to people: a character that Ray's Java API does not
	 * take is written as an escape, such as <code>&#92;u{1F680}</code>.
	 * @param text any text
	 * @return a text that Ray's Java API takes
	 */
	public static String shown(String text) {
		if (text.codePoints().allMatch(RayText::isTakenByRay)) {
			return text;
		}
		StringBuilder shown = new StringBuilder();
		text.codePoints().forEach((character) -> {
			if (isTakenByRay(character)) {
				shown.appendCodePoint(character);
			}
			else {
				shown.append(String.format("\\u{%X}", character));
			}
		});
		return shown.toString();
	}

	private static String checked(String what, String text, IntPredicate taken, String reason) {
		text.codePoints().filter(taken.negate()).findFirst().ifPresent((character) -> {
			throw new IllegalArgumentException(
					what + " must not have the character U+%04X: ".formatted(character) + reason);
		});
		return text;
	}

	private static boolean isTakenByRay(int character) {
		return isCharacter(character) && character != 0 && Character.isBmpCodePoint(character);
	}

	private static boolean isCharacter(int character) {
		return character < Character.MIN_SURROGATE || character > Character.MAX_SURROGATE;
	}

}
