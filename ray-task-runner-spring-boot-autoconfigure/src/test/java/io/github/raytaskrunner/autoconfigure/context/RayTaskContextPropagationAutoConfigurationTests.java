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

package io.github.raytaskrunner.autoconfigure.context;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

import io.github.raytaskrunner.RayTaskFuture;
import io.github.raytaskrunner.RayTaskRunner;
import io.github.raytaskrunner.autoconfigure.RayTaskRunnerAutoConfiguration;
import io.github.raytaskrunner.autoconfigure.RunnerSettingsCustomizer;
import io.github.raytaskrunner.autoconfigure.context.TestAccessors.LocalAccessor;
import io.github.raytaskrunner.autoconfigure.context.TestAccessors.Tenant;
import io.github.raytaskrunner.autoconfigure.context.TestAccessors.TenantAccessor;
import io.github.raytaskrunner.testsupport.RayInstallations;
import io.github.raytaskrunner.testsupport.RayTestInstallation;
import io.github.raytaskrunner.testsupport.RayVersions;
import io.micrometer.context.ContextRegistry;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link RayTaskContextPropagationAutoConfiguration}.
 */
@ExtendWith(OutputCaptureExtension.class)
class RayTaskContextPropagationAutoConfigurationTests {

	private static final String LOCAL = "tests.local";

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(RayTaskRunnerAutoConfiguration.class,
				RayTaskContextPropagationAutoConfiguration.class));

	private final ApplicationContextRunner embedded = this.contextRunner.withPropertyValues("ray.address=embedded",
			"ray.init.num-cpus=1");

	@AfterEach
	void clear() {
		TenantAccessor.TENANT.remove();
		ContextRegistry.getInstance().removeThreadLocalAccessor(LOCAL);
	}

	private static String tenant() {
		Tenant tenant = TenantAccessor.TENANT.get();
		return (tenant != null) ? tenant.name : "none";
	}

	@Test
	void valueOfTheSubmitterIsThatOfTheTaskAndOfNoneAfterIt() {
		this.embedded.run((context) -> {
			RayTaskRunner runner = context.getBean(RayTaskRunner.class);
			TenantAccessor.TENANT.set(new Tenant("ACME"));
			assertThat(runner.submit(() -> tenant()).result()).isEqualTo("ACME");
			assertThat(runner.map((item) -> item + tenant(), List.of(1, 2)).result()).containsExactly("1ACME", "2ACME");
			assertThat(runner.submit(() -> runner.submit(() -> tenant()).result()).result()).isEqualTo("ACME");
			TenantAccessor.TENANT.remove();
			assertThat(runner.submit(() -> tenant()).result()).isEqualTo("none");
		});
	}

	@Test
	void callbackHasTheValueOfWhoeverAddedIt() {
		CountDownLatch added = new CountDownLatch(1);
		this.embedded.withBean(CountDownLatch.class, () -> added).run((context) -> {
			RayTaskRunner runner = context.getBean(RayTaskRunner.class);
			RayTaskFuture<Integer> future = runner.submit(() -> {
				added.await();
				return 1;
			});
			TenantAccessor.TENANT.set(new Tenant("ACME"));
			CompletableFuture<String> stage = future.toCompletableFuture().thenApply((value) -> tenant());
			TenantAccessor.TENANT.remove();
			added.countDown();
			assertThat(stage.join()).isEqualTo("ACME");
		});
	}

	@Test
	void callbackHasNoValueOfWhoeverWaits() {
		CountDownLatch added = new CountDownLatch(1);
		this.embedded.withBean(CountDownLatch.class, () -> added).run((context) -> {
			CompletableFuture<Integer> future = context.getBean(RayTaskRunner.class).submit(() -> {
				added.await();
				return 1;
			}).toCompletableFuture();
			CompletableFuture<String> stage = future.thenApply((value) -> tenant());
			TenantAccessor.TENANT.set(new Tenant("ACME"));
			added.countDown();
			assertThat(future.join()).isEqualTo(1);
			assertThat(stage.join()).isEqualTo("none");
			assertThat(tenant()).isEqualTo("ACME");
		});
	}

	@Test
	void valueThatCannotTravelIsLeftOutWithOneWarning(CapturedOutput output) {
		ThreadLocal<@Nullable Object> values = new ThreadLocal<>();
		ContextRegistry.getInstance().registerThreadLocalAccessor(new LocalAccessor(LOCAL, values));
		values.set(new Thread());
		this.embedded.run((context) -> {
			RayTaskRunner runner = context.getBean(RayTaskRunner.class);
			assertThat(runner.submit(() -> 42).result()).isEqualTo(42);
			assertThat(runner.submit(() -> 43).result()).isEqualTo(43);
		});
		assertThat(output).containsOnlyOnce("'" + LOCAL + "'");
	}

	@Test
	@Tag("slow")
	@RayInstallations(RayVersions.NEWEST)
	void valuesGoToRayIfTheirAccessorsAreKnownThere(CapturedOutput output) {
		ThreadLocal<@Nullable Object> values = new ThreadLocal<>();
		ContextRegistry.getInstance().registerThreadLocalAccessor(new LocalAccessor(LOCAL, values));
		values.set("unknown there");
		TenantAccessor.TENANT.set(new Tenant("ACME"));
		this.contextRunner
			.withPropertyValues("ray.address=local", "ray.home=" + RayTestInstallation.version(RayVersions.NEWEST),
					"ray.init.num-cpus=1")
			.run((context) -> {
				RayTaskRunner runner = context.getBean(RayTaskRunner.class);
				assertThat(runner.submit(() -> tenant()).result()).isEqualTo("ACME");
				assertThat(runner.map((item) -> item + tenant(), List.of(1, 2)).result()).containsExactly("1ACME",
						"2ACME");
				assertThat(runner.submit(() -> runner.submit(() -> tenant()).result()).result()).isEqualTo("ACME");
			});
		assertThat(output).contains("no ThreadLocalAccessor with the key '" + LOCAL + "'");
	}

	@Test
	void backsOffIfContextPropagationIsMissing() {
		this.embedded.withClassLoader(new FilteredClassLoader("io.micrometer.context")).run((context) -> {
			assertThat(context).doesNotHaveBean(RunnerSettingsCustomizer.class);
			assertThat(context.getBean(RayTaskRunner.class).submit(() -> 42).result()).isEqualTo(42);
		});
	}

}
