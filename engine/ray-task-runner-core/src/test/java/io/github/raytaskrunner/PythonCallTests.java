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

package io.github.raytaskrunner;

import java.util.List;
import java.util.Map;

import io.github.raytaskrunner.serialization.TaskSerializer;
import org.junit.jupiter.api.Test;

import org.springframework.core.ParameterizedTypeReference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests of {@link PythonCall}.
 */
class PythonCallTests {

	private static final PythonCall<Integer> CALL = PythonCall.of("models.scoring", "score", int.class);

	@Test
	void callIsImmutable() {
		PythonCall<Integer> call = CALL.args(1, List.of(2)).kwargs(Map.of("a", 3)).kwarg("b", null);
		assertThat(call.args(4).arguments()).containsExactly(4);
		assertThat(call.kwarg("a", 5).keywordArguments()).containsEntry("a", 5).containsEntry("b", null);
		assertThat(call.arguments()).containsExactly(1, List.of(2));
		assertThat(call.keywordArguments()).containsEntry("a", 3).hasSize(2);
		assertThat(CALL.arguments()).isEmpty();
	}

	@Test
	void innerOptionsWin() {
		PythonCall<Integer> call = CALL.with((options) -> options.numCpus(2).numGpus(1))
			.with((options) -> options.numCpus(4));
		assertThat(call.options().resources()).containsEntry("CPU", 4.0).containsEntry("GPU", 1.0);
	}

	@Test
	void optionsOfTheTaskAreRefused() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> CALL.with((options) -> options.numCpus(1).key("key").retry(null)))
			.withMessage("Python function models.scoring.score cannot have the options [key, retry]: set them where "
					+ "its task is submitted");
	}

	@Test
	void nameOfTheFunctionIsThatOfTheTask() {
		TaskSerializer serializer = new TaskSerializer(getClass().getClassLoader(), (captured) -> null);
		assertThat(serializer.nameOf(CALL)).isEqualTo("models.scoring.score");
		assertThat(serializer.nameOf(PythonCall.of("a", "b", int.class))).isEqualTo("a.b");
	}

	@Test
	void callTravelsWithItsType() {
		TaskSerializer serializer = new TaskSerializer(getClass().getClassLoader(), (captured) -> null);
		PythonCall<Map<String, List<Integer>[]>> call = PythonCall
			.of("models", "score", new ParameterizedTypeReference<Map<String, List<Integer>[]>>() {
			})
			.args(1, null)
			.with((options) -> options.numGpus(1));
		PythonCall<?> arrived = (PythonCall<?>) serializer.readValue(serializer.writeValue(call));
		assertThat(arrived.type().resolve()).isEqualTo(Map.class);
		assertThat(arrived.type().getGeneric(1).getComponentType().getGeneric(0).resolve()).isEqualTo(Integer.class);
		assertThat(arrived.arguments()).isEqualTo(call.arguments());
		assertThat(arrived.options()).isEqualTo(call.options());
	}

	@Test
	void callOutsideOfATaskSaysWhatToDo() {
		assertThatIllegalStateException().isThrownBy(CALL::call)
			.withMessage("Python function models.scoring.score cannot be called outside of a task: submit the call, "
					+ "or call it in a task that runs on Ray");
	}

	@Test
	void namesMustNotBeEmpty() {
		assertThatIllegalArgumentException().isThrownBy(() -> PythonCall.of("", "score", int.class))
			.withMessageContaining("'module'");
		assertThatIllegalArgumentException().isThrownBy(() -> PythonCall.of("models", " ", int.class))
			.withMessageContaining("'function'");
	}

}
