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

package io.github.raytaskrunner.backend.ray.cluster;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;

import io.github.raytaskrunner.backend.ray.dashboard.DashboardClient;
import io.github.raytaskrunner.testsupport.FakeDashboard;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link SharedClusters}.
 */
class SharedClustersTests {

	private static final Duration TIMEOUT = Duration.ofSeconds(30);

	private static final Duration LONG = Duration.ofHours(1);

	private static final Duration SHORT = Duration.ofMillis(1);

	/**
	 * One for each, so that none waits for another.
	 */
	private static final Executor THREADS = (task) -> new Thread(task, "user of a cluster").start();

	@TempDir
	Path folder;

	private final List<FakeCluster> started = new CopyOnWriteArrayList<>();

	private final List<String> deaths = new ArrayList<>();

	private final SharedClusters clusters = new SharedClusters(LONG, SHORT);

	private final FakeDashboard dashboard = new FakeDashboard();

	@BeforeEach
	void answer() {
		this.dashboard.answer("GET /api/version", 200, "{\"ray_version\": \"2.60.0\"}");
	}

	@AfterEach
	void close() {
		this.dashboard.close();
	}

	@Test
	void clusterStaysForTheNextOneWithEqualSettings() {
		use("a").close();
		use("a");
		assertThat(this.started).singleElement().satisfies((cluster) -> assertThat(cluster.closed).isFalse());
	}

	@Test
	void clusterIsSharedMeanwhile() {
		RayCluster first = use("a");
		RayCluster second = use("a");
		assertThat(this.started).hasSize(1);
		assertThat(first.directory()).isDirectory().isNotEqualTo(second.directory());
		first.close();
		assertThat(first.directory()).doesNotExist();
		assertThat(second.directory()).isDirectory();
	}

	@Test
	void otherSettingsHaveAnotherClusterAndEndWhatNobodyUses() {
		RayCluster used = use("a");
		use("b").close();
		use("c");
		await().untilAsserted(() -> assertThat(this.started).extracting((cluster) -> cluster.closed)
			.containsExactly(false, true, false));
		used.close();
	}

	@Test
	void oneChangedSettingLeavesTimeToTakeOverTheClusterOfAnother() {
		SharedClusters clusters = new SharedClusters(LONG, LONG);
		use("a", clusters).close();
		use("b", clusters).close();
		use("changed b", clusters);
		use("a", clusters);
		assertThat(this.started).hasSize(3).noneMatch((cluster) -> cluster.closed);
	}

	@Test
	void clusterThatEndedIsStartedAgain() {
		SharedClusters clusters = new SharedClusters(SHORT, SHORT);
		use("a", clusters).close();
		await().untilAsserted(() -> assertThat(this.started.get(0).closed).isTrue());
		use("a", clusters);
		assertThat(this.started).extracting((cluster) -> cluster.closed).containsExactly(true, false);
	}

	@Test
	void clustersWithOtherSettingsStartAtTheSameTime() {
		CyclicBarrier barrier = new CyclicBarrier(2);
		List<CompletableFuture<RayCluster>> uses = Stream.of("a", "b")
			.map((settings) -> CompletableFuture.supplyAsync(() -> this.clusters.of((timeout, onDeath) -> {
				meet(barrier);
				return new Source(settings, this).open(timeout, onDeath);
			}).open(TIMEOUT, this.deaths::add), THREADS))
			.toList();
		uses.forEach(CompletableFuture::join);
		assertThat(this.started).hasSize(2);
	}

	@Test
	void whoeverComesDuringAStartUsesThatCluster() {
		List<CompletableFuture<RayCluster>> uses = Stream.of("a", "a", "a")
			.map((settings) -> CompletableFuture.supplyAsync(() -> use(settings), THREADS))
			.toList();
		assertThat(uses).extracting((use) -> use.join().directory()).doesNotHaveDuplicates();
		assertThat(this.started).hasSize(1);
	}

	@Test
	void clusterThatNobodyUsesEndsAfterAWhile() {
		RayCluster cluster = new SharedClusters(SHORT, LONG).of(new Source("a", this)).open(TIMEOUT, this.deaths::add);
		FakeCluster started = this.started.get(0);
		assertThat(started.closed).isFalse();
		cluster.close();
		await().untilAsserted(() -> assertThat(started.closed).isTrue());
		assertThat(this.deaths).isEmpty();
	}

	@Test
	void clusterThatDiedIsNotHandedOut() {
		RayCluster first = use("a");
		use("a").close();
		this.started.get(0).onDeath.accept("killed");
		assertThat(this.deaths).containsExactly("killed");
		use("a");
		assertThat(this.started).extracting((cluster) -> cluster.closed).containsExactly(false, false);
		first.close();
		await().untilAsserted(
				() -> assertThat(this.started).extracting((cluster) -> cluster.closed).containsExactly(true, false));
	}

	@Test
	void clusterWhoseDashboardIsGoneIsNotHandedOut() {
		use("a").close();
		this.dashboard.close();
		use("a");
		assertThat(this.started).extracting((cluster) -> cluster.closed).containsExactly(true, false);
	}

	@Test
	void clusterThatDiesWhileNobodyUsesItIsEnded() {
		use("a").close();
		this.started.get(0).onDeath.accept("killed");
		assertThat(this.deaths).isEmpty();
		await().untilAsserted(() -> assertThat(this.started.get(0).closed).isTrue());
	}

	@Test
	void clusterThatDoesNotStartIsTriedAgain() {
		RayClusters failing = this.clusters.of((timeout, onDeath) -> {
			throw new IllegalStateException("no Python");
		});
		assertThatIllegalStateException().isThrownBy(() -> failing.open(TIMEOUT, this.deaths::add));
		assertThatIllegalStateException().isThrownBy(() -> failing.open(TIMEOUT, this.deaths::add));
	}

	@Test
	void threadsOfTheClusterDoNotHoldOnToTheApplication() {
		ClassLoader application = new ClassLoader("application", getClass().getClassLoader()) {
		};
		Thread thread = Thread.currentThread();
		ClassLoader classLoader = thread.getContextClassLoader();
		thread.setContextClassLoader(application);
		try {
			use("a");
			assertThat(thread.getContextClassLoader()).isSameAs(application);
		}
		finally {
			thread.setContextClassLoader(classLoader);
		}
		assertThat(this.started.get(0).contextClassLoader).isSameAs(SharedClusters.class.getClassLoader());
	}

	private static void meet(CyclicBarrier barrier) {
		try {
			barrier.await(TIMEOUT.toSeconds(), TimeUnit.SECONDS);
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

	private RayCluster use(String settings) {
		return use(settings, this.clusters);
	}

	private RayCluster use(String settings, SharedClusters clusters) {
		return clusters.of(new Source(settings, this)).open(TIMEOUT, this.deaths::add);
	}

	record Source(String settings, SharedClustersTests test) implements RayClusters {

		@Override
		public RayCluster open(Duration timeout, Consumer<String> onDeath) {
			FakeCluster cluster = new FakeCluster(this.test.folder, this.test.dashboard.address(), onDeath);
			this.test.started.add(cluster);
			return cluster;
		}

	}

	static final class FakeCluster implements RayCluster {

		private final Path directory;

		private final DashboardClient dashboard;

		private final Consumer<String> onDeath;

		private final ClassLoader contextClassLoader = Thread.currentThread().getContextClassLoader();

		private volatile boolean closed;

		FakeCluster(Path directory, URI dashboard, Consumer<String> onDeath) {
			this.directory = directory;
			this.dashboard = new DashboardClient(dashboard, () -> null);
			this.onDeath = onDeath;
		}

		@Override
		public String description() {
			return "cluster";
		}

		@Override
		public String rayVersion() {
			return "2.60.0";
		}

		@Override
		public DashboardClient dashboard() {
			return this.dashboard;
		}

		@Override
		public @Nullable LocalNode localNode() {
			return null;
		}

		@Override
		public int cpusPerNode() {
			return 1;
		}

		@Override
		public boolean canGrow() {
			return false;
		}

		@Override
		public Path directory() {
			return this.directory;
		}

		@Override
		public List<String> workerOutput() {
			return List.of();
		}

		@Override
		public String whereLogsAre() {
			return "nowhere";
		}

		@Override
		public void close() {
			this.dashboard.close();
			this.closed = true;
		}

	}

}
