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

package io.github.raytaskrunner.driver;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

import io.github.raytaskrunner.attempt.AttemptListener;
import io.github.raytaskrunner.attempt.Call;
import io.github.raytaskrunner.calls.ProbeException;
import io.github.raytaskrunner.protocol.Capacity;
import io.github.raytaskrunner.protocol.Hello;
import io.github.raytaskrunner.protocol.Welcome;
import org.jspecify.annotations.Nullable;

/**
 * What a driver offers to its application.
 */
interface Cluster {

	/**
	 * Set who is told how attempts end, or {@code null} if nobody listens any more.
	 */
	void setListener(@Nullable AttemptListener listener);

	/**
	 * Connect to the cluster, and wait until it runs calls. Nothing else can be asked of
	 * it before.
	 * @param hello what the application says about itself
	 * @return what is known about the cluster
	 * @throws ProbeException if it does not run calls, or not in time
	 * @throws IOException if workers cannot be listened to
	 */
	Welcome connect(Hello hello) throws ProbeException, IOException;

	/**
	 * Tell from now on how what the cluster offers changes.
	 * @param last what it offered last
	 * @param onChange told about changes, until this process ends
	 */
	void watch(Capacity last, Consumer<Capacity> onChange);

	void run(Call call);

	/**
	 * Keep a value as if it were that of an attempt.
	 * @return done when another value can be taken
	 */
	CompletionStage<Void> put(long attempt, byte[] value);

	void cancel(long attempt);

	/**
	 * Take back what has not started of the call of an attempt.
	 */
	void takeBack(long attempt);

	/**
	 * Get a value, or {@code null} if it is not known (any more).
	 */
	@Nullable ByteBuffer fetch(long attempt) throws Exception;

	void release(long attempt);

}
