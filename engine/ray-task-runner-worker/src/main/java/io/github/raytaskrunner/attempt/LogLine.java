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

package io.github.raytaskrunner.attempt;

import java.util.Map;
import java.util.TreeMap;

/**
 * What a task logged or printed at once.
 *
 * @param task name of the task
 * @param key key of the task
 * @param attempt number of the attempt, counted from 1
 * @param logger name of the logger
 * @param level the level
 * @param text the text, which may be of several lines
 * @param mdc what SLF4J's MDC had besides the task, by key
 */
public record LogLine(String task, String key, int attempt, String logger, Level level, String text,
		Map<String, String> mdc) {

	/**
	 * Most characters of a text.
	 */
	public static final int MAX_LENGTH = 16 * 1024;

	/**
	 * Most characters in the MDC, keys and values together.
	 */
	public static final int MAX_MDC_LENGTH = 2 * 1024;

	/**
	 * Numbers and lengths have fewer.
	 */
	private static final int MAX_BYTES_WITHOUT_TEXTS = 64;

	private static final int MAX_BYTES_PER_CHARACTER = 3;

	private static final int MAX_BYTES_OF_AN_ENTRY_WITHOUT_TEXTS = 16;

	/**
	 * Create a line.
	 * @param text the text, which is cut if it is too long
	 * @param mdc what the MDC had, of which entries are left out if they are too long
	 */
	public LogLine {
		mdc = limited(mdc);
		text = (text.length() > MAX_LENGTH) ? text.substring(0, MAX_LENGTH) + " …" : text;
	}

	/**
	 * Create a line for which the MDC had nothing but the task.
	 * @param task name of the task
	 * @param key key of the task
	 * @param attempt number of the attempt, counted from 1
	 * @param logger name of the logger
	 * @param level the level
	 * @param text the text, which is cut if it is too long
	 */
	public LogLine(String task, String key, int attempt, String logger, Level level, String text) {
		this(task, key, attempt, logger, level, text, Map.of());
	}

	private static Map<String, String> limited(Map<String, String> mdc) {
		if (length(mdc) <= MAX_MDC_LENGTH) {
			return Map.copyOf(mdc);
		}
		Map<String, String> limited = new TreeMap<>();
		int room = MAX_MDC_LENGTH;
		for (Map.Entry<String, String> entry : new TreeMap<>(mdc).entrySet()) {
			int length = entry.getKey().length() + entry.getValue().length();
			if (length <= room) {
				limited.put(entry.getKey(), entry.getValue());
				room -= length;
			}
		}
		return Map.copyOf(limited);
	}

	private static long length(Map<String, String> mdc) {
		long length = 0;
		for (Map.Entry<String, String> entry : mdc.entrySet()) {
			length += entry.getKey().length() + entry.getValue().length();
		}
		return length;
	}

	/**
	 * Return how large the line can be on its way.
	 * @return number of bytes that it never exceeds
	 */
	public long maxBytes() {
		long characters = (long) this.task.length() + this.key.length() + this.logger.length() + this.text.length();
		return MAX_BYTES_PER_CHARACTER * (characters + length(this.mdc)) + MAX_BYTES_WITHOUT_TEXTS
				+ (long) MAX_BYTES_OF_AN_ENTRY_WITHOUT_TEXTS * this.mdc.size();
	}

	/**
	 * Level of a line. The order is part of the wire format.
	 */
	public enum Level {

		/**
		 * For who looks for a fault, step by step.
		 */
		TRACE,

		/**
		 * For who looks for a fault.
		 */
		DEBUG,

		/**
		 * Of interest.
		 */
		INFO,

		/**
		 * To be looked at some time.
		 */
		WARN,

		/**
		 * Something does not work.
		 */
		ERROR

	}

}
