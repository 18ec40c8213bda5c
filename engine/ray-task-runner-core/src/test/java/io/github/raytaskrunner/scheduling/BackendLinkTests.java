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

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import io.github.raytaskrunner.scripted.ScriptedBackend;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of {@link BackendLink}.
 */
class BackendLinkTests {

	private static final Duration LIMIT = Duration.ofSeconds(30);

	private final Outbox outbox = new Outbox("ray-scheduler", "The backend");

	private final BackendLink link = new BackendLink(new ScriptedBackend(1), this.outbox);

	private final List<String> done = Collections.synchronizedList(new ArrayList<>());

	@AfterEach
	void close() throws InterruptedException {
		this.outbox.close(LIMIT);
	}

	@Test
	void whatIsPostedIsDoneByWhoeverDelivers() {
		post("first");
		post("second");
		assertThat(this.done).isEmpty();
		this.link.deliver();
		assertThat(this.done).containsExactly("first on " + self(), "second on " + self());
	}

	@Test
	void whatTakesLongIsDoneByAnotherThreadAndSoIsWhatFollows() {
		post("quick");
		this.link.postLong((backend) -> note("long"));
		post("last");
		this.link.deliver();
		awaitDone(3);
		assertThat(this.done.get(0)).isEqualTo("quick on " + self());
		assertThat(this.done.get(1)).startsWith("long on ray-scheduler");
		assertThat(this.done.get(2)).startsWith("last on ray-scheduler");
	}

	@Test
	void whoDeliversDoesNotDoTheWorkOfOthersWithoutEnd() {
		IntStream.range(0, 1_000).forEach((i) -> post("action " + i));
		this.link.deliver();
		awaitDone(1_000);
		assertThat(this.done.stream().filter((one) -> one.endsWith(" on " + self())).count()).isLessThan(1_000);
		assertThat(this.done.stream().map((one) -> one.substring(0, one.indexOf(" on "))))
			.containsExactlyElementsOf(IntStream.range(0, 1_000).mapToObj((i) -> "action " + i).toList());
	}

	@Test
	void whatIsPostedWithinAnActionIsDoneAfterIt() {
		this.link.post((backend) -> {
			post("inner");
			this.link.deliver();
			note("outer");
		});
		this.link.deliver();
		assertThat(this.done).containsExactly("outer on " + self(), "inner on " + self());
	}

	@Test
	void nobodyWaitsForAnActionOfAnotherThread() throws Exception {
		CountDownLatch begun = new CountDownLatch(1);
		CountDownLatch goOn = new CountDownLatch(1);
		this.link.post((backend) -> {
			begun.countDown();
			awaitUninterruptibly(goOn);
			note("slow");
		});
		Thread other = new Thread(this.link::deliver, "other");
		other.start();
		assertThat(begun.await(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
		post("next");
		this.link.deliver();
		assertThat(this.done).isEmpty();
		goOn.countDown();
		other.join(LIMIT.toMillis());
		assertThat(this.done).containsExactly("slow on other", "next on other");
	}

	@Test
	void actionThatFailsDoesNotHoldUpOthers() {
		this.link.post((backend) -> {
			throw new IllegalStateException("for the test");
		});
		post("next");
		this.link.deliver();
		assertThat(this.done).containsExactly("next on " + self());
	}

	@Test
	void threadAtTheEndOfItsStackLeavesTheRestToOthers() {
		IntStream.range(0, 1_000).forEach((i) -> this.link.post((backend) -> deep(50)));
		deliverAtTheEndOfTheStack();
		post("last");
		this.link.deliver();
		awaitDone(1);
	}

	private static int deep(int frames) {
		return (frames > 0) ? deep(frames - 1) + 1 : 0;
	}

	private void deliverAtTheEndOfTheStack() {
		try {
			deliverAtTheEndOfTheStack();
			this.link.deliver();
		}
		catch (StackOverflowError ex) {
			// a frame below has more of it
		}
	}

	@Test
	void whatWasPostedForAConnectionThatIsLostIsNotDone() {
		CountDownLatch goOn = new CountDownLatch(1);
		this.outbox.post(() -> awaitUninterruptibly(goOn));
		post("lost");
		this.link.postLater((backend) -> note("lost later"));
		this.link.down();
		post("next");
		this.link.postLater((backend) -> note("next later"));
		this.link.deliver();
		goOn.countDown();
		awaitDone(2);
		assertThat(this.done.get(0)).isEqualTo("next on " + self());
		assertThat(this.done.get(1)).startsWith("next later on ray-scheduler");
	}

	private void post(String what) {
		this.link.post((backend) -> note(what));
	}

	private void note(String what) {
		this.done.add(what + " on " + self());
	}

	private static String self() {
		return Thread.currentThread().getName();
	}

	private void awaitDone(int count) {
		Awaitility.await().atMost(LIMIT).until(() -> this.done.size() >= count);
	}

	private static void awaitUninterruptibly(CountDownLatch latch) {
		try {
			assertThat(latch.await(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
		}
		catch (InterruptedException ex) {
			throw new AssertionError(ex);
		}
	}

}
