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

package io.github.raytaskrunner.contract;

import java.io.Serializable;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.time.chrono.HijrahDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SimpleTimeZone;
import java.util.TimeZone;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

import com.google.common.collect.ImmutableMap;
import io.github.raytaskrunner.RayFunction;
import io.github.raytaskrunner.RayTaskRunner;
import io.github.raytaskrunner.TaskSerializationException;
import io.github.raytaskrunner.serialization.KotlinObjectsKt;
import io.github.raytaskrunner.serialization.State;
import kotlin.Unit;
import kotlin.jvm.functions.Function1;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What arrives is what was sent, or it is refused.
 */
abstract class TravelContract extends ContractPart {

	TravelContract(RunnerContract contract) {
		super(contract);
	}

	@Test
	void recordWithVariableComponents() {
		Audit audit = new Audit("login", "bob", 42);
		Texts texts = new Texts("n", "a");
		assertThat(runner().submit(() -> audit.args().length).result()).isEqualTo(2);
		assertThat(runner().submit(() -> audit).result().args()).containsExactly("bob", 42);
		assertThat(runner().submit(() -> texts).result().tags()).containsExactly("a");
	}

	@Test
	void cyclesThroughWhatIsMadeAtTheEnd() {
		Menu first = new Menu("a");
		Menu second = new Menu("b");
		first.siblings = List.of(first, second);
		second.siblings = first.siblings;
		assertThat(runner().submit(() -> second.siblings.get(0).siblings == second.siblings).result()).isTrue();
		Folder folder = new Folder("F", new HashMap<>());
		Document document = new Document(folder);
		folder.documents().put("T", document);
		assertThat(runner().submit(() -> folder.documents().get("T").folder == folder).result()).isTrue();
		Document returned = runner().submit(() -> document).result();
		assertThat(returned.folder.documents().get("T")).isSameAs(returned);
	}

	@Test
	void lambdasThatReferToThemselves() {
		assertThat(runner().map(new Factorial().self, List.of(5)).result()).containsExactly(120);
		Map<String, RayFunction<Integer, Integer>> registry = new HashMap<>();
		registry.put("fact", (n) -> (n < 2) ? 1 : n * registry.get("fact").apply(n - 1));
		assertThat(runner().map(registry.get("fact"), List.of(5)).result()).containsExactly(120);
	}

	@Test
	void objectsThatReplaceOneAnotherAreRefused() {
		Wide first = new Wide();
		first.other = new Wide();
		assertThat(runner().submit(() -> first.other.last).result()).isEqualTo(9);
		first.other.other = first;
		assertThatExceptionOfType(TaskSerializationException.class)
			.isThrownBy(() -> runner().submit(() -> first.other.other.last))
			.withMessageContaining("captured argument 1 (TravelContract.Wide)")
			.withMessageContaining("in a cycle");
	}

	@Test
	void elementsOfHashTablesAreFound() {
		Group group = new Group();
		Member member = new Member(new UUID(1, 2), group);
		group.members.add(member);
		assertThat(runner().submit(() -> member.group.members.contains(member)).result()).isTrue();
		Member returned = runner().submit(() -> member).result();
		assertThat(returned.group.members).contains(returned);
	}

	@Test
	void methodReferencesThatCompilersMerge() {
		assertThat(runner().map(String::valueOf, List.of("a", "b")).result()).isEqualTo(List.of("a", "b"));
		assertThat(runner().map(String::valueOf, List.of(1, 2)).result()).isEqualTo(List.of("1", "2"));
		assertThat(runner().map(Object::toString, List.of(1L)).result()).isEqualTo(List.of("1"));
		assertThat(runner().map(Object::toString, List.of('x')).result()).isEqualTo(List.of("x"));
		assertThat(runner().map(Optional::ofNullable, List.of("a")).result()).isEqualTo(List.of(Optional.of("a")));
		assertThat(runner().map(Optional::ofNullable, List.of(1)).result()).isEqualTo(List.of(Optional.of(1)));
		List<List<Integer>> lists = List.of(List.of(1));
		assertThat(runner().map(List::hashCode, lists).result()).isEqualTo(List.of(lists.get(0).hashCode()));
		List<CharSequence> texts = List.of("text");
		assertThat(runner().map(CharSequence::toString, texts).result()).isEqualTo(List.of("text"));
		List<Comparable<String>> comparables = List.of("b");
		assertThat(runner().map((RayFunction<Comparable<String>, String>) Comparable::toString, comparables).result())
			.isEqualTo(List.of("b"));
	}

	@Test
	void stateOfCollections() {
		LinkedHashMap<String, Integer> byAccess = new LinkedHashMap<>(16, 0.75F, true);
		byAccess.put("a", 1);
		byAccess.put("b", 2);
		assertThat(runner().submit(() -> {
			byAccess.get("a");
			return List.copyOf(byAccess.keySet());
		}).result()).containsExactly("b", "a");
		assertThat(runner().submit(() -> new LinkedBlockingDeque<Object>(2)).result().remainingCapacity()).isEqualTo(2);
		assertThat(runner().submit(() -> new ArrayBlockingQueue<Object>(5)).result().remainingCapacity()).isEqualTo(5);
		Map<String, Integer> ordered = ImmutableMap.of("z", 1, "y", 2, "x", 3);
		assertThat(runner().submit(() -> List.copyOf(ordered.keySet())).result()).containsExactly("z", "y", "x");
		assertThat(runner().submit(() -> ordered).result()).hasSameClassAs(ordered).hasToString("{z=1, y=2, x=3}");
	}

	@Test
	void stateOfValues() {
		Locale locale = Locale.forLanguageTag("th-TH-u-ca-buddhist-nu-thai");
		Map<Locale, String> byLocale = Map.of(locale, "found");
		assertThat(runner().submit(() -> locale.toLanguageTag() + byLocale.get(locale)).result())
			.isEqualTo(locale.toLanguageTag() + "found");
		SimpleTimeZone own = new SimpleTimeZone(3_600_000, "Own");
		TimeZone changed = TimeZone.getTimeZone("Europe/Berlin");
		changed.setRawOffset(7_200_000);
		assertThat(runner().submit(() -> own.getID() + changed.getRawOffset()).result()).isEqualTo("Own7200000");
		DecimalFormat format = new DecimalFormat("#,##0.00", DecimalFormatSymbols.getInstance(Locale.ROOT));
		assertThat(runner().submit(() -> format.format(1.5)).result()).isEqualTo("1.50");
		HijrahDate date = HijrahDate.of(1441, 1, 1);
		assertThat(runner().submit(() -> date).result()).isEqualTo(date);
	}

	@Test
	void objectsWithoutWhatTheyCannotGetAgainAreRefused() {
		JsonMapper mapper = JsonMapper.builder().build();
		ObjectWriter writer = mapper.writerWithDefaultPrettyPrinter();
		ObjectReader reader = mapper.readerFor(List.class);
		assertThat(runner().submit(() -> mapper.writeValueAsString(List.of(1))).result()).isEqualTo("[1]");
		for (Object refused : List.of(writer, reader)) {
			assertThatExceptionOfType(TaskSerializationException.class)
				.isThrownBy(() -> runner().submit(() -> refused.hashCode()))
				.withMessageContaining("captured argument 1 (" + refused.getClass().getSimpleName() + ")")
				.withMessageContaining("transient and final");
		}
	}

	@Test
	void runnerIsCapturedByWhatAcceptsNoNull() {
		Job job = new Job(runner());
		List<RayTaskRunner> list = List.of(runner());
		Map<String, RayTaskRunner> map = new ConcurrentHashMap<>(Map.of("r", runner()));
		assertThat(runner().submit(() -> job.runner().submit(() -> 1).result()).result()).isEqualTo(1);
		assertThat(runner().submit(() -> list.get(0).submit(() -> 2).result()).result()).isEqualTo(2);
		assertThat(runner().submit(() -> map.get("r") == job.runner()).result()).isTrue();
	}

	@Test
	@SuppressWarnings("unchecked")
	void objectsOfKotlinAreThoseOfTheirProcess() {
		State idle = State.Idle.INSTANCE;
		assertThat(runner().submit(KotlinObjectsKt.describe(idle)).result()).isEqualTo("idle");
		assertThat(runner().submit(() -> List.<Object>of(idle, Unit.INSTANCE)).result()).satisfiesExactly(
				(first) -> assertThat(first).isSameAs(idle), (second) -> assertThat(second).isSameAs(Unit.INSTANCE));
		Function1<Integer, Integer> sum = (Function1<Integer, Integer>) KotlinObjectsKt.functions(20).get(0);
		assertThat(runner().submit(() -> sum.invoke(1)).result()).isEqualTo(21);
	}

	@Test
	void functionsOfTheJdkNeedNotBeSerializable() {
		List<Menu> menus = List.of(new Menu("b"), new Menu("a"));
		Comparator<Menu> comparator = Comparator.comparing((menu) -> menu.name);
		Function<Integer, Integer> twice = (number) -> number * menus.size();
		Supplier<List<String>> constructor = ArrayList::new;
		Predicate<String> empty = String::isEmpty;
		UnaryOperator<Integer> absolute = Math::abs;
		assertThat(runner().submit(() -> menus.stream().sorted(comparator).findFirst().orElseThrow().name).result())
			.isEqualTo("a");
		assertThat(runner().submit(() -> twice.apply(4)).result()).isEqualTo(8);
		assertThat(runner().submit(constructor::get).result()).isEqualTo(List.of());
		assertThat(runner().submit(() -> empty.test("")).result()).isTrue();
		assertThat(runner().submit(() -> absolute.apply(-1)).result()).isEqualTo(1);
		Function<Integer, Integer> returned = runner().submit(() -> twice).result();
		assertThat(returned.apply(5)).isEqualTo(10);
	}

	record Audit(String action, Object... args) {

	}

	record Texts(String name, String... tags) {

	}

	static class Menu {

		final String name;

		List<Menu> siblings = new ArrayList<>();

		Menu(String name) {
			this.name = name;
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

	static class Factorial {

		RayFunction<Integer, Integer> self = (n) -> (n < 2) ? 1 : n * this.self.apply(n - 1);

	}

	static class Wide implements Serializable {

		Wide other;

		long last = 9;

		private Object writeReplace() {
			return new Form(this.other);
		}

		private static class Form implements Serializable {

			private final Wide other;

			Form(Wide other) {
				this.other = other;
			}

			private Object readResolve() {
				Wide wide = new Wide();
				wide.other = this.other;
				return wide;
			}

		}

	}

	static class Group {

		final Set<Member> members = new HashSet<>();

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

	record Job(RayTaskRunner runner) {

		Job {
			Objects.requireNonNull(runner);
		}

	}

}
