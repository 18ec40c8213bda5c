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

package io.github.raytaskrunner.python;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Month;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.github.raytaskrunner.PythonCall;
import io.github.raytaskrunner.TaskSerializationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests of what is said to Python.
 */
class PythonMessagesTests {

	private static final PythonCall<Object> CALL = PythonCall.of("models", "score", Object.class);

	static Stream<Arguments> passed() {
		UUID uuid = UUID.randomUUID();
		return Stream.of(Arguments.of(null, null), Arguments.of(true, true), Arguments.of((byte) 1, 1L),
				Arguments.of((short) -200, -200L), Arguments.of(1 << 20, 1L << 20), Arguments.of(1L << 40, 1L << 40),
				Arguments.of(Long.MIN_VALUE, Long.MIN_VALUE), Arguments.of(BigInteger.TEN, 10L),
				Arguments.of(BigInteger.TWO.pow(64).subtract(BigInteger.ONE),
						BigInteger.TWO.pow(64).subtract(BigInteger.ONE)),
				Arguments.of(1.5f, 1.5), Arguments.of(Double.NaN, Double.NaN),
				Arguments.of(new BigDecimal("1.50"), "1.50"), Arguments.of("Grüße 🚀", "Grüße 🚀"),
				Arguments.of("x".repeat(70_000), "x".repeat(70_000)), Arguments.of('c', "c"),
				Arguments.of(Month.MAY, "MAY"), Arguments.of(uuid, uuid.toString()),
				Arguments.of(URI.create("a:b"), "a:b"), Arguments.of(LocalDate.of(2026, 1, 2), "2026-01-02"),
				Arguments.of(Instant.EPOCH, "1970-01-01T00:00:00Z"), Arguments.of(Duration.ofSeconds(90), "PT1M30S"),
				Arguments.of(ZoneId.of("Europe/Berlin"), "Europe/Berlin"), Arguments.of(Optional.of(1), 1L),
				Arguments.of(Optional.empty(), null), Arguments.of(OptionalInt.of(3), 3L),
				Arguments.of(new byte[] { 1, 2 }, new byte[] { 1, 2 }), Arguments.of(new int[] { 1 }, List.of(1L)),
				Arguments.of(new String[][] { { "a" }, {} }, List.of(List.of("a"), List.of())),
				Arguments.of(Set.of(1), List.of(1L)),
				Arguments.of(IntStream.range(0, 20).boxed().toList(),
						IntStream.range(0, 20).asLongStream().boxed().toList()),
				Arguments.of(Map.of(Month.MAY, List.of(1)), Map.of("MAY", List.of(1L))),
				Arguments.of(Collections.singletonMap(null, 1), Collections.singletonMap(null, 1L)),
				Arguments.of(new Pair<>("a", new Pair<>(1, null)),
						Map.of("first", "a", "second", mapOf("first", 1L, "second", null))));
	}

	private static Map<String, Object> mapOf(String first, Object one, String second, Object two) {
		Map<String, Object> map = new LinkedHashMap<>();
		map.put(first, one);
		map.put(second, two);
		return map;
	}

	@ParameterizedTest
	@MethodSource
	void passed(Object value, Object expected) {
		PythonCall<Object> call = CALL.args(value).kwarg("again", value);
		PythonMessages.check(call);
		List<?> request = (List<?>) MessagePackReader.read(PythonMessages.request(call));
		assertThat(request).element(0).isEqualTo("models");
		assertThat(request).element(1).isEqualTo("score");
		assertThat(((List<?>) request.get(2)).get(0)).isEqualTo(expected);
		assertThat(((Map<?, ?>) request.get(3)).get("again")).isEqualTo(expected);
	}

	static Stream<Arguments> refused() {
		List<Object> cycle = new ArrayList<>();
		cycle.add(cycle);
		return Stream.of(
				Arguments.of(Thread.currentThread(), "args[0]: an object of java.lang.Thread cannot be passed"),
				Arguments.of(Map.of("x", new Object[] { 1, new StringBuilder() }),
						"args[0][\"x\"][1]: an object of java.lang.StringBuilder cannot be passed"),
				Arguments.of(new Pair<>(1, new Pair<>(Optional.of(new Object()), 2)),
						"args[0].second.first: an object of java.lang.Object cannot be passed"),
				Arguments.of(Map.of(List.of(1), 2), "args[0][[1]]: an object of java.util."),
				Arguments.of(BigInteger.TWO.pow(64), "args[0]: an integer of more than 64 bits"),
				Arguments.of("\ud800", "args[0]: half of a surrogate pair"),
				Arguments.of(cycle, "args[0][0][0][0]: what is there holds itself, or more than 200 levels"),
				Arguments.of(new Failing(1), "args[0].value: it cannot be read: java.lang.IllegalStateException: no"));
	}

	@ParameterizedTest
	@MethodSource
	void refused(Object value, String message) {
		assertThatExceptionOfType(TaskSerializationException.class)
			.isThrownBy(() -> PythonMessages.check(CALL.args(value)))
			.withMessageContaining("Python function models.score cannot be called: " + message);
	}

	@Test
	void refusedKeywordIsNamed() {
		assertThatExceptionOfType(TaskSerializationException.class)
			.isThrownBy(() -> PythonMessages.check(CALL.args(1, 2).kwargs(Map.of("model", new Object()))))
			.withMessageContaining("kwargs[\"model\"]: an object of java.lang.Object");
	}

	@Test
	void argumentsMayBeNull() {
		List<?> request = (List<?>) MessagePackReader
			.read(PythonMessages.request(CALL.args(1, null).kwargs(Collections.singletonMap("x", null))));
		assertThat(request.get(2)).isEqualTo(Arrays.asList(1L, null));
		assertThat(request.get(3)).isEqualTo(Collections.singletonMap("x", null));
	}

	/**
	 * A generic record.
	 *
	 * @param <A> type of the first
	 * @param <B> type of the second
	 */
	record Pair<A, B>(A first, B second) {

	}

	/**
	 * A record that cannot be read.
	 */
	record Failing(int value) {

		@Override
		public int value() {
			throw new IllegalStateException("no");
		}

	}

}
