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

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.Currency;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.github.raytaskrunner.RayCallable;
import io.github.raytaskrunner.RayRunnable;
import io.github.raytaskrunner.TaskContext;
import io.github.raytaskrunner.TaskSerializationException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link TaskSerializer}: tasks, what they capture, and their values.
 */
class TaskSerializerTests {

	private static final TaskContext CONTEXT = new TaskContext("task", "key", 1);

	private static final AtomicInteger RUNS = new AtomicInteger();

	private final TaskSerializer serializer = new TaskSerializer(getClass().getClassLoader(), (captured) -> null);

	private @Nullable Object run(Object task) {
		TaskOutcome outcome = this.serializer.execute(CONTEXT, this.serializer.serialize(task).bytes(), List.of(),
				NoRunner::get);
		assertThat(outcome.failed()).as(() -> "%s".formatted(this.serializer.readFailure(outcome.bytes()))).isFalse();
		return this.serializer.readValue(outcome.bytes());
	}

	private @Nullable Object travel(@Nullable Object captured) {
		RayCallable<@Nullable Object> task = () -> captured;
		return run(task);
	}

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
				Collections.synchronizedList(new ArrayList<>(list)), Collections.nCopies(3, "a"),
				List.copyOf(list.stream().toList()), new HashSet<>(list), new LinkedHashSet<>(list),
				new TreeSet<>(list), new CopyOnWriteArrayList<>(list), Stream.of("a", null, "c").toList(),
				new TreeMap<>(Comparator.reverseOrder()), new Names(list));
	}

	@ParameterizedTest
	@MethodSource("valuesThatKeepTypeAndContent")
	void captureAndResultKeepTypeAndContent(Object value) {
		assertThat(travel(value)).isEqualTo(value).hasSameClassAs(value);
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

	@Test
	void eightThreadsShareASerializer() throws Exception {
		ExecutorService threads = Executors.newFixedThreadPool(8);
		try {
			List<Callable<Object>> work = new ArrayList<>();
			for (int i = 0; i < 400; i++) {
				Order order = new Order("o-" + i, List.of(new Point(i, i)), Optional.of("note"));
				work.add(() -> List.of(order, travel(order)));
			}
			for (Future<Object> done : threads.invokeAll(work)) {
				List<?> pair = (List<?>) done.get();
				assertThat(pair.get(1)).isEqualTo(pair.get(0));
			}
		}
		finally {
			threads.shutdownNow();
		}
	}

	@Test
	void nothingIsPrinted() {
		PrintStream standardOutput = System.out;
		ByteArrayOutputStream printed = new ByteArrayOutputStream();
		System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
		try {
			TaskSerializer fresh = new TaskSerializer(getClass().getClassLoader(), (captured) -> null);
			List<Object> values = List.of(new Point(1, 2), new OldStyle("x"),
					new ArrayList<>(List.of(1)).subList(0, 1));
			RayCallable<List<Object>> task = () -> values;
			fresh.execute(CONTEXT, fresh.serialize(task).bytes(), List.of(), NoRunner::get);
		}
		finally {
			System.setOut(standardOutput);
		}
		assertThat(printed).hasToString("");
	}

	private static RayCallable<String> anonymousTask(String text) {
		return new RayCallable<>() {

			@Override
			public String call() {
				return text;
			}

		};
	}

	private static Node chain(int length) {
		Node node = new Node(null);
		for (int i = 1; i < length; i++) {
			node = new Node(node);
		}
		return node;
	}

	@Nested
	class Captures {

		@Test
		void nullIsCapturedAndReturned() {
			assertThat(travel(null)).isNull();
		}

		@Test
		void arraysOfEveryKindTravel() {
			assertThat((int[][]) travel(new int[][] { { 1 }, { 2, 3 } }))
				.isDeepEqualTo(new int[][] { { 1 }, { 2, 3 } });
			assertThat((Point[]) travel(new Point[] { new Point(1, 2), null })).containsExactly(new Point(1, 2), null);
			assertThat((Object[]) travel(new Object[] { 1, "a", new int[] { 1 } })).hasSize(3);
		}

		@Test
		void cyclesAndSharedReferencesStayWhatTheyAre() {
			Person parent = new Person("parent");
			Person child = new Person("child");
			parent.friends.add(child);
			parent.friends.add(child);
			child.friends.add(parent);
			Person copy = (Person) travel(parent);
			assertThat(copy.friends.get(0)).isSameAs(copy.friends.get(1));
			assertThat(copy.friends.get(0).friends.get(0)).isSameAs(copy);
		}

		@Test
		void randomGoesOnWithTheSameSequence() {
			Random random = new Random(42);
			random.nextInt();
			Random copy = (Random) travel(random);
			assertThat(copy.nextInt()).isEqualTo(random.nextInt());
			assertThat(travel(new Dice())).isInstanceOf(Dice.class);
		}

		@Test
		void mutableHoldersKeepTheirContent() {
			assertThat((AtomicInteger) travel(new AtomicInteger(3))).hasValue(3);
			assertThat((AtomicBoolean) travel(new AtomicBoolean(true))).isTrue();
			assertThat(((AtomicReference<?>) travel(new AtomicReference<>(new Point(1, 2)))).get())
				.isEqualTo(new Point(1, 2));
			assertThat((Pattern) travel(Pattern.compile("a+", Pattern.CASE_INSENSITIVE)))
				.matches((pattern) -> pattern.matcher("AAA").matches());
			assertThat(travel(IntStream.of(1, 2, 3).summaryStatistics()))
				.hasToString(IntStream.of(1, 2, 3).summaryStatistics().toString());
		}

		@Test
		void entriesOfALoopTravelWithoutTheirMap() {
			Map<String, Object> map = new HashMap<>();
			map.put("a", new Point(1, 2));
			map.put("b", Thread.currentThread());
			for (Map.Entry<String, Object> entry : map.entrySet()) {
				if (entry.getKey().equals("a")) {
					assertThat(travel(entry)).isEqualTo(Map.entry("a", new Point(1, 2)));
				}
			}
		}

		@Test
		void innerAnonymousAndLocalClassesTravelWithTheirOuterObject() {
			Person person = new Person("outer");
			assertThat(run(person.innerTask())).isEqualTo("outer");
			record Local(int value) {
			}
			assertThat(travel(new Local(3))).isEqualTo(new Local(3));
			RayCallable<String> anonymous = new RayCallable<>() {

				private final String text = "anonymous";

				@Override
				public String call() {
					return this.text;
				}

			};
			Object anonymousOfStatic = anonymousTask("static");
			assertThat(run(anonymousOfStatic)).isEqualTo("static");
			assertThatExceptionOfType(TaskSerializationException.class)
				.isThrownBy(() -> TaskSerializerTests.this.serializer.serialize(anonymous))
				.withMessageContaining("outer object (TaskSerializerTests.Captures)");
		}

		@Test
		void capturedLambdaNeedsASerializableInterface() {
			RayCallable<Integer> inner = () -> 20;
			RayCallable<Integer> outer = () -> inner.call() + 1;
			assertThat(run(outer)).isEqualTo(21);
			Comparator<String> comparator = (Comparator<String> & java.io.Serializable) (a, b) -> b.compareTo(a);
			TreeSet<String> sorted = new TreeSet<>(comparator);
			sorted.addAll(List.of("a", "b"));
			assertThat(((TreeSet<?>) travel(sorted)).first()).isEqualTo("b");
		}

		@Test
		void declaredCollectionTypesAcceptViews() {
			Map<String, Integer> map = new TreeMap<>(Map.of("a", 1));
			Views views = new Views(map.keySet(), map.values(), map.entrySet().iterator().next());
			Views copy = (Views) travel(views);
			assertThat(copy.keys()).containsExactly("a");
			assertThat(copy.values()).containsExactly(1);
			assertThat(copy.entry()).isEqualTo(Map.entry("a", 1));
		}

		@Test
		void changesOfTheCopyDoNotReachTheOriginal() {
			List<String> list = new ArrayList<>(List.of("a"));
			RayCallable<Integer> task = () -> {
				list.add("b");
				return list.size();
			};
			assertThat(run(task)).isEqualTo(2);
			assertThat(list).hasSize(1);
		}

		@Test
		void fiftyMegabytesTravelBothWays() {
			byte[] bytes = new byte[50_000_000];
			new Random(1).nextBytes(bytes);
			assertThat(Arrays.equals((byte[]) travel(bytes), bytes)).isTrue();
			double[][] matrix = new double[50][125_000];
			matrix[49][124_999] = 1.5;
			assertThat(((double[][]) travel(matrix))[49][124_999]).isEqualTo(1.5);
			List<String> texts = IntStream.range(0, 500_000).mapToObj((i) -> "x".repeat(95) + i).toList();
			assertThat(travel(texts)).isEqualTo(texts);
		}

		@Test
		void severalThousandObjectsInARowTravelOnASmallStack() throws Exception {
			Node first = chain(4_000);
			AtomicReference<Object> last = new AtomicReference<>();
			Thread thread = new Thread(null, () -> last.set(travel(first)), "small-stack", 512 * 1024);
			thread.start();
			thread.join(60_000);
			Node node = (Node) last.get();
			int length = 0;
			while (node != null) {
				length++;
				node = node.next;
			}
			assertThat(length).isEqualTo(4_000);
		}

		@Test
		void aRowOfOneHundredThousandObjectsIsRefused() {
			Node first = chain(100_000);
			assertThatExceptionOfType(TaskSerializationException.class).isThrownBy(() -> travel(first))
				.withMessageContaining("cannot travel: captured argument 1 (TaskSerializerTests.Node) → field 'next'")
				.withMessageContaining("in a row of more than about 5000");
		}

	}

	@Nested
	class Tasks {

		@Test
		void serializingDoesNotRunTheTask() {
			int before = RUNS.get();
			RayRunnable task = () -> RUNS.incrementAndGet();
			byte[] bytes = TaskSerializerTests.this.serializer.serialize(task).bytes();
			assertThat(RUNS).hasValue(before);
			TaskOutcome outcome = TaskSerializerTests.this.serializer.execute(CONTEXT, bytes, List.of(), NoRunner::get);
			assertThat(RUNS).hasValue(before + 1);
			assertThat(outcome.failed()).isFalse();
			assertThat(TaskSerializerTests.this.serializer.readValue(outcome.bytes())).isNull();
		}

		@Test
		void otherObjectsAreNoTasks() {
			Callable<String> callable = () -> "x";
			assertThatIllegalArgumentException()
				.isThrownBy(() -> TaskSerializerTests.this.serializer.serialize(callable))
				.withMessageContaining("RayCallable or a RayRunnable");
		}

		@Test
		void nameIsThatOfTheMethodTheLambdaStandsIn() {
			RayCallable<String> here = () -> "x";
			assertThat(nameOf(here)).isEqualTo("TaskSerializerTests.Tasks.nameIsThatOfTheMethodTheLambdaStandsIn");
			assertThat(nameOf(new Holder().inConstructor)).isEqualTo("TaskSerializerTests.Holder.new");
			assertThat(nameOf(Holder.IN_STATIC)).isEqualTo("TaskSerializerTests.Holder.static");
			assertThat(nameOf(Holder.nested())).isEqualTo("TaskSerializerTests.Holder.nested");
		}

		@Test
		void nameIsThatOfTheReferencedMethod() {
			RayCallable<String> reference = Holder::work;
			RayCallable<Holder> constructor = Holder::new;
			RayCallable<String> bound = "text"::trim;
			assertThat(nameOf(reference)).isEqualTo("TaskSerializerTests.Holder.work");
			assertThat(nameOf(constructor)).isEqualTo("TaskSerializerTests.Holder.new");
			assertThat(nameOf(bound)).isEqualTo("String.trim");
			assertThat(run(bound)).isEqualTo("text");
		}

		@Test
		void nameOfAClassIsItsOwn() {
			assertThat(nameOf(new Job("x"))).isEqualTo("TaskSerializerTests.Job");
			assertThat(nameOf(anonymousTask("x"))).isEqualTo("TaskSerializerTests.anonymousTask");
			assertThat(run(new Job("x"))).isEqualTo("job x");
		}

		private String nameOf(Object task) {
			return TaskSerializerTests.this.serializer.serialize(task).name();
		}

	}

	enum Color {

		RED {

			@Override
			int value() {
				return 1;
			}

		},

		GREEN;

		int value() {
			return 0;
		}

	}

	record Point(int x, int y) {
	}

	record Order(String id, List<Point> points, Optional<String> note) {
	}

	record Box<T>(T content) {
	}

	record Views(Set<String> keys, Collection<Integer> values, Map.Entry<String, Integer> entry) {
	}

	static class Names extends ArrayList<String> {

		Names() {
		}

		Names(Collection<String> names) {
			super(names);
		}

	}

	static class Dice extends Random {

	}

	static class Node {

		final @Nullable Node next;

		Node(@Nullable Node next) {
			this.next = next;
		}

	}

	static class Person {

		final String name;

		final List<Person> friends = new ArrayList<>();

		Person(String name) {
			this.name = name;
		}

		Object innerTask() {
			return new Inner();
		}

		class Inner implements RayCallable<String> {

			@Override
			public String call() {
				return Person.this.name;
			}

		}

	}

	static class OldStyle implements java.io.Serializable {

		private final String text;

		OldStyle(String text) {
			this.text = text;
		}

		private void writeObject(java.io.ObjectOutputStream output) throws java.io.IOException {
			output.defaultWriteObject();
		}

		private void readObject(java.io.ObjectInputStream input) throws java.io.IOException, ClassNotFoundException {
			input.defaultReadObject();
		}

	}

	static class Holder {

		static final RayCallable<String> IN_STATIC = () -> "static";

		final RayCallable<String> inConstructor = () -> "constructor";

		static String work() {
			return "work";
		}

		static RayCallable<String> nested() {
			Function<String, RayCallable<String>> function = (text) -> () -> text;
			return function.apply("x");
		}

	}

	record Job(String text) implements RayCallable<String> {

		@Override
		public String call() {
			return "job " + this.text;
		}

	}

}
