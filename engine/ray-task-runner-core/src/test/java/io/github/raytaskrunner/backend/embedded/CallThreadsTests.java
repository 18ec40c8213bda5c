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

package io.github.raytaskrunner.backend.embedded;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;

import io.github.raytaskrunner.attempt.Attempt;
import io.github.raytaskrunner.attempt.Call;
import io.github.raytaskrunner.attempt.Resources;
import io.github.raytaskrunner.attempt.TestAttempts;
import io.github.raytaskrunner.threads.TaskThreads;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of {@link CallThreads}.
 */
class CallThreadsTests {

	private static final String REASON = "no thread could be started for it: java.lang.OutOfMemoryError: "
			+ "unable to create native thread";

	private final List<String> told = new ArrayList<>();

	private final Queue<Runnable> started = new ArrayDeque<>();

	private int missing;

	private final CallThreads threads = new CallThreads(new ResourceLimits(Map.of("CPU", 1.0)), new ScarceThreads(),
			new ScarceThreads(), new Work());

	private static CallRun run(long... attempts) {
		List<Attempt> all = new ArrayList<>();
		for (long attempt : attempts) {
			all.add(TestAttempts.of(attempt, new byte[0]));
		}
		return new CallRun(new Call("test", new Resources(Map.of("CPU", 1.0), "", null), all));
	}

	@Test
	void callForWhichThereIsNoThreadDiesAndLeavesItsResourcesToOthers() {
		this.missing = 1;
		this.threads.run(run(1, 2));
		this.threads.run(run(3));
		runAll();
		assertThat(this.told).containsExactly("[1, 2] died: " + REASON, "ran 3");
	}

	@Test
	void callThatWaitsRunsThoughThereWasNoThreadForTheOneBeforeIt() {
		this.threads.run(run(1));
		this.threads.run(run(2));
		this.threads.run(run(3));
		this.missing = 1;
		runAll();
		assertThat(this.told).containsExactly("ran 1", "[2] died: " + REASON, "ran 3");
	}

	@Test
	void callThatIsGivenUpWhileItWaitsGivesItsResourcesBackOnce() {
		CallRun waiting = run(1);
		this.threads.run(waiting);
		this.threads.lend(waiting);
		this.threads.ended(waiting);
		this.threads.takeBack(waiting);
		this.threads.run(run(2));
		this.threads.run(run(3));
		assertThat(this.started).hasSize(2);
	}

	private void runAll() {
		while (!this.started.isEmpty()) {
			this.started.remove().run();
		}
	}

	/**
	 * Threads of which there are not always enough.
	 */
	private final class ScarceThreads implements TaskThreads {

		@Override
		public void execute(Runnable action) {
			if (CallThreadsTests.this.missing > 0) {
				CallThreadsTests.this.missing--;
				throw new OutOfMemoryError("unable to create native thread");
			}
			CallThreadsTests.this.started.add(action);
		}

		@Override
		public void interruptAll() {
			// nothing runs
		}

	}

	private final class Work implements CallThreads.Work {

		@Override
		public void run(CallRun run, Attempt attempt) {
			CallThreadsTests.this.told.add("ran " + attempt.id());
			run.endCurrent();
		}

		@Override
		public void died(List<Attempt> attempts, String reason) {
			CallThreadsTests.this.told.add(attempts.stream().map(Attempt::id).toList() + " died: " + reason);
		}

	}

}
