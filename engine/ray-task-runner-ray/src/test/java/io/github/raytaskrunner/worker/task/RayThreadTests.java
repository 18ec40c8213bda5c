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

package io.github.raytaskrunner.worker.task;

import java.util.ArrayList;
import java.util.List;

import io.github.raytaskrunner.threads.CleanThreads;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests of {@link RayThread}.
 */
class RayThreadTests {

	private final RayThread rayThread = new RayThread(
			new CleanThreads("task", getClass().getClassLoader(), (thread, ex) -> {
			}));

	@Test
	void taskRunsElsewhereAndItsErrandsHere() {
		List<Thread> threads = new ArrayList<>();
		String result = this.rayThread.call(() -> {
			threads.add(Thread.currentThread());
			run(() -> threads.add(Thread.currentThread()));
			return "result";
		});
		assertThat(result).isEqualTo("result");
		assertThat(threads).hasSize(2).last().isSameAs(Thread.currentThread());
		assertThat(threads.get(0).getName()).startsWith("task");
	}

	@Test
	void errandReturnsAValue() {
		assertThat(this.rayThread.<Thread>call(() -> {
			try {
				return this.rayThread.run(Thread::currentThread);
			}
			catch (InterruptedException ex) {
				throw new IllegalStateException(ex);
			}
		})).isSameAs(Thread.currentThread());
	}

	@Test
	void errandOfAnotherThreadIsDoneThere() {
		List<Thread> threads = new ArrayList<>();
		run(() -> threads.add(Thread.currentThread()));
		assertThat(threads).containsExactly(Thread.currentThread());
	}

	@Test
	void interruptReachesTheTask() {
		Thread caller = Thread.currentThread();
		assertThat(this.rayThread.<Boolean>call(() -> {
			caller.interrupt();
			try {
				Thread.sleep(60_000);
				return false;
			}
			catch (InterruptedException ex) {
				return true;
			}
		})).isTrue();
		assertThat(Thread.interrupted()).isFalse();
	}

	@Test
	void failureOfAnErrandIsThatOfWhoeverAskedForIt() {
		assertThatIllegalArgumentException().isThrownBy(() -> this.rayThread.<Boolean>call(() -> {
			run(() -> {
				throw new IllegalArgumentException("of the errand");
			});
			return true;
		})).withMessage("of the errand");
		assertThat(this.rayThread.<String>call(() -> "next")).isEqualTo("next");
	}

	private void run(Runnable errand) {
		try {
			this.rayThread.run(errand);
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
