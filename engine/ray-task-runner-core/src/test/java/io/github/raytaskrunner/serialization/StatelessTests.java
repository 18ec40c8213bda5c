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

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import com.google.common.graph.GraphBuilder;
import com.google.common.graph.MutableGraph;
import io.github.raytaskrunner.RayCallable;
import org.json.JSONObject;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of objects without state, which code compares by identity.
 */
class StatelessTests extends SerializationTests {

	private static final Object MISSING = new Object();

	private static boolean initialized;

	@Test
	void constantOfWhatRefersToItIsThatOfWhereItArrives() {
		Cache cache = new Cache();
		cache.put("a", null);
		assertThat(((Cache) travel(cache)).get("a")).isNull();
		MutableGraph<Integer> graph = GraphBuilder.directed().build();
		graph.putEdge(1, 2);
		assertThat(travel(graph)).isEqualTo(graph);
	}

	@Test
	void constantOfTheClassOfALambdaIsThatOfWhereItArrives() {
		Object missing = MISSING;
		List<Object> list = List.of(MISSING, new Object());
		RayCallable<Object> task = () -> missing == MISSING && list.get(0) == MISSING && list.get(1) != MISSING;
		assertThat(run(task)).isEqualTo(true);
	}

	@Test
	void constantOfItsOwnClassIsThatOfWhereItArrives() {
		assertThat(travel(new Object[] { Nothing.INSTANCE, 1 })).isEqualTo(new Object[] { Nothing.INSTANCE, 1 });
		assertThat(travel(new Nothing())).isInstanceOf(Nothing.class).isNotSameAs(Nothing.INSTANCE);
	}

	@Test
	void constantOfAClassAroundItIsThatOfWhereItArrives() {
		Object[] constants = { Limit.NONE, Limit.ZERO };
		assertThat((Object[]) travel(constants)).containsExactly(Limit.NONE, Limit.ZERO);
	}

	@Test
	void constantOfALibraryOfOldCompilersIsThatOfWhereItArrives() throws Exception {
		JSONObject json = new JSONObject("{\"a\": null}");
		assertThat(((JSONObject) Objects.requireNonNull(travel(json))).isNull("a")).isTrue();
	}

	@Test
	void classThatIsNotInitializedStaysSo() {
		assertThat(travel(new Lonely())).isInstanceOf(Lonely.class);
		assertThat(initialized).isFalse();
		Object late = Late.LONELY;
		assertThat(initialized).isTrue();
		assertThat(travel(late)).isSameAs(late);
	}

	@Test
	void othersStayApart() {
		Object lock = new Object();
		Object[] copy = (Object[]) travel(new Object[] { lock, lock, new Object() });
		assertThat(copy[0]).isSameAs(copy[1]).isNotSameAs(copy[2]).isNotSameAs(lock);
	}

	static class Cache {

		private static final Object NULL = new Object();

		private final Map<String, Object> values = new HashMap<>();

		void put(String key, @Nullable Object value) {
			this.values.put(key, (value != null) ? value : NULL);
		}

		@Nullable Object get(String key) {
			Object value = this.values.get(key);
			return (value != NULL) ? value : null;
		}

	}

	interface Limit {

		Limit NONE = new Limit() {

			@Override
			public boolean isLimited() {
				return false;
			}

		};

		Limit ZERO = new Zero();

		boolean isLimited();

		class Zero implements Limit {

			@Override
			public boolean isLimited() {
				return true;
			}

		}

	}

	static class Nothing {

		static final Nothing INSTANCE = new Nothing();

	}

	static class Lonely {

	}

	static class Late {

		static final Object LONELY = new Lonely();

		static {
			initialized = true;
		}

	}

}
