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

package io.github.raytaskrunner.worker;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

import io.github.raytaskrunner.attempt.Attempt;
import io.github.raytaskrunner.attempt.AttemptEvent.Crashed;
import io.github.raytaskrunner.attempt.AttemptEvent.Finished;
import io.github.raytaskrunner.attempt.AttemptEvent.Returned;
import io.github.raytaskrunner.attempt.AttemptEvent.Started;
import io.github.raytaskrunner.attempt.AttemptResult;
import io.github.raytaskrunner.attempt.TestAttempts;
import io.github.raytaskrunner.wire.Batch;
import io.github.raytaskrunner.wire.DriverAddress;
import io.github.raytaskrunner.wire.ResultFrame.Entry;
import io.github.raytaskrunner.wire.ResultFrame.Status;
import io.github.raytaskrunner.wire.ToDriver;
import io.github.raytaskrunner.wire.ToWorker;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests of {@link LeasedWork}, {@link Reporter} and {@link DriverConnection}: a worker
 * during one call of Ray.
 */
class LeasedWorkTests {

	private final Reporter reporter = new Reporter();

	private final AttemptCanceller canceller = new AttemptCanceller();

	private final DriverEnd driver = new DriverEnd();

	LeasedWorkTests() throws IOException {
	}

	@AfterEach
	void close() throws IOException {
		this.reporter.close();
		this.driver.close();
	}

	@Test
	void batchesFollowOneAnotherUntilTheLeaseEnds() throws IOException {
		LeasedWork work = lease(1);
		this.driver.send(new ToWorker.Run(1, batch(1, 2)));
		run(work, 1);
		run(work, 2);
		this.driver.send(new ToWorker.Run(1, batch(3)));
		this.driver.send(new ToWorker.End(1));
		run(work, 3);
		assertThat(work.next()).isNull();
		for (long id = 1; id <= 3; id++) {
			assertThat(this.driver.receiveEnd()).isInstanceOf(Finished.class).extracting("attempt").isEqualTo(id);
		}
		assertThat(work.results()).extracting(Entry::attempt).containsExactly(3L);
	}

	@Test
	void connectionServesSeveralLeases() throws IOException {
		LeasedWork first = lease(1);
		this.driver.send(new ToWorker.End(1));
		assertThat(first.next()).isNull();
		LeasedWork second = work(this.driver.address(), 2, Batch.EMPTY, true);
		assertThat(this.reporter.connect(this.driver.address(), 2, second)).isTrue();
		assertThat(this.driver.receive()).isEqualTo(new ToDriver.Ready(2));
		this.driver.send(new ToWorker.End(1));
		this.driver.send(new ToWorker.Run(2, batch(1)));
		run(second, 1);
	}

	@Test
	void batchThatCameWithTheCallIsAllThatIsRun() throws IOException {
		LeasedWork work = work(this.driver.address(), 1, batch(1, 2), false);
		this.reporter.connect(this.driver.address(), 1, work);
		this.driver.accept(1);
		run(work, 1);
		run(work, 2);
		assertThat(work.next()).isNull();
		assertThat(work.results()).extracting(Entry::attempt).containsExactly(1L, 2L);
	}

	@Test
	void whatHasEndedIsToldWhileTheNextRuns() throws IOException {
		LeasedWork work = lease(1);
		this.driver.send(new ToWorker.Run(1, batch(1, 2)));
		run(work, 1);
		begin(work, 2);
		assertThat(this.driver.receiveEnd()).isInstanceOf(Finished.class);
		assertThat(this.driver.receiveEvent()).isEqualTo(new Started(2));
	}

	@Test
	void whatWasToldAsRunningIsToldAsEndedBeforeTheNextBegins() throws IOException {
		LeasedWork work = lease(1);
		this.driver.send(new ToWorker.Run(1, batch(1, 2)));
		begin(work, 1);
		assertThat(this.driver.receiveEvent()).isEqualTo(new Started(1));
		work.end(value(1));
		assertThat(this.driver.receiveEvent()).isInstanceOf(Finished.class);
		begin(work, 2);
	}

	@Test
	void noMoreAreBegunWithoutBeingToldThanADriverExpects() throws IOException {
		LeasedWork work = lease(1);
		long[] ids = LongStream.rangeClosed(1, 2 * Batch.MAX_UNTOLD).toArray();
		this.driver.send(new ToWorker.Run(1, batch(ids)));
		for (int i = 1; i < Batch.MAX_UNTOLD; i++) {
			run(work, i);
		}
		for (int i = 1; i < Batch.MAX_UNTOLD; i++) {
			assertThat(this.driver.receiveEnd().attempt()).isEqualTo(i);
		}
	}

	@Test
	void timeThatItRanIsTold() throws IOException {
		LeasedWork work = lease(1);
		this.driver.send(new ToWorker.Run(1, batch(1)));
		long before = System.nanoTime();
		run(work, 1);
		long atMost = System.nanoTime() - before;
		this.driver.send(new ToWorker.End(1));
		assertThat(work.next()).isNull();
		assertThat(this.driver.receiveEnd()).isInstanceOfSatisfying(Finished.class,
				(finished) -> assertThat(finished.nanos()).isBetween(1L, atMost));
	}

	@Test
	void whatHasNotStartedIsGivenBack() throws IOException {
		LeasedWork work = lease(1);
		this.driver.send(new ToWorker.Run(1, batch(1, 2, 3)));
		begin(work, 1);
		assertThat(this.driver.receiveEvent()).isEqualTo(new Started(1));
		this.driver.send(new ToWorker.TakeBack(9));
		this.driver.send(new ToWorker.TakeBack(1));
		assertThat(this.driver.receiveEnd()).isEqualTo(new Returned(2));
		assertThat(this.driver.receiveEvent()).isEqualTo(new Returned(3));
		work.end(value(1));
		this.driver.send(new ToWorker.End(1));
		assertThat(work.next()).isNull();
		assertThat(work.results()).extracting(Entry::attempt).containsExactly(1L);
	}

	@Test
	void batchIsGivenBackThoughThatIsAskedBeforeItBegins() throws IOException {
		LeasedWork work = lease(1);
		this.driver.send(new ToWorker.TakeBack(2));
		this.driver.send(new ToWorker.Run(1, batch(1, 2)));
		this.driver.send(new ToWorker.End(1));
		assertThat(work.next()).isNull();
		assertThat(this.driver.receiveEnd()).isEqualTo(new Returned(1));
		assertThat(this.driver.receiveEnd()).isEqualTo(new Returned(2));
	}

	@Test
	void interruptThatComesLateEndsNoLease() throws IOException {
		LeasedWork work = lease(1);
		Thread.currentThread().interrupt();
		this.driver.send(new ToWorker.Run(1, batch(1)));
		run(work, 1);
	}

	@Test
	void cancelledAttemptIsNotRun() throws IOException {
		LeasedWork work = lease(1);
		this.driver.send(new ToWorker.Cancel(1));
		this.driver.send(new ToWorker.Run(1, batch(1, 2)));
		run(work, 2);
		assertThat(this.driver.receiveEnd()).isInstanceOf(Crashed.class).extracting("attempt").isEqualTo(1L);
		assertThat(work.results()).extracting(Entry::status).containsExactly(Status.NOT_RUN, Status.COMPLETED);
	}

	@Test
	void largeResultEndsTheLeaseAfterItsBatch() throws IOException {
		LeasedWork work = lease(1);
		this.driver.send(new ToWorker.Run(1, batch(1, 2)));
		begin(work, 1);
		work.end(value(AttemptResult.MAX_PUSHED_BYTES + 1));
		run(work, 2);
		assertThat(work.next()).isNull();
		assertThat(this.driver.receiveEnd()).isInstanceOfSatisfying(Finished.class,
				(finished) -> assertThat(finished.result().value()).isNull());
		assertThat(work.results().get(0).bytes().remaining()).isEqualTo(AttemptResult.MAX_PUSHED_BYTES + 1);
	}

	@Test
	void leaseEndsAfterTheAttemptThatRunsWhenTheDriverHangsUp() throws IOException {
		LeasedWork work = lease(1);
		this.driver.send(new ToWorker.Run(1, batch(1, 2)));
		begin(work, 1);
		this.driver.hangUp();
		await().until(LeasedWorkTests::nobodyReads);
		work.end(value(1));
		assertThat(work.next()).isNull();
		assertThat(work.results()).extracting(Entry::attempt).containsExactly(1L);
	}

	@Test
	void driverThatCannotBeReachedIsSaid() throws IOException {
		DriverAddress address = this.driver.address();
		this.driver.close();
		assertThat(this.reporter.connect(address, 1, work(address, 1, Batch.EMPTY, true))).isFalse();
		LeasedWork work = work(address, 2, batch(1), false);
		assertThat(this.reporter.connect(address, 2, work)).isFalse();
		run(work, 1);
		assertThat(work.next()).isNull();
		assertThat(work.results()).extracting(Entry::attempt).containsExactly(1L);
	}

	@Test
	void attemptThatCannotBeRunTakesNoOtherAlong() throws IOException {
		LeasedWork work = lease(1);
		this.driver.send(new ToWorker.Run(1, batch(1, 2)));
		begin(work, 1);
		work.abandon("no value");
		assertThat(this.driver.receiveEnd()).isEqualTo(new Crashed(1, "no value"));
		assertThat(work.results()).extracting(Entry::attempt).containsExactly(1L);
	}

	private LeasedWork lease(long id) throws IOException {
		LeasedWork work = work(this.driver.address(), id, Batch.EMPTY, true);
		assertThat(this.reporter.connect(this.driver.address(), id, work)).isTrue();
		this.driver.accept(id);
		return work;
	}

	private LeasedWork work(DriverAddress address, long id, Batch batch, boolean goesOn) {
		return new LeasedWork(address, id, batch, goesOn, new UpstreamValues(Map.of(), new byte[0][]), this.reporter,
				LossySender.ofLines(this.reporter::send), LossySender.ofChanges(this.reporter::send), this.canceller);
	}

	private static boolean nobodyReads() {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.noneMatch((thread) -> thread.getName().equals("ray-task-runner-driver-connection"));
	}

	private static void run(LeasedWork work, long id) {
		begin(work, id);
		work.end(value(1));
	}

	private static void begin(LeasedWork work, long id) {
		Attempt attempt = work.next();
		assertThat(attempt).isNotNull();
		assertThat(attempt.id()).isEqualTo(id);
	}

	private static AttemptResult value(int size) {
		return new AttemptResult(false, new byte[size]);
	}

	private static Batch batch(long... ids) {
		List<Attempt> attempts = Arrays.stream(ids).mapToObj((id) -> TestAttempts.of(id, new byte[0])).toList();
		return new Batch(attempts, Map.of());
	}

}
