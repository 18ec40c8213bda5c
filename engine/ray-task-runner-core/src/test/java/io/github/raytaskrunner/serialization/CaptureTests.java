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

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

import io.github.raytaskrunner.RayCallable;
import io.github.raytaskrunner.TaskSerializationException;
import org.junit.jupiter.api.Test;

import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests of what tasks capture.
 */
class CaptureTests extends SerializationTests {

	@Test
	void nullIsCapturedAndReturned() {
		assertThat(travel(null)).isNull();
	}

	@Test
	void arraysOfEveryKindTravel() {
		assertThat((int[][]) travel(new int[][] { { 1 }, { 2, 3 } })).isDeepEqualTo(new int[][] { { 1 }, { 2, 3 } });
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
	void classLoaderOfTheApplicationIsThatOfThePlaceWhereItArrives() {
		ClassLoader application = CaptureTests.class.getClassLoader();
		assertThat(travel(application)).isSameAs(application);
		Resource resource = new ClassPathResource("CaptureTests.class", CaptureTests.class);
		assertThat((Resource) travel(resource)).isEqualTo(resource).matches(Resource::exists);
		Resource inFolder = new ClassPathResource("io/github/raytaskrunner/RayTask.class", application);
		assertThat((Resource) travel(inFolder)).isEqualTo(inFolder).matches(Resource::exists);
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
		assertThatExceptionOfType(TaskSerializationException.class).isThrownBy(() -> serialize(anonymous))
			.withMessageContaining("outer object (CaptureTests)");
	}

	@Test
	void capturedLambdasTravel() {
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
			.withMessageContaining("cannot travel: captured argument 1 (SerializationTests.Node) → field 'next'")
			.withMessageContaining("in a row of more than about 5000");
	}

	private static Node chain(int length) {
		Node node = new Node(null);
		for (int i = 1; i < length; i++) {
			node = new Node(node);
		}
		return node;
	}

}
