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

import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

import io.github.raytaskrunner.TaskOptions.Scope;
import org.junit.jupiter.api.Test;

import org.springframework.core.retry.RetryPolicy;
import org.springframework.util.unit.DataSize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests of {@link TaskOptions}.
 */
class TaskOptionsTests {

	@Test
	void runtimeEnvironmentMayBeAMapOfAnyValues() {
		Map<String, Map<String, String>> environment = Map.of("env_vars", Map.of("MODEL", "large"));
		assertThat(TaskOptions.builder().runtimeEnv(environment).build().runtimeEnv()).isEqualTo(environment);
	}

	@Test
	void runtimeEnvironmentsInWhateverOrderBecomeOne() {
		Map<String, Object> variables = new LinkedHashMap<>();
		variables.put("MODEL", "large");
		variables.put("A", "a");
		Map<String, Object> config = Map.of("setup_timeout_seconds", 60, "eager_install", false);
		Map<String, ?> environment = Map.of("env_vars", variables, "config", config);
		assertThat(TaskOptions.builder().runtimeEnv(environment).build().runtimeEnv())
			.hasToString("{config={eager_install=false, setup_timeout_seconds=60}, env_vars={A=a, MODEL=large}}");
	}

	@Test
	void runtimeEnvironmentStaysWhatItWas() {
		Map<String, String> variables = new HashMap<>(Map.of("MODEL", "large"));
		TaskOptions options = TaskOptions.builder().runtimeEnv(Map.of("env_vars", variables)).build();
		variables.put("MODEL", "small");
		assertThat(options.runtimeEnv()).isEqualTo(Map.of("env_vars", Map.of("MODEL", "large")));
	}

	// ray.init refuses these keys as well; a task that asks for the second ends the
	// raylet
	@Test
	void resourceOfRaysOwnIsNoCustomResource() {
		for (String name : List.of("memory", "object_store_memory")) {
			assertThatIllegalArgumentException().isThrownBy(() -> TaskOptions.builder().resource(name, 1))
				.withMessageContaining("'" + name + "' is no custom resource");
		}
	}

	@Test
	void configOfARuntimeEnvironmentIsAMap() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> TaskOptions.builder().runtimeEnv(Map.of("config", "eager_install")))
			.withMessageContaining("'config' of a runtime environment must be a map");
	}

	@Test
	@SuppressWarnings("NullAway") // as callers without it do
	void whatIsMissingIsNamed() {
		assertRefused((options) -> options.waitFor((Iterable<RayTaskFuture<?>>) null), "'futures' must not be null");
		assertRefused((options) -> options.waitFor((RayTaskFuture<?>[]) null), "'futures' must not be null");
		assertRefused((options) -> options.waitFor((RayTaskFuture<?>) null), "'futures' must not have null among them");
		assertRefused((options) -> options.resources(null), "'resources' must not be null");
		assertRefused((options) -> options.profile(""), "'profile' must not be empty");
		assertThatIllegalArgumentException().isThrownBy(() -> RayTaskFutures.of((RayTaskFuture<?>) null))
			.withMessage("'futures' must not have null among them");
		assertThatIllegalArgumentException().isThrownBy(() -> RayTaskFuture.completed(1).await(null))
			.withMessage("'timeout' must not be null");
	}

	private static void assertRefused(Consumer<TaskOptionsBuilder> options, String message) {
		assertThatIllegalArgumentException().isThrownBy(() -> options.accept(TaskOptions.builder()))
			.withMessage(message);
	}

	@Test
	void nothingIsSetByDefault() {
		assertThat(TaskOptions.current()).isEqualTo(TaskOptions.none());
		assertThat(TaskOptions.none().resources()).isEmpty();
		assertThat(TaskOptions.none().runtimeEnv()).isNull();
	}

	@Test
	void innerScopeWinsForEachValueOnItsOwn() {
		try (Scope outer = TaskOptions.builder().numCpus(4.0).numGpus(2.0).build().open()) {
			try (Scope inner = TaskOptions.builder().numCpus(1.0).memory(DataSize.ofBytes(5)).build().open()) {
				assertThat(TaskOptions.current().resources()).isEqualTo(Map.of("CPU", 1.0, "GPU", 2.0, "memory", 5.0));
			}
			assertThat(TaskOptions.current().resources()).isEqualTo(Map.of("CPU", 4.0, "GPU", 2.0));
		}
		assertThat(TaskOptions.current()).isEqualTo(TaskOptions.none());
	}

	@Test
	void nullIsKept() {
		try (Scope outer = TaskOptions.builder().numCpus(4.0).runtimeEnv(Map.of("pip", "x")).build().open();
				Scope inner = TaskOptions.builder().numCpus(null).runtimeEnv(null).build().open()) {
			assertThat(TaskOptions.current().resources()).containsOnlyKeys("CPU").containsEntry("CPU", null);
			assertThat(TaskOptions.current().runtimeEnv()).isNull();
		}
	}

	@Test
	void scopeDoesNotLeakToOtherThreads() {
		try (Scope scope = TaskOptions.builder().numCpus(4.0).build().open()) {
			assertThat(
					CompletableFuture.supplyAsync(TaskOptions::current, (action) -> new Thread(action).start()).join())
				.isEqualTo(TaskOptions.none());
		}
	}

	@Test
	void scopeEndsWithAnException() {
		try (Scope scope = TaskOptions.builder().numCpus(4.0).build().open()) {
			throw new IllegalStateException("in a scope");
		}
		catch (IllegalStateException ex) {
			assertThat(TaskOptions.current()).isEqualTo(TaskOptions.none());
		}
	}

	@Test
	void scopeIsClosedByItsOwnThread() {
		try (Scope scope = TaskOptions.builder().numCpus(4.0).build().open()) {
			CompletableFuture<Void> other = CompletableFuture
				.runAsync(() -> assertThatIllegalStateException().isThrownBy(scope::close)
					.withMessageContaining("thread that opened it"), (action) -> new Thread(action).start());
			other.join();
			assertThat(TaskOptions.current().resources()).containsEntry("CPU", 4.0);
		}
	}

	@Test
	void impossibleAmountsAreRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> TaskOptions.builder().numCpus(-1.0).build())
			.withMessageContaining("CPU");
		assertThatIllegalArgumentException().isThrownBy(() -> TaskOptions.builder().numCpus(1.5).build())
			.withMessageContaining("CPU")
			.withMessageContaining("whole number");
		assertThatIllegalArgumentException().isThrownBy(() -> TaskOptions.builder().resource("tpu", -1.0).build())
			.withMessageContaining("tpu");
		assertThatIllegalArgumentException().isThrownBy(() -> TaskOptions.builder().resource("GPU", 1.0).build())
			.withMessageContaining("use numCpus, numGpus or memory");
		assertThatIllegalArgumentException().isThrownBy(() -> TaskOptions.builder().timeLimit(Duration.ZERO).build())
			.withMessageContaining("timeLimit");
	}

	@Test
	void innerPlacementGroupWins() {
		TaskOptions outer = TaskOptions.builder().numCpus(2.0).placementGroup("outer").bundleIndex(1).build();
		assertThat(outer.placementGroup()).isEqualTo(new PlacementGroup("outer", 1));
		assertThat(outer.overriddenBy(TaskOptions.builder().numCpus(1.0).build()).placementGroup())
			.isEqualTo(new PlacementGroup("outer", 1));
		assertThat(outer.overriddenBy(TaskOptions.builder().placementGroup("inner").build()).placementGroup())
			.isEqualTo(new PlacementGroup("inner", PlacementGroup.ANY_BUNDLE));
		assertThat(outer.overriddenBy(TaskOptions.builder().placementGroup(null).build()).placementGroup()).isNull();
		assertThat(outer).isNotEqualTo(TaskOptions.builder().numCpus(2.0).build())
			.hasToString("{CPU=2.0, placementGroup=PlacementGroup[name=outer, bundleIndex=1]}");
	}

	@Test
	void impossiblePlacementGroupsAreRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> TaskOptions.builder().placementGroup(" ").build())
			.withMessageContaining("placement group");
		assertThatIllegalArgumentException()
			.isThrownBy(() -> TaskOptions.builder().placementGroup("group").bundleIndex(-1).build())
			.withMessageContaining("bundleIndex");
		assertThatIllegalArgumentException().isThrownBy(() -> TaskOptions.builder().bundleIndex(1).build())
			.withMessageContaining("placementGroup");
	}

	@Test
	void builderIsChangedAndItsOptionsAreNot() {
		TaskOptionsBuilder builder = TaskOptions.builder();
		builder.name("first").numCpus(1).resource("tpu", 1);
		TaskOptions first = builder.build();
		builder.name("second").numCpus(2).resource("tpu", 2);
		assertThat(first.name()).isEqualTo("first");
		assertThat(first.resources()).isEqualTo(Map.of("CPU", 1.0, "tpu", 1.0));
		assertThat(builder.build())
			.isEqualTo(TaskOptions.builder().name("second").numCpus(2.0).resources(Map.of("tpu", 2)).build())
			.isNotEqualTo(first);
	}

	@Test
	void shortcutsSetOneOption() {
		assertThat(TaskOptions.named("score")).isEqualTo(TaskOptions.builder().name("score").build());
		assertThat(TaskOptions.ofProfile("gpu")).isEqualTo(TaskOptions.builder().profile("gpu").build());
	}

	@Test
	void nullTakesBackWhatOthersSet() {
		TaskOptions outer = TaskOptions.builder()
			.timeLimit(Duration.ofSeconds(1))
			.retry(RetryPolicy.withMaxRetries(1))
			.crashRetries(7)
			.build();
		TaskOptions both = outer.overriddenBy(TaskOptions.builder().timeLimit(null).retry(null).build());
		assertThat(both.timeLimit()).isNull();
		assertThat(both.retry()).isNull();
		assertThat(both.crashRetries()).isEqualTo(7);
	}

	@Test
	void tasksOfAScopeCannotAllHaveOneKey() {
		assertThatIllegalStateException().isThrownBy(() -> TaskOptions.builder().key("order-1").build().open())
			.withMessageContaining("order-1");
		assertThat(TaskOptions.current()).isEqualTo(TaskOptions.none());
	}

	@Test
	void runtimeEnvironmentsThatBreakTasksAreRefused() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> TaskOptions.builder().runtimeEnv(Map.of("java_jars", List.of("a.jar"))).build())
			.withMessageContaining("class path");
		assertThatIllegalArgumentException()
			.isThrownBy(() -> TaskOptions.builder().runtimeEnv(Map.of("env_vars", Map.of("THREADS", 4))).build())
			.withMessageContaining("texts");
		assertThatIllegalArgumentException()
			.isThrownBy(() -> TaskOptions.builder().runtimeEnv(Map.of("env_var", Map.of("THREADS", "4"))).build())
			.withMessageContaining("'env_var'")
			.withMessageContaining("env_vars");
	}

}
