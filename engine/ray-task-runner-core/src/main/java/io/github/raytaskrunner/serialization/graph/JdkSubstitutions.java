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

package io.github.raytaskrunner.serialization.graph;

import java.io.Serializable;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.AbstractMap.SimpleEntry;
import java.util.AbstractMap.SimpleImmutableEntry;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.DoubleSummaryStatistics;
import java.util.HexFormat;
import java.util.IntSummaryStatistics;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

/**
 * Values of the JDK that have no serial form, by what their public methods say. Views of
 * a collection or map travel as an ordinary one with the same content.
 */
final class JdkSubstitutions {

	private static final Class<?> IMMUTABLE_ENTRY = Map.entry(1, 1).getClass();

	private JdkSubstitutions() {
	}

	static List<Substitution> all() {
		return List.of(substitution(isKindOf(Path.class), Path.class, PathText::of),
				substitution(isKindOf(Charset.class), Charset.class, (charset) -> new CharsetName(charset.name())),
				substitution(isKindOf(ByteBuffer.class), ByteBuffer.class, BufferContent::of),
				exactly(FileTime.class, FileTimeValue::of), exactly(HexFormat.class, HexFormatValue::of),
				exactly(Optional.class, (optional) -> new OptionalValue(optional.orElse(null))),
				exactly(OptionalInt.class,
						(optional) -> new OptionalIntValue(optional.isPresent(), optional.orElse(0))),
				exactly(OptionalLong.class,
						(optional) -> new OptionalLongValue(optional.isPresent(), optional.orElse(0))),
				exactly(OptionalDouble.class,
						(optional) -> new OptionalDoubleValue(optional.isPresent(), optional.orElse(0))),
				exactly(IntSummaryStatistics.class,
						(statistics) -> new IntStatistics(statistics.getCount(), statistics.getMin(),
								statistics.getMax(), statistics.getSum())),
				exactly(LongSummaryStatistics.class,
						(statistics) -> new LongStatistics(statistics.getCount(), statistics.getMin(),
								statistics.getMax(), statistics.getSum())),
				exactly(DoubleSummaryStatistics.class, DoubleStatistics::of),
				substitution((type) -> type == IMMUTABLE_ENTRY, Map.Entry.class,
						(entry) -> new ImmutableEntry(entry.getKey(), entry.getValue())),
				substitution(isKindOf(ParameterizedType.class), ParameterizedType.class, GenericTypes::of),
				substitution(isKindOf(WildcardType.class), WildcardType.class, GenericTypes::of),
				substitution(isKindOf(GenericArrayType.class), GenericArrayType.class, GenericTypes::of),
				substitution(isKindOf(TypeVariable.class), TypeVariable.class, GenericTypes::of),
				substitution(isViewOf(Map.Entry.class), Map.Entry.class, JdkSubstitutions::copy),
				substitution(isViewOf(Collection.class), Collection.class, JdkSubstitutions::copy),
				substitution(isViewOf(Map.class), Map.class, JdkSubstitutions::copy));
	}

	private static Predicate<Class<?>> isKindOf(Class<?> ancestor) {
		return (type) -> ancestor.isAssignableFrom(type) && JdkClasses.contains(type);
	}

	/**
	 * Those that are public are collections of their own, not views of another.
	 */
	private static Predicate<Class<?>> isViewOf(Class<?> ancestor) {
		return isKindOf(ancestor)
			.and((type) -> !Serializable.class.isAssignableFrom(type) && !Modifier.isPublic(type.getModifiers()));
	}

	private static <T> Substitution exactly(Class<T> type, Function<? super T, Object> substitute) {
		return substitution((other) -> other == type, type, substitute);
	}

	private static <T> Substitution substitution(Predicate<Class<?>> types, Class<T> common,
			Function<? super T, Object> substitute) {
		return new Substitution() {

			@Override
			public boolean isFor(Class<?> type) {
				return types.test(type);
			}

			@Override
			public Object substitute(Object object, Surroundings surroundings) {
				return substitute.apply(common.cast(object));
			}

		};
	}

	private static Object copy(Map.Entry<?, ?> view) {
		return (view.getClass().getName().contains("Unmodifiable")) ? new SimpleImmutableEntry<>(view)
				: new SimpleEntry<>(view);
	}

	@SuppressWarnings({ "unchecked", "rawtypes" })
	private static Object copy(Collection<?> view) {
		if (view.getClass().getName().startsWith("java.util.ImmutableCollections$")) {
			return (view instanceof Set<?>) ? Collections.unmodifiableSet(new LinkedHashSet<>(view))
					: view.stream().toList();
		}
		if (view instanceof SortedSet sorted) {
			return new TreeSet<>(sorted);
		}
		return (view instanceof Set<?>) ? new LinkedHashSet<>(view) : new ArrayList<>(view);
	}

	@SuppressWarnings({ "unchecked", "rawtypes" })
	private static Object copy(Map<?, ?> view) {
		return (view instanceof SortedMap sorted) ? new TreeMap<>(sorted) : new LinkedHashMap<>(view);
	}

	private record PathText(String text) implements StandIn {

		static PathText of(Path path) {
			if (path.getFileSystem() != FileSystems.getDefault()) {
				throw new RefusedException(path, "only paths of the default file system can travel");
			}
			return new PathText(path.toString());
		}

		@Override
		public Object original(Surroundings surroundings) {
			return Path.of(this.text);
		}

	}

	private record CharsetName(String name) implements StandIn {

		@Override
		public Object original(Surroundings surroundings) {
			return Charset.forName(this.name);
		}

	}

	private record FileTimeValue(Instant instant) implements StandIn {

		static FileTimeValue of(FileTime time) {
			if (!FileTime.from(time.toInstant()).equals(time)) {
				throw new RefusedException(time, "only times that are an Instant can travel");
			}
			return new FileTimeValue(time.toInstant());
		}

		@Override
		public Object original(Surroundings surroundings) {
			return FileTime.from(this.instant);
		}

	}

	private record HexFormatValue(String delimiter, String prefix, String suffix,
			boolean upperCase) implements StandIn {

		static HexFormatValue of(HexFormat format) {
			return new HexFormatValue(format.delimiter(), format.prefix(), format.suffix(), format.isUpperCase());
		}

		@Override
		public Object original(Surroundings surroundings) {
			HexFormat format = HexFormat.ofDelimiter(this.delimiter).withPrefix(this.prefix).withSuffix(this.suffix);
			return (this.upperCase) ? format.withUpperCase() : format;
		}

	}

	private record OptionalValue(@Nullable Object value) implements StandIn {

		@Override
		public Object original(Surroundings surroundings) {
			return Optional.ofNullable(this.value);
		}

	}

	private record OptionalIntValue(boolean present, int value) implements StandIn {

		@Override
		public Object original(Surroundings surroundings) {
			return (this.present) ? OptionalInt.of(this.value) : OptionalInt.empty();
		}

	}

	private record OptionalLongValue(boolean present, long value) implements StandIn {

		@Override
		public Object original(Surroundings surroundings) {
			return (this.present) ? OptionalLong.of(this.value) : OptionalLong.empty();
		}

	}

	private record OptionalDoubleValue(boolean present, double value) implements StandIn {

		@Override
		public Object original(Surroundings surroundings) {
			return (this.present) ? OptionalDouble.of(this.value) : OptionalDouble.empty();
		}

	}

	private record IntStatistics(long count, int min, int max, long sum) implements StandIn {

		@Override
		public Object original(Surroundings surroundings) {
			return new IntSummaryStatistics(this.count, this.min, this.max, this.sum);
		}

	}

	private record LongStatistics(long count, long min, long max, long sum) implements StandIn {

		@Override
		public Object original(Surroundings surroundings) {
			return new LongSummaryStatistics(this.count, this.min, this.max, this.sum);
		}

	}

	/**
	 * The sum is kept more exactly than it is told, so that of many partial sums is
	 * exact.
	 *
	 * @param rest what the sum lacks
	 */
	private record DoubleStatistics(long count, double min, double max, double sum, double rest) implements StandIn {

		static DoubleStatistics of(DoubleSummaryStatistics statistics) {
			DoubleSummaryStatistics rest = new DoubleSummaryStatistics();
			rest.accept(-statistics.getSum());
			rest.combine(statistics);
			boolean ofBothInfinities = Double.isNaN(statistics.getSum()) && !Double.isNaN(statistics.getMin());
			return new DoubleStatistics(statistics.getCount(), statistics.getMin(), statistics.getMax(),
					(ofBothInfinities) ? Double.POSITIVE_INFINITY : statistics.getSum(),
					(ofBothInfinities) ? Double.NEGATIVE_INFINITY : rest.getSum());
		}

		@Override
		public Object original(Surroundings surroundings) {
			if (this.count < 2 || Double.isNaN(this.rest)) {
				return new DoubleSummaryStatistics(this.count, this.min, this.max, this.sum);
			}
			DoubleSummaryStatistics statistics = new DoubleSummaryStatistics(this.count - 1, this.min, this.max,
					this.sum);
			statistics.combine(new DoubleSummaryStatistics(1, this.min, this.max, this.rest));
			return statistics;
		}

	}

	private record ImmutableEntry(Object key, Object value) implements StandIn {

		@Override
		public Object original(Surroundings surroundings) {
			return Map.entry(this.key, this.value);
		}

	}

}
