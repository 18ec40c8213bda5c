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

import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

import io.github.raytaskrunner.RayCallable;
import io.github.raytaskrunner.TaskSerializationException;
import kotlin.jvm.functions.Function0;
import kotlin.jvm.functions.Function1;
import kotlin.sequences.Sequence;
import kotlin.sequences.SequencesKt;
import kotlinx.coroutines.CompletableDeferredKt;
import kotlinx.coroutines.CoroutineScopeKt;
import kotlinx.coroutines.Dispatchers;
import kotlinx.coroutines.GlobalScope;
import kotlinx.coroutines.Job;
import kotlinx.coroutines.JobKt;
import kotlinx.coroutines.NonCancellable;
import kotlinx.coroutines.channels.BufferOverflow;
import kotlinx.coroutines.channels.ChannelKt;
import kotlinx.coroutines.sync.MutexKt;
import kotlinx.coroutines.sync.SemaphoreKt;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests that objects of Kotlin travel.
 */
class KotlinTests extends SerializationTests {

	@Test
	void objectsAreThoseOfTheProcessTheyArriveIn() {
		for (Object constant : KotlinObjectsKt.constants()) {
			assertThat(travel(constant)).isSameAs(constant);
			assertThat(travel(new Object[] { constant })).isEqualTo(new Object[] { constant });
		}
	}

	@Test
	void objectsAreRecognizedByWhen() {
		assertThat(call(KotlinObjectsKt.describe(State.Idle.INSTANCE))).isEqualTo("idle");
		assertThat(call(KotlinObjectsKt.describe(State.Waiting.INSTANCE))).isEqualTo("waiting");
		assertThat(call(KotlinObjectsKt.describe(new State.Busy(3)))).isEqualTo("busy 3");
		assertThat(call(KotlinObjectsKt.contains(List.of(State.Idle.INSTANCE)))).isEqualTo(true);
	}

	@Test
	void valuesKeepTypeAndContent() {
		for (Object value : KotlinObjectsKt.values()) {
			assertThat(travel(value)).isEqualTo(value).hasSameClassAs(value);
		}
	}

	@Test
	void fieldsHoldObjectsAndLazyValues() {
		Holder copy = (Holder) travel(KotlinObjectsKt.holder());
		assertThat(copy.getState()).isSameAs(State.Idle.INSTANCE);
		assertThat(copy.getShape()).isSameAs(Shape.Unknown.INSTANCE);
		assertThat(copy.getText()).isEqualTo("lazy");
	}

	@Test
	@SuppressWarnings("unchecked")
	void functionValuesTravel() {
		List<Object> functions = KotlinObjectsKt.functions(20);
		assertThat(call(KotlinObjectsKt.call((Function1<Integer, Integer>) functions.get(0)))).isEqualTo(21);
		assertThat(((Function1<Integer, Integer>) travel(functions.get(0))).invoke(2)).isEqualTo(22);
		assertThat(((Function0<String>) travel(functions.get(1))).invoke()).isEqualTo("constant");
		assertThat(((Function1<String, Integer>) travel(functions.get(2))).invoke("abc")).isEqualTo(3);
		assertThat(((Function0<Holder>) travel(functions.get(3))).invoke().getText()).isEqualTo("lazy");
	}

	@Test
	@SuppressWarnings("unchecked")
	void objectsOfInlinedFunctionsTravel() {
		RayCallable<Integer> task = KotlinObjectsKt.inlinedTask(2);
		assertThat(call(task)).isEqualTo(3);
		assertThat(this.serializer.nameOf(task)).isEqualTo("KotlinObjectsKt.inlinedTask");
		Sequence<Integer> sequence = (Sequence<Integer>) travel(KotlinObjectsKt.inlinedSequence());
		assertThat(SequencesKt.toList(sequence)).containsExactly(1, 2);
		Comparator<String> comparator = (Comparator<String>) travel(KotlinObjectsKt.inlinedComparator());
		assertThat(comparator.compare("a", "bb")).isPositive();
		assertThat(((Watched) travel(new Watched())).getValue()).isEqualTo(1);
	}

	static Stream<Object> whatCoroutinesWaitFor() {
		return Stream.of(JobKt.Job(null), CompletableDeferredKt.CompletableDeferred((Job) null),
				CompletableDeferredKt.CompletableDeferred("value"), MutexKt.Mutex(false), SemaphoreKt.Semaphore(2, 1),
				ChannelKt.Channel(1, BufferOverflow.SUSPEND, null),
				CoroutineScopeKt.CoroutineScope(Dispatchers.getDefault()));
	}

	@ParameterizedTest
	@MethodSource("whatCoroutinesWaitFor")
	void whatCoroutinesWaitForIsRefused(Object captured) {
		assertThatExceptionOfType(TaskSerializationException.class).isThrownBy(() -> travel(captured))
			.withMessageMatching(".*(coroutines belong|locks hold the state).*");
	}

	@Test
	void objectsOfCoroutinesAreThoseOfTheProcessTheyArriveIn() {
		for (Object constant : List.of(NonCancellable.INSTANCE, GlobalScope.INSTANCE, Dispatchers.getDefault())) {
			assertThat(travel(constant)).isSameAs(constant);
		}
	}

	private @Nullable Object call(RayCallable<?> task) {
		return run((Object) task);
	}

}
