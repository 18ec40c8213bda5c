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
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
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
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import io.github.raytaskrunner.RayFunction;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of objects that refer to one another in a cycle.
 */
class CycleTests extends SerializationTests {

	static Stream<RayFunction<List<Menu>, Object>> holders() {
		return Stream.of((menus) -> List.of(menus.get(0), menus.get(1)), List::copyOf,
				(menus) -> List.of(menus.get(0), menus.get(1), menus.get(0)), Set::copyOf,
				(menus) -> Map.of("a", menus.get(0), menus.get(1), "b"), (menus) -> menus.toArray(),
				(menus) -> Arrays.asList(menus.get(0), menus.get(1)), Collections::unmodifiableList,
				(menus) -> menus.stream().toList(), (menus) -> Optional.of(menus.get(0)), ImmutableList::copyOf,
				ImmutableSet::copyOf, (menus) -> ImmutableMap.of("a", menus.get(0), "b", menus.get(1)),
				(menus) -> Map.entry(menus.get(0), menus.get(1)),
				(menus) -> Collections.singletonMap(menus.get(0), menus.get(1)),
				(menus) -> new Box<>(new Box<>(menus.get(1))), (menus) -> new AtomicReference<>(menus.get(0)),
				(menus) -> new ConcurrentHashMap<>(Map.of(menus.get(0), "a", menus.get(1), "b")),
				(menus) -> new HashSet<>(menus), (menus) -> new TreeMap<>(Map.of("a", menus.get(0))),
				(menus) -> Collections.synchronizedMap(new HashMap<>(Map.of(menus.get(1), menus.get(0)))),
				(menus) -> new Strict(menus.get(0), menus), (menus) -> new Copying(menus));
	}

	@ParameterizedTest
	@MethodSource("holders")
	void whatHoldsObjectsIsHeldByThem(RayFunction<List<Menu>, Object> holder) throws Exception {
		Menu first = new Menu("a");
		Menu second = new Menu("b");
		Object content = holder.apply(List.of(first, second));
		first.content = content;
		second.content = content;
		for (Object root : List.of(first, second, content, List.of(first, second), List.of(content, first))) {
			Object copy = travel(root);
			Menu found = (root instanceof Menu) ? (Menu) copy : menu(Objects.requireNonNull(copy));
			assertThat(found.content).isNotNull().hasSameClassAs(content);
			Menu back = menu(found.content);
			assertThat(back.content).isSameAs(found.content);
			if (content instanceof Set<?> || content instanceof Map<?, ?>) {
				assertThat(keys(found.content)).allMatch((key) -> keys(found.content).contains(key));
			}
		}
	}

	private static Set<?> keys(Object content) {
		return (content instanceof Map<?, ?> map) ? map.keySet() : (Set<?>) content;
	}

	private static Menu menu(Object holder) {
		if (holder instanceof Menu menu) {
			return menu;
		}
		Stream<?> content = (holder instanceof Object[] array) ? Arrays.stream(array)
				: (holder instanceof Iterable<?> iterable) ? stream(iterable) : (holder instanceof Map<?, ?> map)
						? Stream.concat(map.keySet().stream(), map.values().stream())
						: (holder instanceof Map.Entry<?, ?> entry) ? Stream.of(entry.getKey())
								: (holder instanceof Optional<?> optional) ? optional.stream()
										: (holder instanceof AtomicReference<?> reference) ? Stream.of(reference.get())
												: (holder instanceof Box<?> box) ? Stream.of(box.content())
														: (holder instanceof Strict strict) ? Stream.of(strict.menu())
																: ((Copying) holder).menus().stream();
		return content.filter((element) -> !(element instanceof String))
			.map(CycleTests::menu)
			.findFirst()
			.orElseThrow();
	}

	private static Stream<?> stream(Iterable<?> iterable) {
		List<Object> elements = new ArrayList<>();
		iterable.forEach(elements::add);
		return elements.stream();
	}

	@Test
	void recordIsHeldByWhatItHolds() {
		Folder folder = new Folder("F", new HashMap<>());
		Document document = new Document(folder);
		folder.documents().put("T", document);
		Document copy = (Document) travel(document);
		assertThat(copy.folder.documents().get("T")).isSameAs(copy);
		Folder copied = (Folder) travel(folder);
		assertThat(copied.documents().get("T").folder).isSameAs(copied);
	}

	@Test
	void lambdaMayReferToItself() {
		Fact fact = new Fact();
		RayFunction<Integer, Integer> self = fact.self;
		assertThat(run(() -> self.apply(5))).isEqualTo(120);
		Map<String, RayFunction<Integer, Integer>> registry = new HashMap<>();
		registry.put("fact", (n) -> (n < 2) ? 1 : n * registry.get("fact").apply(n - 1));
		RayFunction<Integer, Integer> registered = registry.get("fact");
		assertThat(run(() -> registered.apply(5))).isEqualTo(120);
	}

	private @Nullable Object run(io.github.raytaskrunner.RayCallable<?> task) {
		return run((Object) task);
	}

	@Test
	void elementsAreFoundInHashTablesOfACycle() {
		Group group = new Group();
		Member first = new Member(UUID.fromString("7c1f1f7e-8b0b-4c39-9d0c-111111111111"), group);
		Member second = new Member(UUID.fromString("7c1f1f7e-8b0b-4c39-9d0c-222222222222"), group);
		group.members.addAll(List.of(first, second));
		group.ordered.addAll(List.of(second, first));
		group.names.put(first, "first");
		group.immutable = Set.of(first, second);
		for (Object root : List.of(first, group, group.members, group.names, group.immutable)) {
			List<?> copy = (List<?>) travel(List.of(root, group, first));
			Group arrived = (Group) copy.get(1);
			Member member = (Member) copy.get(2);
			assertThat(member.group).isSameAs(arrived);
			assertThat(arrived.members).hasSize(2).contains(member);
			assertThat(arrived.ordered).hasSize(2).last().isSameAs(member);
			assertThat(arrived.names).containsEntry(member, "first");
			assertThat(arrived.immutable).hasSize(2).contains(member);
		}
	}

	@Test
	void recordMayCopyAViewOfWhatHoldsIt() {
		Menu menu = new Menu("a");
		Index index = new Index(new TreeMap<>(Map.of("a", menu)));
		menu.content = index;
		Index copy = (Index) travel(index);
		assertThat(copy.menus()).containsOnlyKeys("a");
		assertThat(copy.menus().get("a").content).isSameAs(copy);
	}

	static Stream<RayFunction<String, Peer>> peers() {
		return Stream.of(FieldPeer::new, StreamPeer::new, ExternalPeer::new);
	}

	@ParameterizedTest
	@MethodSource("peers")
	void elementsThatReadThemselvesAreFoundInHashTablesThatTheyHold(RayFunction<String, Peer> type) throws Exception {
		Peer first = type.apply("a");
		Peer second = type.apply("b");
		first.peers().addAll(List.of(first, second));
		second.peers().add(first);
		Peer copy = (Peer) Objects.requireNonNull(travel(first));
		Peer other = copy.peers().stream().filter((peer) -> !peer.equals(copy)).findFirst().orElseThrow();
		assertThat(copy.peers()).hasSize(2).contains(copy, other);
		assertThat(other.peers()).hasSize(1).contains(copy);
	}

	@Test
	void queueOfElementsThatReadThemselvesHasEachOfThemOnce() {
		StreamPeer peer = new StreamPeer("a");
		peer.queue = new PriorityBlockingQueue<>(2, Comparator.comparing(StreamPeer::name).reversed());
		peer.queue.addAll(List.of(peer, new StreamPeer("b")));
		StreamPeer copy = (StreamPeer) Objects.requireNonNull(travel(peer));
		assertThat(copy.queue).extracting(StreamPeer::name).containsExactly("b", "a");
	}

	@Test
	void collectionMayHoldItself() {
		List<Object> list = new ArrayList<>();
		list.add(list);
		Map<String, Object> map = new HashMap<>();
		map.put("self", map);
		Object[] array = new Object[1];
		array[0] = array;
		assertThat(((List<?>) travel(list)).get(0)).isInstanceOf(ArrayList.class);
		List<?> copy = (List<?>) travel(list);
		assertThat(copy.get(0)).isSameAs(copy);
		Map<?, ?> copiedMap = (Map<?, ?>) travel(map);
		assertThat(copiedMap.get("self") == copiedMap).isTrue();
		Object[] copiedArray = (Object[]) travel(array);
		assertThat(copiedArray[0] == copiedArray).isTrue();
	}

	record Strict(Menu menu, List<Menu> menus) {

		Strict {
			Objects.requireNonNull(menu);
			Objects.requireNonNull(menus);
		}

	}

	record Copying(List<Menu> menus) {

		Copying {
			menus = new ArrayList<>(menus);
		}

	}

	record Index(Map<String, Menu> menus) {

		Index {
			menus = Collections.unmodifiableMap(new TreeMap<>(menus));
		}

	}

	interface Peer {

		Set<Peer> peers();

	}

	/**
	 * Has a hash of a field that is read with all others.
	 */
	static class FieldPeer implements Peer, Serializable {

		private final String name;

		private final Set<Peer> peers = new HashSet<>();

		FieldPeer(String name) {
			this.name = name;
		}

		@Override
		public Set<Peer> peers() {
			return this.peers;
		}

		private void readObject(ObjectInputStream input) throws IOException, ClassNotFoundException {
			input.defaultReadObject();
		}

		@Override
		public boolean equals(@Nullable Object other) {
			return other instanceof FieldPeer peer && peer.name.equals(this.name);
		}

		@Override
		public int hashCode() {
			return this.name.hashCode();
		}

	}

	/**
	 * Has a hash of what is read after all fields.
	 */
	static class StreamPeer implements Peer, Serializable {

		private transient String name;

		private final Set<Peer> peers = new HashSet<>();

		@Nullable PriorityBlockingQueue<StreamPeer> queue;

		StreamPeer(String name) {
			this.name = name;
		}

		String name() {
			return this.name;
		}

		@Override
		public Set<Peer> peers() {
			return this.peers;
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
			return other instanceof StreamPeer peer && peer.name.equals(this.name);
		}

		@Override
		public int hashCode() {
			return this.name.hashCode();
		}

	}

	record Folder(String name, Map<String, Document> documents) {

	}

	static class Document {

		final Folder folder;

		Document(Folder folder) {
			this.folder = folder;
		}

	}

	static class Fact {

		RayFunction<Integer, Integer> self = (n) -> (n < 2) ? 1 : n * this.self.apply(n - 1);

	}

	static class Group {

		final Set<Member> members = new HashSet<>();

		final Set<Member> ordered = new LinkedHashSet<>();

		final Map<Member, String> names = new HashMap<>();

		Set<Member> immutable = Set.of();

	}

	static class Member {

		final UUID id;

		final Group group;

		Member(UUID id, Group group) {
			this.id = id;
			this.group = group;
		}

		@Override
		public boolean equals(@Nullable Object other) {
			return other instanceof Member member && member.id.equals(this.id);
		}

		@Override
		public int hashCode() {
			return this.id.hashCode();
		}

	}

}
