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
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;

import io.github.raytaskrunner.TaskSerializationException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests of cycles through objects that are replaced or copied on the way.
 */
class ReplacementCycleTests extends SerializationTests {

	@Test
	void objectsThatReplaceOneAnotherArriveOrAreRefused() {
		Wide first = new Wide();
		Wide second = new Wide();
		first.other = second;
		assertThat(((Wide) travel(first)).other.last).isEqualTo(9);
		second.other = first;
		assertThatExceptionOfType(TaskSerializationException.class).isThrownBy(() -> travel(first))
			.withMessageContaining("captured argument 1 (ReplacementCycleTests.Wide)")
			.withMessageContaining("in a cycle");
	}

	@Test
	void objectsThatAreReplacedByWhatHoldsThemArrive() {
		Menu menu = new Menu("a");
		Wide wide = new Wide();
		wide.content = menu;
		menu.content = wide;
		Menu copy = (Menu) travel(menu);
		assertThat(((Wide) copy.content).content).isSameAs(copy);
	}

	@Test
	void whatIsCopiedOnTheWayIsWholeOrRefused() {
		Map<String, Object> content = new HashMap<>();
		Copied copied = new Copied(content);
		copied.content().put("box", new Box<>(copied));
		assertThatExceptionOfType(TaskSerializationException.class).isThrownBy(() -> travel(copied))
			.withMessageContaining("in a cycle");
		copied.content().put("box", new Menu("a"));
		((Menu) copied.content().get("box")).content = copied;
		Copied arrived = (Copied) travel(copied);
		assertThat(((Menu) arrived.content().get("box")).content).isSameAs(arrived);
		Bundle bundle = new Bundle();
		bundle.content.add(new Box<>(bundle));
		assertThatExceptionOfType(TaskSerializationException.class).isThrownBy(() -> travel(bundle))
			.withMessageContaining("in a cycle");
	}

	@Test
	void objectsThatTakeTheirOwnPlaceMayBeInACycle() {
		Checked parent = new Checked();
		Checked child = new Checked();
		parent.children.add(child);
		child.parent = parent;
		Checked copy = (Checked) travel(parent);
		assertThat(copy.children.get(0).parent).isSameAs(copy);
		Checked copiedChild = (Checked) travel(child);
		assertThat(copiedChild.parent.children.get(0)).isSameAs(copiedChild);
	}

	@Test
	void objectsThatTakeTheirOwnPlaceMayHoldOneAnotherAndThemselves() {
		Checked parent = new Checked();
		Checked child = new Checked();
		parent.parent = child;
		child.parent = parent;
		Checked copy = (Checked) travel(parent);
		assertThat(copy.parent.parent).isSameAs(copy).isNotSameAs(copy.parent);
		child.parent = child;
		Checked copiedChild = (Checked) travel(child);
		assertThat(copiedChild.parent).isSameAs(copiedChild);
		assertThat((CheckedException) travel(new CheckedException("a"))).hasMessage("a").hasNoCause();
	}

	@Test
	void setsThatTakeTheirOwnPlaceFindWhatTheyHold() {
		Menu menu = new Menu("a");
		CheckedSet set = new CheckedSet();
		set.add(menu);
		menu.content = set;
		Menu copy = (Menu) travel(menu);
		assertThat(((CheckedSet) copy.content).contains(copy)).isTrue();
	}

	@Test
	void synchronizedListsMayHoldWhatHoldsThem() {
		List<Object> list = Collections.synchronizedList(new LinkedList<>());
		Menu menu = new Menu("a");
		menu.content = list;
		list.add(menu);
		Menu copy = (Menu) travel(menu);
		assertThat((List<?>) copy.content).singleElement().isSameAs(copy);
	}

	@Test
	void whatTakesItsOwnPlaceOnlyWhenItIsEmptyIsRefused() {
		Fickle fickle = new Fickle();
		fickle.self = fickle;
		assertThatExceptionOfType(TaskSerializationException.class).isThrownBy(() -> travel(fickle))
			.withMessageContaining("in a cycle");
	}

	record Copied(Map<String, Object> content) {

		Copied {
			content = new HashMap<>(content);
		}

	}

	static class Bundle implements Serializable {

		final List<Object> content = new ArrayList<>();

		private Object writeReplace() {
			return new Form(this.content.toArray());
		}

		private record Form(Object[] content) implements Serializable {

			private Object readResolve() {
				Bundle bundle = new Bundle();
				bundle.content.addAll(Arrays.asList(this.content));
				return bundle;
			}

		}

	}

	static class Checked implements Serializable {

		final List<Checked> children = new ArrayList<>();

		@Nullable Checked parent;

		private Object readResolve() {
			return this;
		}

	}

	static class CheckedException extends Exception {

		CheckedException(String message) {
			super(message);
		}

		private Object readResolve() {
			return this;
		}

	}

	static class CheckedSet extends HashSet<Object> {

		private Object readResolve() {
			return this;
		}

	}

	static class Fickle implements Serializable {

		@Nullable Fickle self;

		private Object readResolve() {
			return (this.self == null) ? this : new Fickle();
		}

	}

	static class Wide implements Serializable {

		Wide other;

		Object content;

		long last = 9;

		private Object writeReplace() {
			return new Form(this.other, this.content);
		}

		private static class Form implements Serializable {

			private final Wide other;

			private final Object content;

			Form(Wide other, Object content) {
				this.other = other;
				this.content = content;
			}

			private Object readResolve() {
				Wide wide = new Wide();
				wide.other = this.other;
				wide.content = this.content;
				return wide;
			}

		}

	}

}
