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

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.BiFunction;
import java.util.function.BinaryOperator;
import java.util.function.Consumer;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import java.util.function.UnaryOperator;

import io.github.raytaskrunner.RayCallable;
import io.github.raytaskrunner.RayFunction;
import io.github.raytaskrunner.TaskSerializationException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests of lambdas and method references that tasks capture.
 */
class LambdaTests extends SerializationTests {

	private final int factor = 3;

	private @Nullable Object call(RayCallable<?> task) {
		return run((Object) task);
	}

	@Test
	void lambdasOfInterfacesOfTheJdk() {
		int number = 20;
		long large = 1L << 40;
		double fraction = 0.5;
		String text = "text";
		List<String> list = new ArrayList<>(List.of("a"));
		Function<Integer, Integer> sum = (value) -> value + number;
		Supplier<String> supplier = () -> text + large + fraction;
		BinaryOperator<Integer> product = (first, second) -> first * second;
		IntPredicate positive = (value) -> value > 0;
		DoubleUnaryOperator half = (value) -> value * fraction;
		Callable<Object> callable = () -> List.of(number, large, text);
		Runnable nothing = () -> {
		};
		assertThat(call(() -> sum.apply(1))).isEqualTo(21);
		assertThat(call(supplier::get)).isEqualTo("text" + large + "0.5");
		assertThat(call(() -> product.apply(6, 7))).isEqualTo(42);
		assertThat(call(() -> positive.test(1))).isEqualTo(true);
		assertThat(call(() -> half.applyAsDouble(3))).isEqualTo(1.5);
		assertThat(call(callable::call)).isEqualTo(List.of(20, large, "text"));
		assertThat(call(() -> {
			nothing.run();
			return list.size();
		})).isEqualTo(1);
	}

	@Test
	void lambdasThatCaptureTheirObject() {
		Function<Integer, Integer> product = (value) -> value * this.factor;
		assertThat(new Multiplier().function.apply(2)).isEqualTo(8);
		Multiplier multiplier = new Multiplier();
		Function<Integer, Integer> field = multiplier.function;
		assertThat(call(() -> field.apply(2))).isEqualTo(8);
		assertThat(call(() -> multiplier.function.apply(3))).isEqualTo(12);
		assertThat(product.apply(1)).isEqualTo(3);
	}

	@Test
	void methodReferencesOfEveryKind() {
		List<String> list = new ArrayList<>();
		Function<String, Integer> unbound = String::length;
		Supplier<Integer> bound = "four"::length;
		UnaryOperator<Integer> unboxing = Math::abs;
		Supplier<List<String>> constructor = ArrayList::new;
		Function<Integer, List<String>> sized = ArrayList::new;
		IntFunction<int[]> array = int[]::new;
		ToIntFunction<Integer> adaptation = Integer::intValue;
		Consumer<String> ofInterface = list::add;
		BiFunction<String, String, Boolean> two = String::startsWith;
		Function<Object, String> varied = String::valueOf;
		Function<Holder, Integer> ofPrivate = Holder::secret;
		Predicate<String> inherited = Boolean::parseBoolean;
		assertThat(call(() -> unbound.apply("abc"))).isEqualTo(3);
		assertThat(call(bound::get)).isEqualTo(4);
		assertThat(call(() -> unboxing.apply(-5))).isEqualTo(5);
		assertThat(call(constructor::get)).isEqualTo(List.of());
		assertThat(call(() -> sized.apply(5))).isEqualTo(List.of());
		assertThat(call(() -> array.apply(2).length)).isEqualTo(2);
		assertThat(call(() -> adaptation.applyAsInt(7))).isEqualTo(7);
		assertThat(call(() -> {
			ofInterface.accept("x");
			return list;
		})).isEqualTo(List.of("x"));
		assertThat(call(() -> two.apply("abc", "a"))).isEqualTo(true);
		assertThat(call(() -> varied.apply(1))).isEqualTo("1");
		assertThat(call(() -> ofPrivate.apply(new Holder()))).isEqualTo(13);
		assertThat(call(() -> inherited.test("true"))).isEqualTo(true);
	}

	@Test
	void comparatorsOfTheJdk() {
		Comparator<Point> comparator = Comparator.comparing(Point::x).reversed().thenComparingInt(Point::y);
		List<Point> points = List.of(new Point(1, 2), new Point(2, 2), new Point(2, 1));
		assertThat(call(() -> points.stream().sorted(comparator).toList()))
			.isEqualTo(List.of(new Point(2, 1), new Point(2, 2), new Point(1, 2)));
		assertThat(call(() -> points.stream().sorted(Comparator.nullsFirst(comparator)).findFirst()))
			.isEqualTo(Optional.of(new Point(2, 1)));
	}

	@Test
	void lambdaTravelsAgainFromWhereItArrived() {
		int number = 20;
		Function<Integer, Integer> sum = (value) -> value + number;
		Function<?, ?> once = (Function<?, ?>) travel(sum);
		@SuppressWarnings("unchecked")
		Function<Integer, Integer> twice = (Function<Integer, Integer>) travel(once);
		assertThat(twice.apply(2)).isEqualTo(22);
		assertThat(twice).isNotInstanceOf(Serializable.class);
	}

	@Test
	void lambdaKeepsWhatItsCastSays() {
		Object marked = (Function<Integer, Integer> & Serializable & Marker) (value) -> value + 1;
		Object copy = travel(marked);
		assertThat(copy).isInstanceOf(Marker.class).isInstanceOf(Serializable.class);
		assertThat(((Marker) copy).name()).isEqualTo("marked");
		Object unmarked = (Function<Integer, Integer> & Marker) (value) -> value + 1;
		assertThat(travel(unmarked)).isInstanceOf(Marker.class);
		Narrow narrow = (value) -> value + "!";
		assertThat(((Narrow) travel(narrow)).apply("a")).isEqualTo("a!");
		@SuppressWarnings("unchecked")
		Function<Object, Object> bridged = (Function<Object, Object>) (Function<?, ?>) (Narrow) travel(narrow);
		assertThat(bridged.apply("b")).isEqualTo("b!");
	}

	@Test
	void referencesToMethodsThatTakeWiderNumbers() {
		Function<Integer, Double> root = Math::sqrt;
		Function<Character, String> code = Integer::toHexString;
		Function<Short, Long> sum = LambdaTests::increment;
		Function<Long, Long> same = LambdaTests::increment;
		BiFunction<String, Integer, Character> character = String::charAt;
		assertThat(call(() -> root.apply(4))).isEqualTo(2.0);
		assertThat(call(() -> code.apply('a'))).isEqualTo("61");
		assertThat(call(() -> sum.apply((short) 1))).isEqualTo(2L);
		assertThat(call(() -> same.apply(1L))).isEqualTo(2L);
		assertThat(call(() -> character.apply("ab", 1))).isEqualTo('b');
	}

	@Test
	void referencesToMethodsThatBoxAndUnbox() {
		Function<Integer, Long> widened = Integer::longValue;
		Function<Number, Integer> number = Number::intValue;
		Function<Integer, Object> narrowed = Integer::byteValue;
		Function<Integer, Integer> same = Integer::valueOf;
		Function<Integer, Long> wider = Long::valueOf;
		Function<Character, Integer> code = Integer::valueOf;
		Function<Boolean, Boolean> flag = Boolean::booleanValue;
		Supplier<Object> bound = Double.valueOf(2.5)::intValue;
		assertThat(call(() -> widened.apply(1))).isEqualTo(1L);
		assertThat(call(() -> number.apply(2.5))).isEqualTo(2);
		assertThat(call(() -> narrowed.apply(257))).isEqualTo((byte) 1);
		assertThat(call(() -> same.apply(3))).isEqualTo(3);
		assertThat(call(() -> wider.apply(4))).isEqualTo(4L);
		assertThat(call(() -> code.apply('a'))).isEqualTo(97);
		assertThat(call(() -> flag.apply(true))).isEqualTo(true);
		assertThat(call(bound::get)).isEqualTo(2);
	}

	@Test
	void referenceToTheConstructorOfObject() {
		Supplier<Object> constructor = Object::new;
		assertThat(call(() -> constructor.get().getClass())).isEqualTo(Object.class);
	}

	private static long increment(long number) {
		return number + 1;
	}

	@Test
	void referencesThatCompilersMergeStayApart() {
		RayFunction<String, String> texts = String::valueOf;
		RayFunction<Integer, String> numbers = String::valueOf;
		RayFunction<List<?>, Integer> hash = List::hashCode;
		assertThat(call(() -> texts.apply("a"))).isEqualTo("a");
		assertThat(call(() -> numbers.apply(1))).isEqualTo("1");
		assertThat(call(() -> hash.apply(List.of()))).isEqualTo(1);
	}

	@Test
	void referenceWhoseTypesNobodyTellsIsRefused() {
		Bounded<Integer> bounded = LambdaTests::compare;
		assertThatExceptionOfType(TaskSerializationException.class)
			.isThrownBy(() -> serialize((RayCallable<Integer>) () -> bounded.compare(1, 2)))
			.withMessageContaining("what it does cannot be found out");
	}

	private static <T extends Number & Comparable<T>> int compare(T first, T second) {
		return first.compareTo(second);
	}

	interface Bounded<T extends Comparable<T>> {

		int compare(T first, T second);

	}

	interface Marker {

		default String name() {
			return "marked";
		}

	}

	interface Narrow extends Function<String, String> {

		@Override
		String apply(String value);

	}

	static class Multiplier {

		private final int factor = 4;

		final Function<Integer, Integer> function = (value) -> value * this.factor;

	}

	static class Holder {

		private int secret() {
			return 13;
		}

	}

}
