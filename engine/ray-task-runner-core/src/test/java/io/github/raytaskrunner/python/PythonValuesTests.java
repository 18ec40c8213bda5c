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

import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Month;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;

import io.github.raytaskrunner.PythonCall;
import io.github.raytaskrunner.PythonException;
import io.github.raytaskrunner.TaskSerializationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.core.ParameterizedTypeReference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests of what Python answers.
 */
class PythonValuesTests {

	private static final String UUID_TEXT = "c0ffee00-0000-4000-8000-000000000001";

	private static Object read(Object value, Class<?> type) {
		return PythonMessages.value(PythonCall.of("models", "score", type), answer(null, value));
	}

	private static <T> T read(Object value, ParameterizedTypeReference<T> type) {
		return PythonMessages.value(PythonCall.of("models", "score", type), answer(null, value));
	}

	private static byte[] answer(Object failure, Object value) {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		new ValueWriter(new MessagePackWriter(bytes), "", (future) -> null).write("answer",
				Arrays.asList(failure, value));
		return bytes.toByteArray();
	}

	static Stream<Arguments> scalars() {
		return Stream.of(Arguments.of(1, Object.class, 1L), Arguments.of(1, int.class, 1),
				Arguments.of(-1, long.class, -1L), Arguments.of(127, byte.class, (byte) 127),
				Arguments.of(300, Short.class, (short) 300), Arguments.of(3, double.class, 3.0),
				Arguments.of(0.1, double.class, 0.1), Arguments.of(Double.NaN, Double.class, Double.NaN),
				Arguments.of(0.5, float.class, 0.5f), Arguments.of(0.1, Number.class, 0.1),
				Arguments.of(7, BigInteger.class, BigInteger.valueOf(7)),
				Arguments.of(0.1, BigDecimal.class, new BigDecimal("0.1")),
				Arguments.of("1.50", BigDecimal.class, new BigDecimal("1.50")), Arguments.of(true, boolean.class, true),
				Arguments.of("c", char.class, 'c'), Arguments.of("text", String.class, "text"),
				Arguments.of("text", CharSequence.class, "text"), Arguments.of("MAY", Month.class, Month.MAY),
				Arguments.of("2026-01-02", LocalDate.class, LocalDate.of(2026, 1, 2)),
				Arguments.of("1970-01-01T01:00:00+01:00", Instant.class, Instant.EPOCH),
				Arguments.of("PT-1.500000S", Duration.class, Duration.ofMillis(-1500)),
				Arguments.of(UUID_TEXT, UUID.class, UUID.fromString(UUID_TEXT)),
				Arguments.of(new byte[] { 1 }, byte[].class, new byte[] { 1 }), Arguments.of(null, String.class, null),
				Arguments.of(null, Optional.class, Optional.empty()),
				Arguments.of(2, OptionalDouble.class, OptionalDouble.of(2)), Arguments.of("ignored", Void.class, null));
	}

	@ParameterizedTest
	@MethodSource
	void scalars(Object value, Class<?> type, Object expected) {
		assertThat(read(value, type)).isEqualTo(expected);
	}

	static Stream<Arguments> refused() {
		return Stream.of(Arguments.of(128, byte.class, "result: 128 is out of the range of byte"),
				Arguments.of(1L << 40, int.class, "result: 1099511627776 is out of the range of int"),
				Arguments.of(2.0, int.class, "result: Python gave 2.0, which is no int"),
				Arguments.of((1L << 53) + 1, double.class, "result: 9007199254740993 has more digits than a double"),
				Arguments.of((1L << 24) + 1, float.class, "result: 16777217 has more digits than a float"),
				Arguments.of(1e300, float.class, "result: 1.0E300 is out of the range of float"),
				Arguments.of(Double.NaN, BigDecimal.class, "result: Python gave NaN, which is no java.math.BigDecimal"),
				Arguments.of(true, int.class, "result: Python gave True, which is no int"),
				Arguments.of(1, String.class, "result: Python gave 1, which is no java.lang.String"),
				Arguments.of(null, int.class, "result: it is None, which is no int"),
				Arguments.of("cc", char.class, "result: Python gave the text 'cc', which is no char"),
				Arguments.of("MAI", Month.class, "result: 'MAI' is no java.time.Month, which has only [JANUARY,"),
				Arguments.of("yesterday", LocalDate.class, "result: 'yesterday' is no java.time.LocalDate"),
				Arguments.of("x", UUID.class, "result: 'x' is no java.util.UUID"),
				Arguments.of(List.of(1), byte[].class, "result: Python gave a list of 1, which is no byte[]"),
				Arguments.of(Map.of(), List.class, "result: Python gave a dict of 0, which is no java.util.List"),
				Arguments.of("x", Thread.class, "result: Python gave the text 'x', which is no java.lang.Thread"),
				Arguments.of(Map.of(), Thread.class, "result: Python gave a dict of 0, which is no java.lang.Thread"),
				Arguments.of(List.of(1, 1), Set.class, "result: some of its elements are equal"),
				Arguments.of(Map.of("name", "a"), Item.class, "result: there is no 'size' for a "),
				Arguments.of(Map.of("name", "a", "size", -1), Item.class,
						"can be created: " + "java.lang.IllegalArgumentException: negative"),
				Arguments.of(Map.of("name", "a", "size", List.of()), Item.class,
						"result.size: Python gave a list of 0, which is no int"));
	}

	@ParameterizedTest
	@MethodSource
	void refused(Object value, Class<?> type, String message) {
		assertThatExceptionOfType(TaskSerializationException.class).isThrownBy(() -> read(value, type))
			.withMessageStartingWith("The value of Python function models.score is not what was asked for: result")
			.withMessageContaining(message);
	}

	@Test
	void genericTypesAreRead() {
		Map<String, Object> item = Map.of("name", "a", "size", 1, "more", true);
		assertThat(read(List.of(item), new ParameterizedTypeReference<List<Item>>() {
		})).containsExactly(new Item("a", 1, Optional.empty()));
		assertThat(read(Map.of("MAY", List.of(1)), new ParameterizedTypeReference<Map<Month, int[]>>() {
		})).isInstanceOf(Map.class).extractingByKey(Month.MAY).isEqualTo(new int[] { 1 });
		assertThat(read(Map.of("MAY", 1), new ParameterizedTypeReference<EnumMap<Month, Long>>() {
		})).isEqualTo(new EnumMap<>(Map.of(Month.MAY, 1L)));
		assertThat(read(List.of("b", "a"), new ParameterizedTypeReference<SortedSet<String>>() {
		})).isEqualTo(new TreeSet<>(Set.of("a", "b")));
		assertThat(read(List.of(1, 1), new ParameterizedTypeReference<Collection<? extends Number>>() {
		})).isEqualTo(List.of(1L, 1L));
		assertThat(read(List.of(List.of(1)), new ParameterizedTypeReference<List<Optional<Integer>>[]>() {
		})).isEqualTo(new List<?>[] { List.of(Optional.of(1)) });
	}

	@Test
	void recordsMayBeGeneric() {
		Object value = Map.of("first", Map.of("name", "a", "size", 1, "tag", "t"), "second", List.of("2026-01-02"));
		assertThat(read(value, new ParameterizedTypeReference<PythonMessagesTests.Pair<Item, List<LocalDate>>>() {
		})).isEqualTo(
				new PythonMessagesTests.Pair<>(new Item("a", 1, Optional.of("t")), List.of(LocalDate.of(2026, 1, 2))));
	}

	@Test
	void pathLeadsToWhatIsWrong() {
		Object value = Map.of("x", List.of(Map.of("name", "a", "size", 1), Map.of("name", 2, "size", 1)));
		assertThatExceptionOfType(TaskSerializationException.class)
			.isThrownBy(() -> read(value, new ParameterizedTypeReference<Map<String, List<Item>>>() {
			}))
			.withMessageContaining("result[\"x\"][1].name: Python gave 2, which is no java.lang.String");
	}

	@Test
	void objectIsWhatPythonGave() {
		assertThat(read(Map.of("x", Arrays.asList(1, 0.5, null, "a", true)), Object.class))
			.isEqualTo(Map.of("x", Arrays.asList(1L, 0.5, null, "a", true)));
	}

	@Test
	void failureHasTheFramesOfPythonAndThoseOfTheCaller() {
		Map<String, Object> cause = Map.of("type", "KeyError", "message", "'x'", "frames",
				List.of(List.of("models", "find", "models.py", 3)));
		Map<String, Object> failure = Map.of("stage", "call", "type", "models.Unknown", "message", "", "traceback",
				"Traceback ...", "cause", cause, "frames",
				List.of(List.of("models", "score", "models.py", 1), List.of("models", "inner", "models.py", 2)));
		assertThatExceptionOfType(PythonException.class)
			.isThrownBy(
					() -> PythonMessages.value(PythonCall.of("models", "score", Object.class), answer(failure, null)))
			.withMessage("Python function models.score failed: models.Unknown")
			.satisfies((ex) -> assertThat(ex.getTypeName()).isEqualTo("models.Unknown"))
			.satisfies((ex) -> assertThat(ex.getTraceback()).isEqualTo("Traceback ..."))
			.satisfies((ex) -> assertThat(ex.getStackTrace()).extracting(StackTraceElement::toString)
				.startsWith("models.inner(models.py:2)", "models.score(models.py:1)")
				.anyMatch((frame) -> frame.contains(PythonValuesTests.class.getSimpleName())))
			.havingCause()
			.withMessage("KeyError: 'x'")
			.satisfies((ex) -> assertThat(ex.getStackTrace()).singleElement().hasToString("models.find(models.py:3)"));
	}

	@Test
	void emptyCollectionsAreRead() {
		assertThat(read(List.of(), List.class)).isEqualTo(Collections.emptyList());
		assertThat(read(Map.of(), Map.class)).isEqualTo(Collections.emptyMap());
	}

	/**
	 * A record with a check.
	 */
	record Item(String name, int size, Optional<String> tag) {

		Item {
			if (size < 0) {
				throw new IllegalArgumentException("negative");
			}
		}

	}

}
