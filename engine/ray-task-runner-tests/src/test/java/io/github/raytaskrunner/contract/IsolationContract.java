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

package io.github.raytaskrunner.contract;

import java.net.URL;
import java.net.URLClassLoader;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import io.github.raytaskrunner.RayTaskFuture;
import io.github.raytaskrunner.RayTaskRunner;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a task knows of those before it, and of whoever submits it: nothing.
 */
abstract class IsolationContract extends ContractPart {

	private static final ThreadLocal<@Nullable String> LOCAL = new ThreadLocal<>();

	private static final InheritableThreadLocal<@Nullable String> USER = new InheritableThreadLocal<>();

	IsolationContract(RunnerContract contract) {
		super(contract);
	}

	// tracee/tracee#122
	@Test
	void taskDoesNotInheritThreadLocals() {
		try {
			for (String user : List.of("Alice", "Bob")) {
				USER.set(user);
				assertThat(runner().submit(() -> String.valueOf(USER.get())).result()).isEqualTo("null");
				assertThat(runner().map((item) -> String.valueOf(USER.get()), List.of(1, 2, 3)).result())
					.containsOnly("null");
			}
		}
		finally {
			USER.remove();
		}
	}

	@Test
	void callbackDoesNotInheritThreadLocals() throws Exception {
		String gate = newFile();
		CompletableFuture<String> seen = new CompletableFuture<>();
		try {
			USER.set("Alice");
			RayTaskFuture<@Nullable Void> future = runner().execute(() -> awaitFile(gate));
			future.onDone((done) -> seen.complete(String.valueOf(USER.get())));
			touch(gate);
			assertThat(seen.get(LIMIT.toSeconds(), TimeUnit.SECONDS)).isEqualTo("null");
		}
		finally {
			USER.remove();
		}
	}

	@Test
	void nothingThatATaskLeavesInItsThreadReachesTheNext() {
		for (int i = 0; i < 10; i++) {
			assertThat(runner().submit(IsolationContract::lookAndLeave).result()).isEmpty();
		}
	}

	@Test
	void nothingThatASmallTaskLeavesReachesTheOthersOfItsCall() {
		assertThat(runner().map((item) -> lookAndLeave(), IntStream.range(0, 500).boxed().toList()).result())
			.allMatch(String::isEmpty);
	}

	@Test
	void nothingThatANestedTaskLeavesReachesTheNext() {
		RayTaskRunner runner = runner();
		assertThat(runner.submit(() -> {
			String seen = lookAndLeave();
			Thread.interrupted();
			for (int i = 0; i < 10; i++) {
				seen += runner.submit(IsolationContract::lookAndLeave).result();
			}
			return seen;
		}).result()).isEmpty();
	}

	private static String lookAndLeave() {
		Thread thread = Thread.currentThread();
		StringBuilder seen = new StringBuilder();
		note(seen, "thread-local", LOCAL.get());
		note(seen, "inheritable thread-local", USER.get());
		note(seen, "MDC", MDC.get("user"));
		note(seen, "name", thread.getName().contains("Alice"));
		note(seen, "priority", thread.getPriority() != Thread.NORM_PRIORITY);
		note(seen, "interrupt", thread.isInterrupted());
		note(seen, "class loader", thread.getContextClassLoader() instanceof LeftClassLoader);
		note(seen, "exception handler", Objects.toString(thread.getUncaughtExceptionHandler()).contains("Alice"));
		LOCAL.set("Alice");
		USER.set("Alice");
		MDC.put("user", "Alice");
		thread.setName("thread of Alice");
		thread.setPriority(Thread.MIN_PRIORITY);
		thread.setContextClassLoader(new LeftClassLoader());
		thread.setUncaughtExceptionHandler(new LeftHandler());
		thread.interrupt();
		return seen.toString();
	}

	private static void note(StringBuilder seen, String what, @Nullable Object value) {
		if (value != null && !Boolean.FALSE.equals(value)) {
			seen.append(what).append(": ").append(value).append("; ");
		}
	}

	private static final class LeftClassLoader extends URLClassLoader {

		LeftClassLoader() {
			super(new URL[0], IsolationContract.class.getClassLoader());
		}

	}

	private static final class LeftHandler implements Thread.UncaughtExceptionHandler {

		@Override
		public void uncaughtException(Thread thread, Throwable ex) {
			// never called
		}

		@Override
		public String toString() {
			return "handler of Alice";
		}

	}

}
