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

package io.github.raytaskrunner.autoconfigure.cache;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.github.raytaskrunner.RayTaskFuture;
import io.github.raytaskrunner.RayTaskRunner;
import io.github.raytaskrunner.TaskListener;
import io.github.raytaskrunner.TaskStateChange;
import io.github.raytaskrunner.autoconfigure.RayTaskRunnerAutoConfiguration;
import io.github.raytaskrunner.testsupport.RayInstallations;
import io.github.raytaskrunner.testsupport.RayTestInstallation;
import io.github.raytaskrunner.testsupport.RayVersions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.cache.CacheManager;
import org.springframework.cache.concurrent.ConcurrentMapCacheManager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests of tasks whose values are in the caches of the application.
 */
class ResultCacheTests {

	private static final Duration TIMEOUT = Duration.ofSeconds(60);

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withPropertyValues("ray.address=embedded", "ray.init.num-cpus=2", "ray.profiles.kept.cache=prices")
		.withConfiguration(
				AutoConfigurations.of(RayTaskRunnerAutoConfiguration.class, RayTaskCacheAutoConfiguration.class));

	@TempDir
	private Path folder;

	private static Report report(RayTaskRunner runner, String... statistics) {
		RayTaskFuture<List<Double>> prices = runner
			.with((options) -> options.name("prices").profile("kept").cacheKey("prices"))
			.submit(() -> List.of(1.0, 2.0, 6.0));
		return new Report(List.of(statistics)
			.stream()
			.map((statistic) -> runner
				.with((options) -> options.name(statistic).profile("kept").cacheKey("report-" + statistic))
				.submit(() -> statistic + " " + compute(statistic, prices.result())))
			.toList());
	}

	private static double compute(String statistic, List<Double> prices) {
		return statistic.equals("max") ? prices.stream().mapToDouble(Double::doubleValue).max().orElseThrow()
				: prices.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
	}

	@Test
	void graphThatIsSubmittedAgainAfterARestartRunsOnlyWhatIsMissing() {
		assertRestartRunsOnlyWhatIsMissing(this.contextRunner);
	}

	@Test
	@Tag("slow")
	@RayInstallations(RayVersions.NEWEST)
	void graphThatIsSubmittedAgainToAnotherClusterRunsOnlyWhatIsMissing() {
		assertRestartRunsOnlyWhatIsMissing(this.contextRunner.withPropertyValues("ray.address=local",
				"ray.home=" + RayTestInstallation.version(RayVersions.NEWEST)));
	}

	private void assertRestartRunsOnlyWhatIsMissing(ApplicationContextRunner contextRunner) {
		String url = "jdbc:h2:file:" + this.folder.resolve("results").toAbsolutePath();
		Runs runs = new Runs();
		ApplicationContextRunner application = contextRunner.withBean(TaskListener.class, () -> runs)
			.withBean(CacheManager.class, () -> new DatabaseCacheManager("prices", url));
		application.run((context) -> assertThat(report(context.getBean(RayTaskRunner.class), "mean").lines())
			.containsExactly("mean 3.0"));
		assertThat(runs.names).containsExactly("prices", "mean");
		runs.names.clear();
		application.run((context) -> assertThat(report(context.getBean(RayTaskRunner.class), "mean", "max").lines())
			.containsExactly("mean 3.0", "max 6.0"));
		assertThat(runs.names).containsExactly("max");
	}

	@Test
	void springsCacheDecidesWhatIsThere() {
		Runs runs = new Runs();
		ConcurrentMapCacheManager cacheManager = new ConcurrentMapCacheManager("prices");
		this.contextRunner.withBean(TaskListener.class, () -> runs)
			.withBean(CacheManager.class, () -> cacheManager)
			.run((context) -> {
				report(context.getBean(RayTaskRunner.class), "mean").lines();
				context.getBean(RayTaskRunner.class).stop();
				context.getBean(CacheManager.class).getCache("prices").evict("report-mean");
				context.getBean(RayTaskRunner.class).start();
				report(context.getBean(RayTaskRunner.class), "mean").lines();
			});
		assertThat(runs.names).containsExactly("prices", "mean", "mean");
	}

	@Test
	void cacheThatIsNotThereIsNamed() {
		this.contextRunner.withBean(CacheManager.class, () -> new ConcurrentMapCacheManager("costs"))
			.run((context) -> assertThatIllegalArgumentException()
				.isThrownBy(() -> report(context.getBean(RayTaskRunner.class)))
				.withMessageContaining("task 'prices'")
				.withMessageContaining("cache 'prices'")
				.withMessageContaining("[costs]"));
	}

	@Test
	void cacheWithoutACacheManagerIsRefused() {
		this.contextRunner.run((context) -> assertThatIllegalArgumentException()
			.isThrownBy(() -> report(context.getBean(RayTaskRunner.class)))
			.withMessageContaining("cache 'prices'")
			.withMessageContaining("no CacheManager")
			.withMessageContaining("@EnableCaching"));
	}

	@Test
	void ofSeveralCacheManagersOneHasToBePrimary() {
		this.contextRunner.withBean("one", CacheManager.class, () -> new ConcurrentMapCacheManager("prices"))
			.withBean("other", CacheManager.class, () -> new ConcurrentMapCacheManager("prices"))
			.run((context) -> assertThatIllegalArgumentException()
				.isThrownBy(() -> report(context.getBean(RayTaskRunner.class)))
				.withMessageContaining("none is primary"));
	}

	@Test
	void tasksWithoutACacheNeedNone() {
		this.contextRunner
			.run((context) -> assertThat(context.getBean(RayTaskRunner.class).submit(() -> 42).result(TIMEOUT))
				.isEqualTo(42));
	}

	private record Report(List<RayTaskFuture<String>> futures) {

		List<String> lines() {
			return this.futures.stream().map(RayTaskFuture::result).toList();
		}

	}

	/**
	 * Remembers the tasks that ran.
	 */
	private static final class Runs implements TaskListener {

		private final List<String> names = new CopyOnWriteArrayList<>();

		@Override
		public void stateChanged(TaskStateChange change) {
			if (change.state().isFinal() && change.attempt() > 0) {
				this.names.add(change.name());
			}
		}

	}

}
