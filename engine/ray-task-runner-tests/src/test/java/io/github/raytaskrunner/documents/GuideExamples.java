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

package io.github.raytaskrunner.documents;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.github.raytaskrunner.PythonCall;
import io.github.raytaskrunner.RayTaskFuture;
import io.github.raytaskrunner.RayTaskFutures;
import io.github.raytaskrunner.RayTaskRunner;
import io.github.raytaskrunner.RayTaskSubmitter;
import io.github.raytaskrunner.TaskContext;
import io.github.raytaskrunner.TaskOptions;
import io.github.raytaskrunner.TaskState;
import io.github.raytaskrunner.Unmapped;
import io.github.raytaskrunner.autoconfigure.RayTaskRunnerFactory;
import io.github.raytaskrunner.autoconfigure.RunnerSettingsCustomizer;
import io.github.raytaskrunner.runner.DefaultRayTaskRunner;
import org.jspecify.annotations.Nullable;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.util.unit.DataSize;

/**
 * The examples of the guide, word for word.
 */
public final class GuideExamples {

	private final RayTaskRunner runner;

	/**
	 * Create new examples.
	 * @param runner the runner
	 */
	public GuideExamples(RayTaskRunner runner) {
		this.runner = runner;
	}

	private static List<Double> load(String file) {
		return List.of(1.0, 2.0, (double) file.length());
	}

	private static double mean(List<Double> values) {
		return values.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
	}

	private static String fetch(String url) throws IOException {
		if (TaskContext.current().orElseThrow().attempt() == 1) {
			throw new IOException("not yet");
		}
		return url;
	}

	private static void write(Path file, String text) {
		try {
			Files.writeString(file, text);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	double graph() {
		RayTaskRunner runner = this.runner;
		RayTaskFuture<List<Double>> prices = runner.submit(() -> load("prices.csv"));
		RayTaskFuture<Double> mean = runner.submit(() -> mean(prices.result()));
		RayTaskFuture<Double> max = runner
			.submit(() -> prices.result().stream().mapToDouble(Double::doubleValue).max().orElseThrow());
		return max.result() - mean.result();
	}

	double stage() {
		RayTaskRunner runner = this.runner;
		RayTaskFuture<CompletableFuture<Double>> stage = runner
			.submit(() -> CompletableFuture.supplyAsync(() -> mean(load("prices.csv"))));
		return stage.result().join();
	}

	String states() throws InterruptedException {
		RayTaskRunner runner = this.runner;
		RayTaskFuture<Integer> future = runner.submit(() -> 6 * 7);
		Optional<TaskState> state = future.await(Duration.ofSeconds(30));
		if (state.isEmpty()) {
			future.cancel();
		}
		else if (future.state() instanceof TaskState.Failed failed) {
			throw new IllegalStateException(failed.exception());
		}
		future.onDone((done) -> System.out.println(done.name() + " ended: " + done.state()));
		return future.toCompletableFuture().thenApply((value) -> "the answer is " + value).join();
	}

	double options() {
		RayTaskRunner runner = this.runner;
		TaskOptions options = TaskOptions.builder().name("mean of prices").numCpus(1).key("mean-2020").build();
		RayTaskFuture<Double> future = runner.with(options).submit(() -> mean(load("prices.csv")));
		return future.result();
	}

	double with() {
		RayTaskRunner runner = this.runner;
		return runner.with((options) -> options.name("mean").numCpus(2))
			.submit(() -> mean(load("prices.csv")))
			.result();
	}

	RayTaskFuture<Double> resources() {
		RayTaskRunner runner = this.runner;
		TaskOptions options = TaskOptions.builder()
			.name("train")
			.numGpus(0.5)
			.memory(DataSize.ofGigabytes(4))
			.resource("license", 1)
			.build();
		return runner.with(options).submit(() -> mean(load("prices.csv")));
	}

	boolean foundByKey() throws InterruptedException {
		RayTaskRunner runner = this.runner;
		runner.with((options) -> options.name("report").key("report-7")).submit(() -> mean(load("prices.csv")));
		Optional<RayTaskFuture<?>> found = runner.find("report-7");
		Optional<TaskState> report = runner.await("report-7", Duration.ofSeconds(30));
		return found.isPresent() && report.isPresent();
	}

	/**
	 * An example that needs Ray.
	 * @return the future
	 */
	public RayTaskFuture<Integer> crashRetries() {
		RayTaskRunner runner = this.runner;
		return runner.with((options) -> options.name("unsteady").crashRetries(5)).submit(() -> {
			int attempt = TaskContext.current().orElseThrow().attempt();
			if (attempt < 3) {
				Runtime.getRuntime().halt(1);
			}
			return attempt;
		});
	}

	List<Integer> futures() {
		RayTaskRunner runner = this.runner;
		RayTaskFuture<Integer> slow = runner.submit(() -> 1);
		RayTaskFutures<Integer> all = RayTaskFutures.of(List.of(slow, runner.submit(() -> 2)));
		int sum = all.asCompleted(Duration.ofSeconds(30)).mapToInt(RayTaskFuture::result).sum();
		RayTaskFutures<Integer> more = runner.map((a, b, c) -> a.result() + b + c, List.of(slow, slow), List.of(10, 20),
				Unmapped.unmapped(sum));
		return more.result();
	}

	int progress() {
		RayTaskRunner runner = this.runner;
		List<String> files = List.of("prices.csv", "volumes.csv");
		RayTaskFuture<Integer> future = runner.submit(() -> {
			TaskContext context = TaskContext.current().orElseThrow();
			int values = 0;
			for (int i = 0; i < files.size(); i++) {
				context.progress(i, files.size(), "loading " + files.get(i));
				values += load(files.get(i)).size();
			}
			return values;
		});
		int values = future.result();
		future.progress().ifPresent((progress) -> System.out.println(progress.message()));
		return values;
	}

	int duplicate() {
		RayTaskRunner runner = this.runner;
		try (RayTaskRunner other = runner.duplicate()) {
			other.start();
			return other.submit(() -> 6 * 7).result();
		}
	}

	double scope() {
		RayTaskRunner runner = this.runner;
		try (TaskOptions.Scope scope = TaskOptions.builder().numCpus(2).build().open()) {
			return runner.submit(() -> mean(load("prices.csv"))).result();
		}
	}

	/**
	 * An example that needs Ray.
	 * @return the future
	 */
	public RayTaskFuture<String> environment() {
		RayTaskRunner runner = this.runner;
		Map<String, Object> environment = Map.of("env_vars", Map.of("MODEL", "large"));
		return runner.with((options) -> options.name("large model").runtimeEnv(environment))
			.submit(() -> System.getenv("MODEL"));
	}

	RayTaskFuture<Double> placement() {
		RayTaskRunner runner = this.runner;
		return runner.with((options) -> options.name("mean").placementGroup("reserved").bundleIndex(0))
			.submit(() -> mean(load("prices.csv")));
	}

	String retries() {
		RayTaskRunner runner = this.runner;
		RetryPolicy policy = RetryPolicy.builder()
			.maxRetries(5)
			.delay(Duration.ofMillis(100))
			.multiplier(2)
			.jitter(Duration.ofMillis(50))
			.includes(IOException.class)
			.build();
		TaskOptions options = TaskOptions.builder()
			.name("fetch")
			.retry(policy)
			.timeLimit(Duration.ofMinutes(1))
			.build();
		return runner.with(options).submit(() -> fetch("http://localhost/data")).result();
	}

	String order(Path file) {
		RayTaskRunner runner = this.runner;
		RayTaskFuture<@Nullable Void> written = runner.execute(() -> write(file, "data"));
		return runner.with((options) -> options.name("read").waitFor(written))
			.submit(() -> Files.readString(file))
			.result();
	}

	double allowedFailure() {
		RayTaskRunner runner = this.runner;
		RayTaskFuture<Double> risky = runner.submit(() -> 1 / Double.parseDouble("none"));
		RayTaskFuture<Double> allowed = risky.allowFailure();
		return runner.submit(() -> (allowed.state().isCompleted()) ? allowed.result() : 0.0).result();
	}

	List<Integer> map() {
		RayTaskRunner runner = this.runner;
		RayTaskFutures<Integer> products = runner.map((number, factor) -> number * factor, List.of(1, 2, 3),
				Unmapped.unmapped(10));
		return products.result();
	}

	int asCompleted() {
		RayTaskRunner runner = this.runner;
		Iterator<Integer> numbers = IntStream.range(0, 1_000).iterator();
		try (Stream<RayTaskFuture<Integer>> done = runner.mapAsCompleted((number) -> number + 1, numbers)) {
			return done.mapToInt(RayTaskFuture::result).sum();
		}
	}

	double cached() {
		RayTaskRunner runner = this.runner;
		RayTaskSubmitter kept = runner.with((options) -> options.cache("prices"));
		RayTaskFuture<List<Double>> prices = kept.with((options) -> options.cacheKey("prices 2020"))
			.submit(() -> load("prices.csv"));
		return kept.with((options) -> options.cacheKey("mean 2020")).submit(() -> mean(prices.result())).result();
	}

	double sharedValue() {
		RayTaskRunner runner = this.runner;
		RayTaskFuture<double[]> table = runner.put(new double[] { 1, 2, 3 });
		return IntStream.range(0, 3)
			.mapToObj((index) -> runner.submit(() -> table.result()[index]))
			.mapToDouble(RayTaskFuture::result)
			.sum();
	}

	double valueThatNobodyChanges() {
		RayTaskRunner runner = this.runner;
		RayTaskFuture<double[]> prices = runner.putShared(new double[] { 1, 2, 3 });
		return IntStream.range(0, 3)
			.mapToObj((index) -> runner.submit(() -> prices.result()[index]))
			.mapToDouble(RayTaskFuture::result)
			.sum();
	}

	int nested() {
		RayTaskRunner runner = this.runner;
		return runner.submit(() -> {
			RayTaskFuture<Integer> inner = runner.submit(() -> 20);
			return inner.result() + 1;
		}).result();
	}

	double python(List<Double> prices) {
		RayTaskRunner runner = this.runner;
		PythonCall<Score> score = PythonCall.of("models.scoring", "score", Score.class);
		RayTaskFuture<Score> future = runner.submit(score.args(prices).kwargs(Map.of("threshold", 0.5)));
		return future.result().value();
	}

	List<Score> pythonWithinATask() {
		RayTaskRunner runner = this.runner;
		PythonCall<List<Score>> scoreAll = PythonCall
			.of("models.scoring", "score_all", new ParameterizedTypeReference<List<Score>>() {
			})
			.with((options) -> options.numGpus(1).runtimeEnv(Map.of("pip", List.of("scikit-learn==1.7.2"))));
		return runner.submit(() -> scoreAll.args(load("prices.csv"), load("volumes.csv")).call()).result();
	}

	/**
	 * What a function of Python returns.
	 *
	 * @param label the label
	 * @param value the value
	 */
	public record Score(String label, double value) {

	}

	/**
	 * An application that uses two clusters.
	 */
	@Configuration(proxyBeanMethods = false)
	public static class SeveralClusters {

		@Bean
		@Primary
		DefaultRayTaskRunner research(RayTaskRunnerFactory factory) {
			return factory.create("research.ray");
		}

		@Bean
		DefaultRayTaskRunner reports(RayTaskRunnerFactory factory) {
			return factory.create("reports.ray");
		}

	}

	/**
	 * Configuration of an application that changes settings.
	 */
	@Configuration(proxyBeanMethods = false)
	public static class CustomizedSettings {

		@Bean
		RunnerSettingsCustomizer retriesOfUnsteadyTasks() {
			RetryPolicy policy = RetryPolicy.builder().maxRetries(5).includes(IOException.class).build();
			return (settings) -> settings.plusDefaults((options) -> options.crashRetries(1))
				.plusProfile("unsteady", (options) -> options.retry(policy));
		}

	}

}
