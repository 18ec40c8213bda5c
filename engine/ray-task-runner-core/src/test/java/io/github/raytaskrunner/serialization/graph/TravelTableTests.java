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

import java.io.ByteArrayInputStream;
import java.io.Externalizable;
import java.io.Serializable;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.text.Collator;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Scanner;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.StringJoiner;
import java.util.Timer;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.WeakHashMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.DelayQueue;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Semaphore;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicMarkableReference;
import java.util.concurrent.atomic.AtomicStampedReference;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.CRC32;

import com.google.common.base.Joiner;
import com.google.common.base.Splitter;
import com.google.common.cache.CacheBuilder;
import com.google.common.collect.EvictingQueue;
import com.google.common.collect.HashMultimap;
import com.google.common.collect.HashMultiset;
import com.google.common.collect.ImmutableBiMap;
import com.google.common.collect.ImmutableMultiset;
import com.google.common.collect.ImmutableRangeSet;
import com.google.common.collect.ImmutableSortedMap;
import com.google.common.collect.Iterables;
import com.google.common.collect.LinkedHashMultiset;
import com.google.common.collect.Range;
import com.google.common.collect.TreeMultimap;
import com.google.common.graph.GraphBuilder;
import io.github.raytaskrunner.TaskSerializationException;
import io.github.raytaskrunner.serialization.TaskSerializer;
import io.github.raytaskrunner.testsupport.RayTestInstallation;
import kotlin.LazyKt;
import kotlin.sequences.SequencesKt;
import kotlinx.coroutines.CompletableDeferredKt;
import kotlinx.coroutines.channels.BufferOverflow;
import kotlinx.coroutines.channels.ChannelKt;
import kotlinx.coroutines.sync.MutexKt;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnJre;
import org.junit.jupiter.api.condition.JRE;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Makes the tables of {@code docs/what-travels.md}, and fails if they are not those of
 * the file. {@code -Ddocs.write=true} writes them.
 */
@EnabledOnJre(value = JRE.JAVA_17, disabledReason = "Internal classes have other names")
class TravelTableTests {

	private static final Path DOCUMENT = RayTestInstallation.projectFolder().resolve("docs/what-travels.md");

	private static final String BEGIN = "<!-- made by TravelTableTests -->\n";

	private static final Comparator<String> BY_NAME = Comparator.comparing((name) -> name.replace("`", ""),
			String.CASE_INSENSITIVE_ORDER);

	private final TaskSerializer serializer = new TaskSerializer(getClass().getClassLoader(), (captured) -> null);

	private final Map<String, Set<String>> same = new TreeMap<>(BY_NAME);

	private final Map<String, Set<String>> equal = new TreeMap<>(BY_NAME);

	private final Map<String, Set<String>> refused = new TreeMap<>(BY_NAME);

	@Test
	void tablesOfTheDocumentAreTrue() throws Exception {
		samples().forEach(this::tryToTravel);
		String tables = table("Arrives as it was", "package", "classes", this.same)
				+ table("Arrives as an equal object of another class", "arrives", "sent", this.equal)
				+ table("Is refused", "reason", "classes", this.refused);
		String document = Files.readString(DOCUMENT);
		int begin = document.indexOf(BEGIN) + BEGIN.length();
		if (Boolean.getBoolean("docs.write")) {
			Files.writeString(DOCUMENT, document.substring(0, begin) + tables);
		}
		assertThat(document.substring(begin)).as("run with -Ddocs.write=true").isEqualTo(tables);
	}

	private static String table(String title, String first, String second, Map<String, Set<String>> rows) {
		StringBuilder table = new StringBuilder("\n### %s\n\n| %s | %s |\n|---|---|\n".formatted(title, first, second));
		rows.forEach((key, names) -> table.append("| " + key + " | " + String.join(", ", names) + " |\n"));
		return table.toString();
	}

	private void tryToTravel(Object sample) {
		Class<?> type = sample.getClass();
		try {
			Object copy = Objects.requireNonNull(this.serializer.readValue(this.serializer.writeValue(sample)));
			if (copy.getClass() == type || Lambdas.isLambda(copy.getClass()) && Lambdas.isLambda(type)) {
				add(this.same, isOwn(type) ? "*your own*" : "`" + type.getPackageName() + "`",
						name(type).replace(type.getPackageName() + ".", ""));
			}
			else {
				add(this.equal, name(copy.getClass()), name(type));
			}
		}
		catch (TaskSerializationException ex) {
			add(this.refused, reason(ex), name(type));
		}
	}

	private static void add(Map<String, Set<String>> rows, String key, String name) {
		rows.computeIfAbsent(key, (any) -> new TreeSet<>(BY_NAME)).add(name);
	}

	private static String reason(TaskSerializationException refusal) {
		String message = String.valueOf(refusal.getMessage());
		String reason = message.substring(message.indexOf("): ") + 3, message.indexOf(". Capture or return"));
		return (message.contains("): ")) ? reason : message;
	}

	private static String name(Class<?> type) {
		if (isOwn(type)) {
			return kind(type);
		}
		if (Lambdas.isLambda(type)) {
			return "lambda of the JDK, a `" + type.getInterfaces()[0].getSimpleName() + "`";
		}
		return "`" + type.getTypeName() + "`";
	}

	private static boolean isOwn(Class<?> type) {
		return type.getPackageName().startsWith("io.github.raytaskrunner");
	}

	private static String kind(Class<?> type) {
		if (type.isArray()) {
			return "array of " + kind(type.getComponentType()) + "s";
		}
		if (Lambdas.isLambda(type)) {
			return "lambda";
		}
		if (Enum.class.isAssignableFrom(type)) {
			return "enum";
		}
		if (Throwable.class.isAssignableFrom(type)) {
			return "exception";
		}
		if (type.isRecord()) {
			return "record";
		}
		return Stream.of(Externalizable.class, Map.class, Serializable.class)
			.filter((parent) -> parent.isAssignableFrom(type))
			.map((parent) -> "`" + parent.getSimpleName() + "` class")
			.findFirst()
			.orElse("class");
	}

	private static Stream<Object> samples() {
		Random random = new Random(1);
		List<Object> content = List.of("a", 1);
		Map<Object, Object> map = new HashMap<>(Map.of("a", 1, "b", 2));
		Stream<Object> generated = Stream
			.of(Values.KEYS.stream(), Values.OTHERS.stream(), Values.KEYS.stream(), Values.OTHERS.stream())
			.<Object>flatMap((functions) -> functions.map((function) -> function.apply(random)));
		Stream<Object> holders = Stream
			.of(Holders.OF_OBJECTS.stream().map((holder) -> holder.apply(content)),
					Holders.OF_ONE.stream().map((holder) -> holder.apply("a")),
					Holders.OF_ELEMENTS.stream().map((holder) -> holder.apply(content)),
					Holders.OF_ENTRIES.stream().map((holder) -> holder.apply(map)))
			.flatMap(Function.identity());
		return Stream.of(generated, holders, views(map), libraries(), others()).flatMap(Function.identity());
	}

	private static Stream<Object> views(Map<Object, Object> map) {
		Map<Object, Object> tree = new TreeMap<>(map);
		return Stream.of(map.keySet(), map.values(), map.entrySet(), map.entrySet().iterator().next(), tree.keySet(),
				Map.of("a", 1, "b", 2).entrySet(), Collections.unmodifiableMap(map).entrySet().iterator().next(),
				tree.values(), tree.entrySet().iterator().next(), new TreeMap<>(tree).subMap("a", "b"),
				new TreeSet<>(map.keySet()).headSet("b"), new ArrayList<>(List.of(1, 2)).subList(0, 1),
				List.of(1, 2, 3).subList(0, 2), new ConcurrentHashMap<>(map).keySet(), System.getenv());
	}

	private static Stream<Object> libraries() {
		return Stream.of(HashMultimap.create(), TreeMultimap.create(), HashMultiset.create(List.of(1)),
				LinkedHashMultiset.create(), ImmutableMultiset.of(1), ImmutableBiMap.of("a", 1),
				ImmutableSortedMap.of("a", 1), ImmutableRangeSet.of(Range.closed(1, 2)), EvictingQueue.create(3),
				com.google.common.base.Optional.of(1), Joiner.on(','), Splitter.on(','), Iterables.concat(List.of(1)),
				CacheBuilder.newBuilder().build(), LazyKt.lazy(() -> "a"), SequencesKt.emptySequence(),
				SequencesKt.sequenceOf(1, 2), GraphBuilder.directed().build(),
				CompletableDeferredKt.CompletableDeferred(1), MutexKt.Mutex(false),
				ChannelKt.Channel(1, BufferOverflow.SUSPEND, null), new kotlin.collections.ArrayDeque<>(List.of(1)),
				new ObjectMapper(), new JsonMapper(), new JsonMapper().writer(), new JsonMapper().reader(),
				new JsonMapper().createObjectNode().put("a", 1), new JsonMapper().createArrayNode(),
				new JsonMapper().readTree("1"), new JsonMapper().constructType(ArrayNode.class));
	}

	private static Stream<Object> others() {
		int number = 1;
		return Stream.of(new Object(), Optional.empty(), new SecureRandom(), new WeakHashMap<>(), new StringJoiner(","),
				new SplittableRandom(1), new AtomicMarkableReference<>("a", true), new AtomicStampedReference<>("a", 1),
				new SynchronousQueue<>(), ThreadLocalRandom.current(), Collections.synchronizedList(new LinkedList<>()),
				new DelayQueue<>(), new CRC32(), DateTimeFormatter.ISO_DATE, Collator.getInstance(Locale.ROOT),
				Thread.currentThread(), new ThreadLocal<>(), new Timer(true), ForkJoinPool.commonPool(),
				new ReentrantLock(), new Semaphore(1), new CountDownLatch(1), CompletableFuture.completedFuture(1),
				TravelTableTests.class.getClassLoader(), new ByteArrayInputStream(new byte[0]), new StringWriter(),
				new Scanner(""), Stream.of(1), List.of(1).iterator(), ProcessHandle.current(), Runtime.getRuntime(),
				new Object().getClass(), TravelTableTests.class.getDeclaredMethods()[0],
				new java.lang.ref.WeakReference<>("x"), java.net.http.HttpClient.newHttpClient(), Logger.getLogger("x"),
				Collections.emptyIterator(), Predicate.not(String::isEmpty),
				(Function<Integer, Integer>) (value) -> value + number, (Runnable) () -> {
				}, (@Nullable Object) Collectors.toList());
	}

}
