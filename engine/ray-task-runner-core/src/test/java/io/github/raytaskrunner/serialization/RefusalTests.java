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

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.lang.reflect.Proxy;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.Timer;
import java.util.WeakHashMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;

import javax.sql.DataSource;

import io.github.raytaskrunner.RayCallable;
import io.github.raytaskrunner.TaskSerializationException;
import io.github.raytaskrunner.attempt.Attempt;
import io.github.raytaskrunner.attempt.AttemptResult;
import io.github.raytaskrunner.execution.AttemptExecutor;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link TaskSerializer}: what cannot travel, and how that is said.
 */
class RefusalTests {

	private final TaskSerializer serializer = new TaskSerializer(getClass().getClassLoader(),
			(captured) -> (captured instanceof Service) ? "'service' is a bean" : null);

	private SerializedTask serialize(Object task) {
		return this.serializer.serialize(task, this.serializer.nameOf(task));
	}

	private AttemptResult execute(Object task) {
		Attempt attempt = new Attempt(1, this.serializer.nameOf(task), "key", 1, serialize(task).bytes(), List.of());
		return new AttemptExecutor(this.serializer).execute(attempt, Map.of(), NoRunner::get, (progress) -> {
		});
	}

	private String refusal(Object captured) {
		RayCallable<Object> task = () -> captured;
		return refusalOf(task);
	}

	private String refusalOf(Object task) {
		try {
			serialize(task);
		}
		catch (TaskSerializationException ex) {
			return ex.getMessage();
		}
		throw new AssertionError("serialized");
	}

	@Test
	void messageNamesTaskAndPathAndReason() {
		Order order = new Order(new Customer());
		RayCallable<Object> task = () -> order;
		assertThat(refusalOf(task)).startsWith(
				"Task 'RefusalTests.messageNamesTaskAndPathAndReason' cannot travel: captured argument 1 (RefusalTests.Order)"
						+ " → field 'customer' (RefusalTests.Customer)"
						+ " → field 'lock' (java.util.concurrent.locks.ReentrantLock):"
						+ " locks hold the state of this process.")
			.endsWith("Capture or return only data, and create what belongs to a process where it is used.");
	}

	@Test
	void pathLeadsThroughCollectionsMapsArraysAndOptionals() {
		Map<String, Object> map = new HashMap<>();
		map.put("key", new Object[] { 1, Optional.of(List.of("a", new ReentrantLock())) });
		assertThat(refusal(map)).contains("captured argument 1 (java.util.HashMap) → value of key 'key'"
				+ " (java.lang.Object[]) → element 1 (java.util.Optional)"
				+ " → value (java.util.ImmutableCollections$List12)"
				+ " → element 1 (java.util.concurrent.locks.ReentrantLock)");
	}

	@Test
	void pathIsFoundInCycles() {
		Customer customer = new Customer();
		customer.self = customer;
		assertThat(refusal(customer)).contains("captured argument 1 (RefusalTests.Customer) → field 'lock'");
	}

	@Test
	void codeThatCallsItselfForEverIsNotTakenForALongRow() {
		assertThat(refusal(List.of("a", new Endless())))
			.contains("→ element 1 (RefusalTests.Endless): it cannot be written or read back, StackOverflowError");
		List<Object> self = new ArrayList<>();
		Map<Object, Object> map = new HashMap<>(Map.of(self, "its hash is that of itself"));
		self.add(self);
		assertThat(refusal(map))
			.contains("captured argument 1 (java.util.HashMap): it cannot be written or read back, StackOverflowError");
	}

	@Test
	void pathEndsAtAnObjectThatRefersToItself() {
		assertThatExceptionOfType(TaskSerializationException.class)
			.isThrownBy(() -> this.serializer.writeValue(new Selfish()))
			.withMessageContaining("value (RefusalTests.Selfish): it cannot be written or read back");
	}

	@Test
	void pathLeadsThroughFieldsOfCollectionsThatCannotBeReadYet() {
		assertThat(refusal(new LazyList()))
			.contains("captured argument 1 (RefusalTests.LazyList) → field 'session' (RefusalTests.Customer)"
					+ " → field 'lock'");
	}

	@Test
	void pathLeadsPastObjectsWhoseClassLacksWhatItNeeds() throws Exception {
		ClassLoader classLoader = new IncompleteClassLoader();
		Object incomplete = classLoader.loadClass(Incomplete.class.getName()).getDeclaredConstructor().newInstance();
		TaskSerializer serializer = new TaskSerializer(classLoader, (captured) -> null);
		assertThatExceptionOfType(TaskSerializationException.class)
			.isThrownBy(() -> serializer.writeValue(List.of(List.of(new ReentrantLock()), incomplete)))
			.withMessageContaining("→ element 0 (java.util.concurrent.locks.ReentrantLock): locks hold the state");
		assertThatExceptionOfType(TaskSerializationException.class)
			.isThrownBy(() -> serializer.writeValue(List.of(incomplete)))
			.withMessageContaining("→ element 0 (RefusalTests.Incomplete): something that its class needs is missing");
	}

	static Stream<Object> objectsOfThisProcess() {
		return Stream.of(Thread.currentThread(), new ThreadLocal<>(), new Timer(true), ForkJoinPool.commonPool(),
				new ReentrantLock(), new Semaphore(1), CompletableFuture.completedFuture(1),
				ClassLoader.getPlatformClassLoader(), new ByteArrayInputStream(new byte[0]),
				new ByteArrayOutputStream(), Stream.of(1), List.of(1).iterator(), ProcessHandle.current(),
				Runtime.getRuntime(), RefusalTests.class.getModule(), RefusalTests.class.getDeclaredMethods()[0],
				new java.lang.ref.WeakReference<>("x"), proxy(DataSource.class), proxy(Runnable.class),
				java.net.http.HttpClient.newHttpClient(), java.util.logging.Logger.getLogger("x"),
				java.time.format.DateTimeFormatter.ISO_DATE);
	}

	@ParameterizedTest
	@MethodSource("objectsOfThisProcess")
	void whatBelongsToThisProcessIsRefusedAtSubmit(Object captured) {
		assertThat(refusal(List.of(new ArrayList<>(List.of(captured)))))
			.contains("captured argument 1 (java.util.ImmutableCollections$List12) → element 0 (java.util.ArrayList)"
					+ " → element 0 (" + TypeNames.display(captured.getClass()) + "): ");
	}

	@Test
	void beanIsRefusedByTheGuard() {
		Service service = new Service();
		assertThat(refusal(new Object[] { service })).contains("element 0 (RefusalTests.Service): 'service' is a bean");
		assertThat(refusalOf(service.task())).contains("captured 'this' (RefusalTests.Service): 'service' is a bean");
	}

	@Test
	void guardComesBeforeOtherReasons() {
		DataSource bean = proxy(DataSource.class);
		TaskSerializer guarded = new TaskSerializer(getClass().getClassLoader(),
				(captured) -> (captured == bean) ? "it is a bean" : null);
		RayCallable<Object> task = () -> bean;
		assertThatExceptionOfType(TaskSerializationException.class).isThrownBy(() -> guarded.serialize(task, "task"))
			.withMessageContaining("it is a bean");
	}

	@Test
	void lambdaOfTheJdkIsRefusedUnlessItIsSerializable() {
		Predicate<String> lambda = Predicate.not(String::isEmpty);
		assertThat(refusal(lambda))
			.contains("captured argument 1 (lambda of java.util.function.Predicate): the JDK made this")
			.contains("not Serializable");
		assertThat(refusal(new Tested(lambda))).contains("field 'test'")
			.contains("write it as a lambda of your own")
			.doesNotContain("cast");
	}

	@Test
	void whatALambdaCapturedIsRefused() {
		Customer customer = new Customer();
		Supplier<Object> lambda = () -> customer;
		assertThat(refusal(Comparator.comparing((Object object) -> object == customer)))
			.contains("captured argument 1 (lambda of java.util.Comparator) →")
			.contains("captured argument 1 (RefusalTests.Customer) → field 'lock'");
		assertThat(refusal(lambda)).contains("→ captured argument 1 (RefusalTests.Customer) → field 'lock'");
	}

	@Test
	void whatCanBeWrittenButNotReadFailsAtSubmit() {
		assertThat(refusal(List.of(new OneWay())))
			.contains("captured argument 1 (java.util.ImmutableCollections$List12)"
					+ " → element 0 (RefusalTests.OneWay): it cannot be written or read back")
			.contains("not twice");
	}

	@Test
	void recordWhoseConstructorChangesWhatItIsGivenIsRefused() {
		assertThat(refusal(List.of(new Marked("a")))).contains("→ element 0 (RefusalTests.Marked):"
				+ " it cannot be written or read back: the constructor of the record " + Marked.class.getName()
				+ " changes its component 'text' each time it runs");
	}

	@Test
	void recordWhoseConstructorAddsToWhatItIsGivenIsRefused() {
		assertThat(refusal(new Grown(List.of(1)))).contains("changes its component 'content' each time it runs");
	}

	@ParameterizedTest
	@MethodSource("hashTables")
	void hashTableWhoseKeysHaveBecomeEqualIsRefused(Function<List<List<Integer>>, Object> table) {
		List<Integer> key = new ArrayList<>(List.of(1));
		Object captured = table.apply(List.of(key, List.of(1, 2)));
		key.add(2);
		assertThat(refusal(captured)).contains("keys of a " + captured.getClass().getName() + " have become equal");
	}

	static Stream<Function<List<List<Integer>>, Object>> hashTables() {
		return Stream.of(HashSet::new, LinkedHashSet::new,
				(keys) -> new HashMap<>(Map.of(keys.get(0), "a", keys.get(1), "b")),
				(keys) -> new ConcurrentHashMap<>(Map.of(keys.get(0), "a", keys.get(1), "b")));
	}

	@Test
	void immutableSetThatWouldNotFindWhatItHoldsIsRefused() {
		Late late = new Late("a");
		late.all = Set.of(late, new Late("b"), new Late("c"), new Late("d"));
		assertThat(refusal(late)).contains("of objects that had another hash while they were in a cycle with it");
	}

	@Test
	void pathNamesWhatIsRefusedOnceAndLeadsThroughExceptions() {
		RuntimeException failure = new RuntimeException(new IllegalStateException());
		failure.getCause().addSuppressed(new Locked());
		assertThat(refusal(failure)).contains("captured argument 1 (java.lang.RuntimeException)"
				+ " → cause (java.lang.IllegalStateException) → suppressed (RefusalTests.Locked)"
				+ " → field 'lock' (java.util.concurrent.locks.ReentrantLock): locks hold");
		assertThat(refusal(Collections.newSetFromMap(new WeakHashMap<>()))).containsOnlyOnce("(java.util.WeakHashMap)");
		assertThat(refusal(proxy(Runnable.class))).contains("captured argument 1 (proxy of java.lang.Runnable)");
	}

	@Test
	void classThatExtendsOneOfTheJdkThatIsReplacedIsRefused() {
		assertThat(refusal(Map.of("a", new Hits())))
			.contains("→ value of key 'a' (RefusalTests.Hits): its class extends"
					+ " java.util.concurrent.atomic.LongAdder of the JDK");
	}

	@Test
	void aClassIsProvedAlthoughAnEarlierTaskWithItFailed() {
		assertThat(refusal(new OneWay())).contains("not twice");
		assertThat(refusal(new OneWay())).contains("not twice");
	}

	@Test
	void refusedTypeMayStandInAFieldThatIsNull() {
		RayCallable<Object> task = () -> new Customer(null).lock;
		Customer customer = new Customer(null);
		RayCallable<Object> capturing = () -> customer.lock;
		assertThat(serialize(task).upstreams()).isEmpty();
		assertThat(serialize(capturing).upstreams()).isEmpty();
	}

	@Test
	void transientFieldsStayBehind() {
		Cached cached = new Cached();
		RayCallable<Object> task = () -> cached.text;
		AttemptResult result = execute(task);
		assertThat(this.serializer.readValue(result.value())).isEqualTo("text");
	}

	@Test
	void serializerWorksOnAfterARefusal() {
		refusal(new ReentrantLock());
		RayCallable<String> task = () -> "fine";
		AttemptResult result = execute(task);
		assertThat(this.serializer.readValue(result.value())).isEqualTo("fine");
	}

	@Test
	void valueThatCannotTravelIsAFailure() {
		RayCallable<Object> task = () -> new Order(new Customer());
		AttemptResult result = execute(task);
		assertThat(result.failed()).isTrue();
		assertThat(this.serializer.readFailure(result.value())).isInstanceOf(TaskSerializationException.class)
			.hasMessageContaining("The value of task 'RefusalTests.valueThatCannotTravelIsAFailure' cannot travel:"
					+ " value (RefusalTests.Order) → field 'customer' (RefusalTests.Customer) → field 'lock'");
	}

	@Test
	void valueThatCannotBeReadBackIsAFailure() {
		RayCallable<Object> task = () -> new OneWay();
		AttemptResult result = execute(task);
		assertThat(result.failed()).isTrue();
		assertThat(this.serializer.readFailure(result.value())).isInstanceOf(TaskSerializationException.class)
			.hasMessageContaining("value (RefusalTests.OneWay)");
	}

	private static <T> T proxy(Class<T> type) {
		return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] { type },
				(proxy, method, arguments) -> switch (method.getName()) {
					case "toString" -> "proxy";
					case "hashCode" -> 1;
					case "equals" -> proxy == arguments[0];
					default -> null;
				}));
	}

	record Order(Customer customer) {
	}

	record Grown(List<Integer> content) {

		Grown {
			content = Stream.concat(content.stream(), Stream.of(2)).toList();
		}

	}

	record Marked(String text) {

		Marked {
			text = text + "!";
		}

	}

	record Tested(Predicate<String> test) {
	}

	static class Customer {

		final ReentrantLock lock;

		Object self;

		Customer() {
			this(new ReentrantLock());
		}

		Customer(ReentrantLock lock) {
			this.lock = lock;
		}

	}

	static class Hits extends LongAdder {

	}

	static class Locked extends RuntimeException {

		final ReentrantLock lock = new ReentrantLock();

	}

	static class Cached {

		final String text = "text".trim();

		transient ReentrantLock lock = new ReentrantLock();

	}

	static class Service {

		RayCallable<String> task() {
			return () -> "service " + this;
		}

	}

	static class Endless implements Serializable {

		private Object writeReplace() {
			return writeReplace();
		}

	}

	static class OneWay implements Serializable {

		private Object readResolve() {
			throw new IllegalStateException("not twice");
		}

	}

	static class Selfish implements Serializable {

		private final Object self = this;

		private Object writeReplace() {
			throw new IllegalStateException("not even once, " + this.self);
		}

	}

	static class LazyList extends AbstractList<Object> {

		private final Customer session = new Customer();

		@Override
		public Object get(int index) {
			throw new IllegalStateException("not loaded");
		}

		@Override
		public int size() {
			return 1;
		}

	}

	public static class Incomplete {

		@Nullable Absent absent;

	}

	static class Absent {

	}

	/**
	 * Has one class only, without what it needs.
	 */
	private static final class IncompleteClassLoader extends ClassLoader {

		IncompleteClassLoader() {
			super(RefusalTests.class.getClassLoader());
		}

		@Override
		protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
			if (name.equals(Absent.class.getName())) {
				throw new ClassNotFoundException(name);
			}
			if (!name.equals(Incomplete.class.getName())) {
				return super.loadClass(name, resolve);
			}
			try (InputStream file = getResourceAsStream(name.replace('.', '/') + ".class")) {
				byte[] bytes = Objects.requireNonNull(file).readAllBytes();
				return defineClass(name, bytes, 0, bytes.length);
			}
			catch (IOException ex) {
				throw new ClassNotFoundException(name, ex);
			}
		}

	}

	/**
	 * Has another hash until it was read.
	 */
	static class Late implements Serializable {

		private transient String name;

		@Nullable Set<Late> all;

		Late(String name) {
			this.name = name;
		}

		private void writeObject(ObjectOutputStream output) throws IOException {
			output.defaultWriteObject();
			output.writeUTF(this.name);
		}

		private void readObject(ObjectInputStream input) throws IOException, ClassNotFoundException {
			input.defaultReadObject();
			this.name = input.readUTF();
		}

		@Override
		public boolean equals(@Nullable Object other) {
			return other instanceof Late late && Objects.equals(late.name, this.name);
		}

		@Override
		public int hashCode() {
			return Objects.hashCode(this.name);
		}

	}

}
