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

import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamField;
import java.io.Serializable;
import java.lang.reflect.Field;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.InvalidMarkException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.text.NumberFormat;
import java.text.ParseException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.AbstractMap;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.Currency;
import java.util.DoubleSummaryStatistics;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Hashtable;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Properties;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.Vector;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.regex.Pattern;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests of values of the JDK and of applications that travel.
 */
class ValueTests extends SerializationTests {

	static Stream<Object> valuesThatKeepTypeAndContent() {
		Map<String, Integer> map = new HashMap<>(Map.of("a", 1, "b", 2));
		List<String> list = new ArrayList<>(List.of("a", "b", "c"));
		return Stream.of("text", 'c', 1, 2L, 3.5, true, new BigDecimal("1.230"), BigInteger.TWO.pow(100),
				UUID.fromString("7c1f1f7e-8b0b-4c39-9d0c-111111111111"), URI.create("https://example.org/a?b=c"),
				Locale.GERMANY, Currency.getInstance("EUR"), StandardCharsets.UTF_8, Charset.forName("windows-1252"),
				String.class, int.class, Color.class, Point[].class, Color.RED, Color.GREEN, DayOfWeek.FRIDAY,
				EnumSet.of(Color.RED), new EnumMap<>(Map.of(Color.GREEN, 1)), InetAddress.getLoopbackAddress(),
				Instant.now(), LocalDate.now(), LocalDateTime.now(), ZonedDateTime.now(ZoneId.of("Europe/Berlin")),
				OffsetDateTime.now(), Duration.ofMillis(1500), Period.ofWeeks(3), YearMonth.of(2020, 2),
				ZoneId.of("Asia/Tokyo"), Optional.of("x"), Optional.empty(), OptionalInt.of(3), Path.of("/tmp/x"),
				Path.of("a", "b"), new Point(1, 2), new Order("o-1", List.of(new Point(3, 4)), Optional.of("note")),
				new Box<>(List.of(new Box<>(1))), List.of(), List.of(1), List.of(1, 2, 3), Set.of("a", "b", "c"),
				Map.of(), Map.of("a", 1), map, new LinkedHashMap<>(map), new TreeMap<>(map),
				new ConcurrentHashMap<>(map), Collections.unmodifiableMap(map), Collections.singletonMap("a", 1), list,
				new LinkedList<>(list), Arrays.asList("a", "b"), Collections.unmodifiableList(list),
				Collections.synchronizedList(new ArrayList<>(list)),
				Collections.synchronizedList(new LinkedList<>(list)), new Counts(map), new Moved(3),
				Collections.nCopies(3, "a"), List.copyOf(list.stream().toList()), new HashSet<>(list),
				new LinkedHashSet<>(list), new TreeSet<>(list), new CopyOnWriteArrayList<>(list),
				FileTime.from(Instant.now()), FileTime.from(Instant.MIN), HexFormat.ofDelimiter(":").withUpperCase(),
				HexFormat.of().withPrefix("<").withSuffix(">"), Stream.of("a", null, "c").toList(),
				new TreeMap<>(Comparator.reverseOrder()), new Names(list));
	}

	static Stream<Object> valuesOfNumbers() {
		return Stream.of(LocalDate.MIN, LocalDate.MAX, LocalTime.MIN, LocalTime.MAX, LocalDateTime.MIN,
				LocalDateTime.MAX, OffsetDateTime.MIN, OffsetDateTime.MAX, Instant.MIN, Instant.MAX,
				Duration.ofSeconds(Long.MIN_VALUE), Duration.ofSeconds(Long.MAX_VALUE, 999_999_999), new UUID(-1, 1),
				BigInteger.ZERO, BigInteger.TWO.negate().pow(1_001), new BigDecimal("0.00"),
				new BigDecimal(BigInteger.TEN.pow(50), Integer.MIN_VALUE), BigDecimal.valueOf(-1, Integer.MAX_VALUE));
	}

	static Stream<Type> genericTypes() {
		return Arrays.stream(Generic.class.getDeclaredFields()).map(Field::getGenericType);
	}

	@ParameterizedTest
	@MethodSource("genericTypes")
	void genericTypesEqualThoseOfTheJdkWhereTheyArrive(Type type) {
		Object arrived = Objects.requireNonNull(travel(type));
		assertThat(arrived).isEqualTo(type).hasSameHashCodeAs(type).hasToString(type.toString());
		assertThat(type).isEqualTo(arrived).isEqualTo(travel(arrived));
	}

	@ParameterizedTest
	@MethodSource("valuesOfNumbers")
	void valuesOfNumbersArriveEqualAndShared(Object value) {
		Object[] arrived = (Object[]) Objects.requireNonNull(travel(new Object[] { value, value }));
		assertThat(arrived[0]).isEqualTo(value).hasSameClassAs(value).hasSameHashCodeAs(value).isSameAs(arrived[1]);
	}

	// ray#23347: JDK 17 and the serialization of Ray
	@ParameterizedTest
	@MethodSource("valuesThatKeepTypeAndContent")
	void captureAndResultKeepTypeAndContent(Object value) {
		assertThat(travel(value)).isEqualTo(value).hasSameClassAs(value);
	}

	static Stream<Arguments> hashTables() {
		return Stream.of(2, 3, 5, 12, 13, 24, 100)
			.flatMap((size) -> Stream.of(1, 4, 16, 64, 1024)
				.flatMap((capacity) -> Stream.of(0.5F, 0.75F, 3F)
					.map((loadFactor) -> Arguments.of(size, capacity, loadFactor))));
	}

	@ParameterizedTest
	@MethodSource("hashTables")
	void hashTablesKeepTheirOrderHoweverLargeTheyWereMade(int size, int capacity, float loadFactor) {
		Map<Integer, String> map = new HashMap<>(capacity, loadFactor);
		Set<Integer> set = new HashSet<>(capacity, loadFactor);
		new Random(size).ints().limit(size).forEach((key) -> {
			map.put(key, "value of " + key);
			set.add(key);
		});
		Map<?, ?> arrivedMap = (Map<?, ?>) travel(map);
		Set<?> arrivedSet = (Set<?>) travel(set);
		assertThat(arrivedMap).hasSameClassAs(map).hasToString(map.toString());
		assertThat(arrivedSet).hasSameClassAs(set).hasToString(set.toString());
	}

	@Test
	void hashTablesGrowWhereTheyArriveAsTheyWouldHaveGrown() {
		Map<Integer, Integer> map = new HashMap<>(4, 2F);
		Set<Integer> set = new HashSet<>(4, 2F);
		@SuppressWarnings("unchecked")
		Map<Integer, Integer> arrivedMap = (Map<Integer, Integer>) travel(map);
		@SuppressWarnings("unchecked")
		Set<Integer> arrivedSet = (Set<Integer>) travel(set);
		new Random(1).ints().limit(100).forEach((key) -> {
			map.put(key, key);
			arrivedMap.put(key, key);
			set.add(key);
			arrivedSet.add(key);
			assertThat(arrivedMap).hasToString(map.toString());
			assertThat(arrivedSet).hasToString(set.toString());
		});
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 5, 8, 12, 24, 100 })
	void concurrentMapsThatHaveGrownByThemselvesKeepTheirOrder(int size) {
		Map<Integer, Integer> map = new ConcurrentHashMap<>();
		new Random(size).ints().limit(size).forEach((key) -> map.put(key, key));
		assertThat(travel(map)).isEqualTo(map).hasToString(map.toString());
	}

	static Stream<Arguments> tablesThatReadThemselves() {
		return Stream.of(1, 3, 5, 7, 11, 12, 23, 24, 100).flatMap((size) -> Stream.of(new HashMap<Object, Object>() {
		}, new HashMap<Object, Object>(64) {
		}, new HashMap<Object, Object>(1) {
		}, new Hashtable<>(), new Hashtable<>(64), new Properties(), new ConcurrentHashMap<>(64),
				new ConcurrentHashMap<>(1))
			.map((map) -> Arguments.of(size, map)));
	}

	@ParameterizedTest
	@MethodSource("tablesThatReadThemselves")
	void tablesKeepTheirOrderWhoeverReadsThem(int size, Map<Object, Object> map) {
		new Random(size).ints().limit(size).forEach((key) -> map.put("key" + key, key));
		Set<Object> set = new Keys(map.keySet());
		assertThat(travel(map)).hasSameClassAs(map).hasToString(map.toString());
		assertThat(travel(set)).hasSameClassAs(set).hasToString(set.toString());
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 12, 13, 100 })
	void concurrentMapsKeepTheirOrderThatWereCopies(int size) {
		Map<Integer, Integer> map = new HashMap<>();
		new Random(size).ints().limit(size).forEach((key) -> map.put(key, key));
		Map<Integer, Integer> copy = new ConcurrentHashMap<>(map);
		assertThat(travel(copy)).isEqualTo(copy).hasToString(copy.toString());
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void buffersKeepTheirMark(boolean direct) {
		ByteBuffer buffer = (direct) ? ByteBuffer.allocateDirect(8) : ByteBuffer.allocate(8);
		buffer.limit(6).position(2).mark().position(5);
		ByteBuffer arrived = (ByteBuffer) Objects.requireNonNull(travel(buffer));
		assertThat(arrived).hasSameClassAs(buffer);
		assertThat(List.of(arrived.position(), arrived.limit(), arrived.reset().position())).containsExactly(5, 6, 2);
		ByteBuffer unmarked = (ByteBuffer) Objects.requireNonNull(travel(ByteBuffer.allocate(8)));
		assertThatExceptionOfType(InvalidMarkException.class).isThrownBy(unmarked::reset);
	}

	@Test
	void formatsOfAmountsKeepTheSeparatorsOfTheirCountry() throws ParseException {
		NumberFormat format = NumberFormat.getCurrencyInstance(Locale.forLanguageTag("de-AT"));
		format.setMaximumFractionDigits(3);
		format.setMinimumIntegerDigits(2);
		NumberFormat arrived = (NumberFormat) Objects.requireNonNull(travel(format));
		assertThat(arrived).isEqualTo(format);
		String text = format.format(1234567.125);
		assertThat(arrived.format(1234567.125)).isEqualTo(text);
		assertThat(arrived.parse(text)).isEqualTo(1234567.125);
		format.setGroupingUsed(false);
		NumberFormat ungrouped = (NumberFormat) Objects.requireNonNull(travel(format));
		assertThat(ungrouped.format(1234567.125)).isEqualTo(format.format(1234567.125));
	}

	// google/gson: JsonObject holds its members in a LinkedTreeMap
	@Test
	void objectsThatAreReplacedByWhatTheirHolderCannotHoldTravelThemselves() {
		Members members = new Members();
		members.put("z", members);
		members.put("a", 1);
		MembersHolder holder = (MembersHolder) Objects
			.requireNonNull(travel(new MembersHolder(members, new Members[] { members }, new Box<>(members))));
		assertThat(holder.members).containsOnlyKeys("z", "a").containsEntry("a", 1);
		assertThat(holder.members.get("z")).isSameAs(holder.members);
		assertThat(holder.array[0]).isSameAs(holder.members);
		assertThat(holder.box.content()).isSameAs(holder.members);
		assertThat(((Members[]) Objects.requireNonNull(travel(holder.array)))[0]).hasSize(2);
		Named named = new Named(new Members());
		assertThat(travel(named)).isEqualTo(named);
		assertThat(travel(members.get("z"))).isExactlyInstanceOf(LinkedHashMap.class);
	}

	static Stream<JsonNode> nodesOfJson() {
		JsonNodeFactory nodes = JsonNodeFactory.instance;
		return Stream.of(nodes.numberNode(5L), nodes.numberNode((short) 5), nodes.numberNode(1.1F),
				nodes.numberNode(Double.NaN), nodes.numberNode(BigInteger.ONE),
				nodes.numberNode(new BigDecimal("1234567890.12345678901234567890")), nodes.binaryNode(new byte[] { 1 }),
				nodes.pojoNode(new Point(1, 2)), nodes.missingNode(), nodes.nullNode(), nodes.booleanNode(true),
				nodes.stringNode("a"), nodes.objectNode().put("id", 5L).put("amount", new BigDecimal("0.10")),
				nodes.arrayNode().add(5L).add(nodes.nullNode()));
	}

	// JsonNode has JSON written in its place
	@ParameterizedTest
	@MethodSource("nodesOfJson")
	void nodesOfJsonKeepTypeAndContent(JsonNode node) {
		assertThat(travel(node)).isEqualTo(node).hasSameClassAs(node).hasToString(node.toString());
	}

	@Test
	void nodesOfJsonThatAreConstantsStayThose() {
		ObjectNode node = JsonNodeFactory.instance.objectNode();
		node.putNull("none").put("yes", true);
		ObjectNode arrived = (ObjectNode) Objects.requireNonNull(travel(node));
		assertThat(arrived.get("none")).isSameAs(node.get("none"));
		assertThat(arrived.get("yes")).isSameAs(node.get("yes"));
		assertThat(arrived.put("more", 1)).hasSize(3);
	}

	@Test
	void vectorsGrowWhereTheyArriveAsTheyWouldHaveGrown() {
		Vector<Integer> vector = new Vector<>(2, 3);
		Vector<?> arrived = (Vector<?>) Objects.requireNonNull(travel(vector));
		vector.setSize(3);
		arrived.setSize(3);
		assertThat(arrived.capacity()).isEqualTo(vector.capacity()).isEqualTo(5);
	}

	@Test
	void patternsTellTheFlagsInTheirText() {
		Pattern arrived = (Pattern) Objects.requireNonNull(travel(Pattern.compile("(?i)a", Pattern.DOTALL)));
		assertThat(arrived.flags()).isEqualTo(Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
	}

	@Test
	void statisticsOfPartsAddUpToTheExactSum() {
		DoubleSummaryStatistics statistics = DoubleStream.generate(() -> 0.1).limit(1_000).summaryStatistics();
		DoubleSummaryStatistics arrived = (DoubleSummaryStatistics) Objects.requireNonNull(travel(statistics));
		assertThat(arrived).hasToString(statistics.toString());
		statistics.accept(0.1);
		arrived.accept(0.1);
		assertThat(arrived.getSum()).isEqualTo(statistics.getSum()).isEqualTo(100.10000000000001);
		assertThat(arrived).hasToString(statistics.toString());
	}

	@ParameterizedTest
	@ValueSource(doubles = { Double.POSITIVE_INFINITY, Double.NaN, Double.MAX_VALUE, -0.0, 0.1 })
	void statisticsOfAnyNumbersArrive(double value) {
		for (int count : new int[] { 0, 1, 2, 3 }) {
			DoubleSummaryStatistics statistics = DoubleStream.generate(() -> value).limit(count).summaryStatistics();
			assertThat(travel(statistics)).hasToString(statistics.toString());
		}
	}

	@Test
	void statisticsOfBothInfinitiesArrive() {
		DoubleSummaryStatistics statistics = DoubleStream.of(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY)
			.summaryStatistics();
		assertThat(travel(statistics)).hasToString(statistics.toString());
	}

	@Test
	void transientFieldsThatAreNamedAsPersistentTravel() {
		assertThat(((Persistent) Objects.requireNonNull(travel(new Persistent(3, "a")))).toString()).isEqualTo("3 a");
	}

	@Test
	void viewsThatNobodyCanChangeStayWhatTheyAre() {
		Map<String, Integer> map = Map.of("a", 1, "b", 2);
		Set<?> entries = (Set<?>) travel(map.entrySet());
		assertThat(entries).isEqualTo(map.entrySet());
		assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(entries::clear);
		Map.Entry<?, ?> entry = Collections.unmodifiableMap(new HashMap<>(map)).entrySet().iterator().next();
		Map.Entry<?, ?> copy = (Map.Entry<?, ?>) travel(entry);
		assertThat(copy).isEqualTo(entry);
		assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(() -> copy.setValue(null));
	}

	static Stream<Collection<?>> collectionsThatAreCopied() {
		Map<String, Integer> map = new LinkedHashMap<>(Map.of("a", 1, "b", 2));
		List<String> list = new ArrayList<>(List.of("a", "b", "c"));
		return Stream.of(map.keySet(), map.values(), map.entrySet(), Map.of("a", 1).keySet(),
				new TreeMap<>(map).keySet(), new ConcurrentHashMap<>(map).keySet(),
				new ConcurrentHashMap<>(map).keySet(1), new TreeMap<>(map).descendingMap().entrySet(),
				list.subList(1, 3), new LinkedBlockingDeque<>(list), new PriorityBlockingQueue<>(list),
				new ArrayDeque<>(list));
	}

	@ParameterizedTest
	@MethodSource("collectionsThatAreCopied")
	void viewsAndQueuesKeepTheirElements(Collection<?> value) {
		assertThat(new ArrayList<>((Collection<?>) travel(value))).isEqualTo(new ArrayList<>(value));
	}

	static class Counts extends ConcurrentHashMap<String, Integer> {

		Counts(Map<String, Integer> counts) {
			super(counts);
		}

	}

	/**
	 * Is written as another map, and does not read itself.
	 */
	static class Members extends AbstractMap<String, Object> implements Serializable {

		private final List<Map.Entry<String, Object>> entries = new ArrayList<>();

		@Override
		public @Nullable Object put(String key, Object value) {
			this.entries.add(new SimpleEntry<>(key, value));
			return null;
		}

		@Override
		public Set<Entry<String, Object>> entrySet() {
			return new LinkedHashSet<>(this.entries);
		}

		@Override
		public boolean equals(@Nullable Object other) {
			return other instanceof Members members && members.entries.size() == this.entries.size();
		}

		@Override
		public int hashCode() {
			return this.entries.size();
		}

		private Object writeReplace() {
			Map<String, Object> members = new LinkedHashMap<>();
			this.entries.forEach((entry) -> members.put(entry.getKey(), 1));
			return members;
		}

		private void readObject(ObjectInputStream input) throws IOException {
			throw new IOException("not read");
		}

	}

	static class MembersHolder {

		final Members members;

		final Members[] array;

		final Box<Object> box;

		MembersHolder(Members members, Members[] array, Box<Object> box) {
			this.members = members;
			this.array = array;
			this.box = box;
		}

	}

	record Named(Members members) {
	}

	static class Persistent implements Serializable {

		private static final ObjectStreamField[] serialPersistentFields = {
				new ObjectStreamField("number", int.class) };

		private final transient int number;

		private final String text;

		Persistent(int number, String text) {
			this.number = number;
			this.text = text;
		}

		@Override
		public String toString() {
			return this.number + " " + this.text;
		}

	}

	static class Keys extends HashSet<Object> {

		Keys(Collection<Object> keys) {
			addAll(keys);
		}

	}

	/**
	 * Has a field of old in its serial form only.
	 */
	static class Moved implements Serializable {

		private static final ObjectStreamField[] serialPersistentFields = { new ObjectStreamField("old", int.class) };

		private transient int number;

		Moved(int number) {
			this.number = number;
		}

		private void writeObject(ObjectOutputStream output) throws IOException {
			output.putFields().put("old", 1);
			output.writeFields();
			output.writeInt(this.number);
		}

		private void readObject(ObjectInputStream input) throws IOException, ClassNotFoundException {
			input.defaultReadObject();
			this.number = input.readInt();
		}

		@Override
		public boolean equals(Object other) {
			return other instanceof Moved moved && moved.number == this.number;
		}

		@Override
		public int hashCode() {
			return this.number;
		}

	}

	/**
	 * Has fields of each kind of type.
	 */
	@SuppressWarnings("unused")
	abstract static class Generic<T extends Comparable<T>> {

		@Nullable List<String> parameterized;

		Map.@Nullable Entry<String, int[]> owned;

		ValueTests.@Nullable Generic<Integer> nested;

		@Nullable List<? super Integer> lower;

		@Nullable List<? extends Number> upper;

		@Nullable List<?> any;

		@Nullable List<String> @Nullable [] @Nullable [] arrays;

		@Nullable T variable;

		T @Nullable [] variables;

	}

}
