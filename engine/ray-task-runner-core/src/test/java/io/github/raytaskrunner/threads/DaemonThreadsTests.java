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

package io.github.raytaskrunner.threads;

import java.net.URL;
import java.net.URLClassLoader;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link DaemonThreads}.
 */
class DaemonThreadsTests {

	@Test
	void areNamedAndEndWithTheProcess() {
		DaemonThreads threads = new DaemonThreads("some");
		assertThat(threads.newThread(() -> {
		}).getName()).isEqualTo("some-1");
		Thread second = threads.newThread(() -> {
		});
		assertThat(second.getName()).isEqualTo("some-2");
		assertThat(second.isDaemon()).isTrue();
	}

	@Test
	void haveNothingOfWhoStartsThem() throws Exception {
		InheritableThreadLocal<String> local = new InheritableThreadLocal<>();
		DaemonThreads threads = new DaemonThreads("some");
		ClassLoader creators = Thread.currentThread().getContextClassLoader();
		CompletableFuture<String> seen = new CompletableFuture<>();
		try (URLClassLoader other = new URLClassLoader(new URL[0])) {
			local.set("of the starter");
			Thread.currentThread().setContextClassLoader(other);
			Thread thread = threads.newThread(() -> seen.complete(String.valueOf(local.get())));
			assertThat(thread.getContextClassLoader()).isSameAs(creators);
			thread.start();
			assertThat(seen.join()).isEqualTo("null");
		}
		finally {
			local.remove();
			Thread.currentThread().setContextClassLoader(creators);
		}
	}

}
