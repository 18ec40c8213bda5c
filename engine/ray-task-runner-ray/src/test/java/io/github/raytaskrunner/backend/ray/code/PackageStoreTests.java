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

package io.github.raytaskrunner.backend.ray.code;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.raytaskrunner.RayTaskRunnerException;
import io.github.raytaskrunner.backend.BackendUnavailableException;
import io.github.raytaskrunner.backend.Waits;
import io.github.raytaskrunner.backend.ray.dashboard.DashboardClient;
import io.github.raytaskrunner.backend.ray.dashboard.DashboardException;
import io.github.raytaskrunner.testsupport.FakeDashboard;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link PackageStore}.
 */
class PackageStoreTests {

	private static final Duration NEVER = Duration.ofMinutes(5);

	private static final Duration OFTEN = Duration.ofMillis(20);

	@TempDir
	Path directory;

	private final FakeDashboard dashboard = new FakeDashboard();

	private final DashboardClient client = new DashboardClient(this.dashboard.address(), () -> null);

	private CodePackage first;

	private CodePackage second;

	@BeforeEach
	void createPackages() throws Exception {
		this.first = new CodePackage("first.zip", Files.writeString(this.directory.resolve("first"), "1"), 1);
		this.second = new CodePackage("second.zip", Files.writeString(this.directory.resolve("second"), "2"), 1);
	}

	@AfterEach
	void close() {
		this.client.close();
		this.dashboard.close();
	}

	@Test
	void uploadsInOrderWhatIsAbsent() {
		this.dashboard.packages().put("first.zip", new byte[0]);
		CodePackage third = new CodePackage("third.zip", this.second.file(), 1);
		try (PackageStore store = new PackageStore(this.client, NEVER)) {
			store.store(List.of(this.first, this.second, third));
			assertThat(uploads()).containsExactly("PUT /api/packages/gcs/second.zip",
					"PUT /api/packages/gcs/third.zip");
			assertThat(this.dashboard.packages().get("second.zip")).asString().isEqualTo("2");
		}
	}

	@Test
	void uploadsNothingTheSecondTime() {
		try (PackageStore store = new PackageStore(this.client, NEVER)) {
			store.store(List.of(this.first, this.second));
			this.dashboard.requests().clear();
			store.store(List.of(this.first, this.second));
			assertThat(uploads()).isEmpty();
		}
	}

	@Test
	void asksForAPackageAfterItsUpload() {
		try (PackageStore store = new PackageStore(this.client, NEVER)) {
			store.store(List.of(this.first));
			assertThat(this.dashboard.requests()).containsExactly("GET /api/packages/gcs/first.zip",
					"PUT /api/packages/gcs/first.zip", "GET /api/packages/gcs/first.zip");
		}
	}

	@Test
	void makesAndUploadsPackagesWhileOthersGoOn() {
		CountDownLatch wanted = new CountDownLatch(1);
		try (PackageStore store = new PackageStore(this.client, NEVER)) {
			Future<CodePackages> stored = store.store(() -> {
				Waits.await(() -> wanted.await(1, TimeUnit.MINUTES));
				return new CodePackages(List.of(this.first, this.second));
			});
			assertThat(stored).isNotDone();
			wanted.countDown();
			assertThat(PackageStore.await(stored).packages()).containsExactly(this.first, this.second);
			assertThat(this.dashboard.packages()).containsOnlyKeys("first.zip", "second.zip");
		}
	}

	@Test
	void failsWithWhatKeptPackagesFromBeingMade() {
		BackendUnavailableException failure = new BackendUnavailableException("too large", "shrink it", null);
		try (PackageStore store = new PackageStore(this.client, NEVER)) {
			assertThatExceptionOfType(BackendUnavailableException.class)
				.isThrownBy(() -> PackageStore.await(store.store(() -> {
					throw failure;
				})))
				.isSameAs(failure);
			assertThatExceptionOfType(RayTaskRunnerException.class)
				.isThrownBy(() -> PackageStore.await(store.store(() -> {
					throw new UncheckedIOException(new IOException("disk full"));
				})))
				.withMessageContaining("disk full");
		}
	}

	@Test
	void failsIfTheClusterDoesNotTakeAPackage() {
		this.dashboard.answer("PUT /api/packages/gcs/first.zip", 500, "disk full");
		try (PackageStore store = new PackageStore(this.client, NEVER)) {
			assertThatExceptionOfType(DashboardException.class).isThrownBy(() -> store.store(List.of(this.first)))
				.withMessageContaining("disk full");
		}
	}

	@Test
	void renewsPackagesWhileItIsOpen() {
		try (PackageStore store = new PackageStore(this.client, OFTEN)) {
			store.store(List.of(this.first, this.second));
			this.dashboard.requests().clear();
			await().untilAsserted(() -> assertThat(this.dashboard.requests())
				.contains("GET /api/packages/gcs/first.zip", "GET /api/packages/gcs/second.zip"));
			assertThat(uploads()).isEmpty();
		}
		await().untilAsserted(() -> assertThat(renewalThreads()).isEmpty());
	}

	@Test
	void uploadsAgainWhatIsGone() {
		try (PackageStore store = new PackageStore(this.client, OFTEN)) {
			store.store(List.of(this.first));
			this.dashboard.packages().clear();
			await().untilAsserted(() -> assertThat(this.dashboard.packages()).containsKey("first.zip"));
		}
	}

	@Test
	void goesOnAfterAFailedRenewal() {
		try (PackageStore store = new PackageStore(this.client, OFTEN)) {
			store.store(List.of(this.first, this.second));
			this.dashboard.answer("GET /api/packages/gcs/first.zip", 500, "not now");
			this.dashboard.answer("GET /api/packages/gcs/second.zip", 500, "not now");
			this.dashboard.requests().clear();
			await().untilAsserted(() -> assertThat(this.dashboard.requests()).hasSizeGreaterThan(4));
			this.dashboard.packages().clear();
			this.dashboard.forget("GET /api/packages/gcs/first.zip");
			this.dashboard.forget("GET /api/packages/gcs/second.zip");
			await()
				.untilAsserted(() -> assertThat(this.dashboard.packages()).containsOnlyKeys("first.zip", "second.zip"));
		}
	}

	@Test
	void goesOnAfterAnErrorDuringARenewal() {
		AtomicInteger errors = new AtomicInteger();
		Path broken = (Path) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] { Path.class },
				(proxy, method, arguments) -> {
					errors.incrementAndGet();
					throw new LinkageError("provoked");
				});
		this.dashboard.packages().put("first.zip", new byte[0]);
		try (PackageStore store = new PackageStore(this.client, OFTEN)) {
			store.store(List.of(new CodePackage("first.zip", broken, 1), this.second));
			this.dashboard.packages().clear();
			await().untilAsserted(() -> assertThat(errors).hasValueGreaterThan(1));
			await().untilAsserted(() -> assertThat(this.dashboard.packages()).containsOnlyKeys("second.zip"));
		}
	}

	@Test
	void refusesToRenewTooLate() {
		assertThatIllegalArgumentException().isThrownBy(() -> new PackageStore(this.client, Duration.ofSeconds(301)));
		assertThatIllegalArgumentException().isThrownBy(() -> new PackageStore(this.client, Duration.ZERO));
	}

	private List<String> uploads() {
		return this.dashboard.requests().stream().filter((request) -> request.startsWith("PUT")).toList();
	}

	private static List<String> renewalThreads() {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.map(Thread::getName)
			.filter((name) -> name.startsWith("ray-packages"))
			.toList();
	}

}
