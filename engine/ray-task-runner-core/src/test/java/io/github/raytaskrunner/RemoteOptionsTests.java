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
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import io.github.raytaskrunner.RemoteOptions.PlacementGroup;
import io.github.raytaskrunner.RemoteOptions.Scope;
import org.junit.jupiter.api.Test;

import org.springframework.util.unit.DataSize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests of {@link RemoteOptions}.
 */
class RemoteOptionsTests {

	@Test
	void nothingIsSetByDefault() {
		assertThat(RemoteOptions.current()).isEqualTo(RemoteOptions.none());
		assertThat(RemoteOptions.none().resources()).isEmpty();
		assertThat(RemoteOptions.none().runtimeEnv()).isNull();
	}

	@Test
	void innerScopeWinsForEachValueOnItsOwn() {
		try (Scope outer = RemoteOptions.none().cpus(4.0).gpus(2.0).open()) {
			try (Scope inner = RemoteOptions.none().cpus(1.0).memory(DataSize.ofBytes(5)).open()) {
				assertThat(RemoteOptions.current().resources())
					.isEqualTo(Map.of("CPU", 1.0, "GPU", 2.0, "memory", 5.0));
			}
			assertThat(RemoteOptions.current().resources()).isEqualTo(Map.of("CPU", 4.0, "GPU", 2.0));
		}
		assertThat(RemoteOptions.current()).isEqualTo(RemoteOptions.none());
	}

	@Test
	void nullIsKept() {
		try (Scope outer = RemoteOptions.none().cpus(4.0).runtimeEnv(Map.of("pip", "x")).open();
				Scope inner = RemoteOptions.none().cpus(null).runtimeEnv(null).open()) {
			assertThat(RemoteOptions.current().resources()).containsOnlyKeys("CPU").containsEntry("CPU", null);
			assertThat(RemoteOptions.current().runtimeEnv()).isNull();
		}
	}

	@Test
	void scopeDoesNotLeakToOtherThreads() {
		try (Scope scope = RemoteOptions.none().cpus(4.0).open()) {
			assertThat(CompletableFuture.supplyAsync(RemoteOptions::current, (action) -> new Thread(action).start())
				.join()).isEqualTo(RemoteOptions.none());
		}
	}

	@Test
	void scopeEndsWithAnException() {
		try (Scope scope = RemoteOptions.none().cpus(4.0).open()) {
			throw new IllegalStateException("in a scope");
		}
		catch (IllegalStateException ex) {
			assertThat(RemoteOptions.current()).isEqualTo(RemoteOptions.none());
		}
	}

	@Test
	void scopeIsClosedByItsOwnThread() {
		try (Scope scope = RemoteOptions.none().cpus(4.0).open()) {
			CompletableFuture<Void> other = CompletableFuture
				.runAsync(() -> assertThatIllegalStateException().isThrownBy(scope::close)
					.withMessageContaining("thread that opened it"), (action) -> new Thread(action).start());
			other.join();
			assertThat(RemoteOptions.current().resources()).containsEntry("CPU", 4.0);
		}
	}

	@Test
	void impossibleAmountsAreRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> RemoteOptions.none().cpus(-1.0))
			.withMessageContaining("CPU");
		assertThatIllegalArgumentException().isThrownBy(() -> RemoteOptions.none().cpus(1.5))
			.withMessageContaining("CPU")
			.withMessageContaining("whole number");
		assertThatIllegalArgumentException().isThrownBy(() -> RemoteOptions.none().resource("tpu", -1.0))
			.withMessageContaining("tpu");
		assertThatIllegalArgumentException().isThrownBy(() -> RemoteOptions.none().resource("GPU", 1.0))
			.withMessageContaining("use cpus, gpus or memory");
		assertThatIllegalArgumentException().isThrownBy(() -> TaskOptions.defaults().timeLimit(Duration.ZERO))
			.withMessageContaining("timeLimit");
	}

	@Test
	void innerPlacementGroupWins() {
		RemoteOptions outer = RemoteOptions.none().cpus(2.0).placementGroup("outer", 1);
		assertThat(outer.placementGroup()).isEqualTo(new PlacementGroup("outer", 1));
		assertThat(outer.with(RemoteOptions.none().cpus(1.0)).placementGroup())
			.isEqualTo(new PlacementGroup("outer", 1));
		assertThat(outer.with(RemoteOptions.none().placementGroup("inner")).placementGroup())
			.isEqualTo(new PlacementGroup("inner", PlacementGroup.ANY_BUNDLE));
		assertThat(outer.with(RemoteOptions.none().placementGroup(null)).placementGroup()).isNull();
		assertThat(outer).isNotEqualTo(RemoteOptions.none().cpus(2.0))
			.hasToString("{CPU=2.0}, placement group PlacementGroup[name=outer, bundleIndex=1]");
	}

	@Test
	void impossiblePlacementGroupsAreRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> RemoteOptions.none().placementGroup(" "))
			.withMessageContaining("placement group");
		assertThatIllegalArgumentException().isThrownBy(() -> RemoteOptions.none().placementGroup("group", -1))
			.withMessageContaining("bundleIndex");
	}

	@Test
	void runtimeEnvironmentsThatBreakTasksAreRefused() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> TaskOptions.defaults().runtimeEnv(Map.of("java_jars", List.of("a.jar"))))
			.withMessageContaining("class path");
		assertThatIllegalArgumentException()
			.isThrownBy(() -> TaskOptions.defaults().runtimeEnv(Map.of("env_vars", Map.of("THREADS", 4))))
			.withMessageContaining("texts");
		assertThatIllegalArgumentException()
			.isThrownBy(() -> TaskOptions.defaults().runtimeEnv(Map.of("env_var", Map.of("THREADS", "4"))))
			.withMessageContaining("'env_var'")
			.withMessageContaining("env_vars");
	}

}
