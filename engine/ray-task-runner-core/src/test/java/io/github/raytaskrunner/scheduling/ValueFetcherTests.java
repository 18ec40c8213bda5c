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

package io.github.raytaskrunner.scheduling;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import io.github.raytaskrunner.backend.ValueLostException;
import io.github.raytaskrunner.scripted.ScriptedBackend;
import io.github.raytaskrunner.scripted.ScriptedRunnerTests;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.util.ReflectionUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of values that are being fetched when the backend is lost.
 */
class ValueFetcherTests {

	private final Outbox outbox = new Outbox("ray-scheduler", "The backend");

	private final BackendLink link = new BackendLink(new ScriptedBackend(1), this.outbox);

	private final ValueFetcher fetcher = new ValueFetcher(this.link);

	@AfterEach
	void close() throws Exception {
		this.fetcher.close("end of the test");
		this.outbox.close(ScriptedRunnerTests.LIMIT);
	}

	@Test
	void lossIsToldByAnotherThread() throws Exception {
		CompletableFuture<byte[]> value = this.fetcher.fetch(1);
		CompletableFuture<String> thread = value.handle((bytes, ex) -> Thread.currentThread().getName());
		this.fetcher.failAll("the cluster is gone");
		assertThat(thread.get(30, TimeUnit.SECONDS)).startsWith("ray-lost-values");
		assertThat(value).failsWithin(ScriptedRunnerTests.LIMIT)
			.withThrowableThat()
			.havingCause()
			.isInstanceOf(ValueLostException.class)
			.withMessage("the cluster is gone");
	}

	@Test
	void valueThatIsAskedForAfterwardsIsNotLost() throws Exception {
		CompletableFuture<byte[]> before = this.fetcher.fetch(1);
		this.fetcher.failAll("the cluster is gone");
		CompletableFuture<byte[]> after = this.fetcher.fetch(2);
		before.handle((bytes, ex) -> List.of()).get(30, TimeUnit.SECONDS);
		assertThat(after).isNotDone();
	}

	@ParameterizedTest
	@MethodSource
	void whateverTheBackendThrowsFailsTheFetch(Throwable failure) {
		BackendLink link = new BackendLink(new ScriptedBackend(1) {

			@Override
			public CompletableFuture<byte[]> fetch(long attempt) {
				ReflectionUtils.rethrowRuntimeException(failure);
				throw new AssertionError();
			}

		}, this.outbox);
		CompletableFuture<byte[]> value = new ValueFetcher(link).fetch(1);
		link.deliver();
		assertThat(value).failsWithin(ScriptedRunnerTests.LIMIT).withThrowableThat().havingCause().isSameAs(failure);
	}

	static Stream<Throwable> whateverTheBackendThrowsFailsTheFetch() {
		return Stream.of(new IllegalStateException("closed"), new NoClassDefFoundError("missing"));
	}

	@Test
	void nothingIsFetchedOnceClosed() {
		CompletableFuture<byte[]> before = this.fetcher.fetch(1);
		this.fetcher.close("the runner was stopped");
		assertThat(before).isCompletedExceptionally();
		assertThat(this.fetcher.fetch(2)).isCompletedExceptionally();
	}

}
