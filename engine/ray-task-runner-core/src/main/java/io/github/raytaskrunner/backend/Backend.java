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

package io.github.raytaskrunner.backend;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;

import io.github.raytaskrunner.BackendInfo;
import io.github.raytaskrunner.ClusterFigures;
import io.github.raytaskrunner.RayTaskRunner;
import io.github.raytaskrunner.attempt.AttemptEvent;
import io.github.raytaskrunner.attempt.Call;
import io.github.raytaskrunner.attempt.Resources;
import io.github.raytaskrunner.waiting.Waiter;
import org.jspecify.annotations.Nullable;

/**
 * Runs calls and keeps their values. A backend knows nothing of graphs, queues or
 * retries: the scheduler hands it a call when it can run.
 * <p>
 * {@link #start} and {@link #stop} are called once each, in this order; the other methods
 * by any thread in between. A backend that loses what it runs on says so
 * ({@link BackendListener#disconnected}), tries on its own to get it back, and says so
 * too ({@link BackendListener#connected}). Meanwhile it drops what it is asked to do and
 * fails what it is asked for, without blocking; it may be asked by a thread that has not
 * yet heard of the loss.
 */
public interface Backend {

	/**
	 * Return what a start does that takes some seconds, to be said before it.
	 * @return the end of a sentence, such as "starting on a temporary Ray cluster", or
	 * {@code null} if a start takes no time
	 */
	default @Nullable String startsBy() {
		return null;
	}

	/**
	 * Start the backend and wait until it can run calls.
	 * @param runner the runner of this backend, for tasks that run in this process and
	 * captured it
	 * @param settings what makes a runner like that one, for tasks that run in another
	 * process: the serialized settings
	 * @param listener told about every attempt, by threads of the backend
	 * @return what is known about the backend
	 * @throws io.github.raytaskrunner.RayTaskRunnerException if the backend cannot start;
	 * nothing is left behind then
	 */
	BackendInfo start(RayTaskRunner runner, byte[] settings, BackendListener listener);

	/**
	 * Run a call. Returns without waiting for it. Of every attempt of the call exactly
	 * one end is reported ({@link AttemptEvent}), unless the backend is disconnected
	 * before.
	 * @param call the call
	 */
	void run(Call call);

	/**
	 * Check whether calls that occupy some resources can ever run. While the backend is
	 * disconnected, what was known last counts.
	 * @param resources the resources
	 * @return what is missing, as the end of a sentence that begins with the demand, if
	 * such calls wait for now but may run once the backend has grown; else {@code null}
	 * @throws IllegalArgumentException if such calls can never run
	 */
	default @Nullable String missing(Resources resources) {
		return null;
	}

	/**
	 * Return whether tasks of this backend can call functions of Python.
	 * @return whether they can
	 */
	default boolean callsPython() {
		return true;
	}

	/**
	 * Call a function of Python on behalf of the task that the calling thread runs, and
	 * wait for it. Its slot is free for others meanwhile.
	 * @param name the name that Ray shows
	 * @param resources what the function occupies
	 * @param request which function to call with what
	 * @return the answer
	 * @throws ProcessDiedException if the process died that ran it
	 * @throws InterruptedException if the calling thread is interrupted; the function
	 * runs on
	 */
	default byte[] callPython(String name, Resources resources, byte[] request) throws InterruptedException {
		throw new IllegalStateException("Functions of Python are called where tasks run, and not from here");
	}

	/**
	 * Return how many calls that need no CPU may run at once. Slots do not limit them,
	 * but each needs a process all the same.
	 * @return the number, always the same
	 */
	default int callsWithoutCpu() {
		return 100;
	}

	/**
	 * Return whether it is heard at present what happens to attempts. Does not wait for
	 * anything.
	 * @return whether it is, as far as is known
	 */
	default boolean isHeard() {
		return true;
	}

	/**
	 * Return the attempt of this backend that the calling thread runs.
	 * @return id of the attempt, or {@code null} if it runs none
	 */
	default @Nullable Long currentAttempt() {
		return null;
	}

	/**
	 * Return figures of the cluster. Does not wait for anything.
	 * @return the figures, or empty if there never is a cluster
	 */
	default Optional<ClusterFigures> cluster() {
		return Optional.empty();
	}

	/**
	 * Cancel a running attempt: interrupt it, and if it has not ended two seconds later,
	 * give up the thread or process that runs it. It is reported as finished or crashed
	 * all the same, once its slot is free again. Does nothing if the attempt has ended.
	 * @param attempt id of the attempt
	 */
	void cancel(long attempt);

	/**
	 * Take back what has not started of the call of an attempt. Each attempt that is
	 * taken back is reported as {@link AttemptEvent.Returned}; nothing else happens to
	 * the others.
	 * @param attempt id of the attempt
	 */
	void takeBack(long attempt);

	/**
	 * Wait until there is room for another value, on behalf of who puts it.
	 * @throws InterruptedException if the calling thread is interrupted
	 */
	default void awaitRoomForValue() throws InterruptedException {
	}

	/**
	 * Keep a value that tasks may read, as if it were that of an attempt.
	 * @param attempt id for the value
	 * @param value the serialized value
	 */
	void put(long attempt, byte[] value);

	/**
	 * Wait until a future is done, on behalf of whoever waits for a task, or for room to
	 * submit one. If that is itself a task of this backend, its slot is free for others
	 * meanwhile.
	 * @param future the future
	 * @param nanos longest time to wait in nanoseconds
	 * @throws TimeoutException if the time is over
	 * @throws InterruptedException if the calling thread is interrupted
	 */
	default void await(CompletableFuture<?> future, long nanos) throws TimeoutException, InterruptedException {
		Waiter.BLOCKING.await(future, nanos);
	}

	/**
	 * Fetch the serialized value of a finished attempt.
	 * @param attempt id of the attempt
	 * @return the value; fails with {@link ValueLostException} if it is gone
	 */
	CompletableFuture<byte[]> fetch(long attempt);

	/**
	 * Forget the values of finished attempts.
	 * @param attempts ids of the attempts
	 */
	void release(List<Long> attempts);

	/**
	 * Stop everything that this backend started, and nothing else. Attempts that still
	 * run are given up; the listener is not told about them.
	 * @param timeout longest time to wait for processes to end on their own
	 */
	void stop(Duration timeout);

}
