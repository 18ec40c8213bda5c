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
import java.util.List;

import io.github.raytaskrunner.TaskContext;
import io.github.raytaskrunner.propagation.PropagatedContext;
import io.github.raytaskrunner.propagation.TaskRun;
import io.github.raytaskrunner.serialization.graph.GraphCodec;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(OutputCaptureExtension.class)
class BaggageCodecTests {

	private final TaskSerializer serializer = new TaskSerializer(getClass().getClassLoader(), (captured) -> null);

	@Test
	void contextThatCannotTravelKeepsNoOtherOfItsKindFromIt(CapturedOutput output) {
		assertThat(write(new Holder("tenant", new Thread()))).isEmpty();
		assertThat(write(new Holder("user", new Thread()))).isEmpty();
		assertThat(write(new Holder("tenant", "blue"))).isNotEmpty();
		assertThat(output).containsOnlyOnce("cannot travel").contains("Tasks run without tenant");
	}

	@Test
	void contextIsLeftOutEvenIfItCannotSayItsName(CapturedOutput output) {
		assertThat(write(new Holder(null, new Thread()))).isEmpty();
		assertThat(output).contains("Tasks run without " + Holder.class.getName());
	}

	@Test
	void contextMayBeDeep() {
		List<Object> deep = new ArrayList<>();
		for (int i = 0; i < GraphCodec.MAX_DEPTH * 9 / 10; i++) {
			deep = new ArrayList<>(List.of(deep));
		}
		assertThat(write(new Holder("deep", deep))).isNotEmpty();
	}

	private byte[] write(PropagatedContext context) {
		return this.serializer.writeBaggage(new Baggage(null, List.of(context)));
	}

	private record Holder(@Nullable String name, Object value) implements PropagatedContext {

		@Override
		public @Nullable TaskRun begin(TaskContext attempt) {
			return null;
		}

		@Override
		public String toString() {
			if (this.name == null) {
				throw new IllegalStateException("no name");
			}
			return this.name;
		}

	}

}
