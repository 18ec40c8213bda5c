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
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

import io.github.raytaskrunner.RayCallable;
import io.github.raytaskrunner.attempt.AttemptResult;
import io.github.raytaskrunner.attempt.TestAttempts;
import io.github.raytaskrunner.execution.AttemptExecutor;
import org.jspecify.annotations.Nullable;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Base class of tests of what travels, with types that tasks capture.
 */
abstract class SerializationTests {

	final TaskSerializer serializer = new TaskSerializer(getClass().getClassLoader(), (captured) -> null);

	final SerializedTask serialize(Object task) {
		return this.serializer.serialize(task, this.serializer.nameOf(task));
	}

	final AttemptResult execute(Object task) {
		return new AttemptExecutor(this.serializer).execute(TestAttempts.of(1, serialize(task).bytes()), Map.of(),
				NoRunner::get, (progress) -> {
				});
	}

	final @Nullable Object run(Object task) {
		AttemptResult result = execute(task);
		assertThat(result.failed()).as(() -> "%s".formatted(this.serializer.readFailure(result.value()))).isFalse();
		return this.serializer.readValue(result.value());
	}

	final @Nullable Object travel(@Nullable Object captured) {
		RayCallable<@Nullable Object> task = () -> captured;
		return run(task);
	}

	static RayCallable<String> anonymousTask(String text) {
		return new RayCallable<>() {

			@Override
			public String call() {
				return text;
			}

		};
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

	static class Menu {

		final String name;

		@Nullable Object content;

		Menu(String name) {
			this.name = name;
		}

		@Override
		public boolean equals(@Nullable Object other) {
			return other instanceof Menu menu && menu.name.equals(this.name);
		}

		@Override
		public int hashCode() {
			return this.name.hashCode();
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

}
