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

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;

import io.github.raytaskrunner.serialization.BeanReference;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Looks for a bean that can be done without. All who wait for it have one limit together:
 * what takes longer is found by those who come after it was made. Safe for use by several
 * threads.
 */
final class BeanSearch {

	static final Duration LIMIT = Duration.ofSeconds(10);

	private static final Log logger = LogFactory.getLog(BeanSearch.class);

	private final BeanReference reference;

	private final LongSupplier nanoTime;

	private final long start;

	private final AtomicBoolean late = new AtomicBoolean();

	private final Future<@Nullable Object> bean;

	/**
	 * Begin to look for a bean.
	 * @param reference a reference to the bean
	 * @param executor where it is looked for
	 * @param bean gives the bean, or {@code null} if it cannot be had
	 * @param nanoTime the time, as {@link System#nanoTime()}
	 */
	BeanSearch(BeanReference reference, ExecutorService executor, Callable<@Nullable Object> bean,
			LongSupplier nanoTime) {
		this.reference = reference;
		this.nanoTime = nanoTime;
		this.start = nanoTime.getAsLong();
		this.bean = executor.submit(bean);
	}

	/**
	 * Return the bean, after waiting for it if there is time left.
	 * @return the bean, or {@code null} if it is not there, or if the calling thread is
	 * interrupted
	 */
	@Nullable Object await() {
		try {
			long waited = this.nanoTime.getAsLong() - this.start;
			return this.bean.get(Math.max(0, LIMIT.toNanos() - waited), TimeUnit.NANOSECONDS);
		}
		catch (TimeoutException ex) {
			if (this.late.compareAndSet(false, true)) {
				logger.warn("Tasks of this worker do without bean '" + this.reference.name()
						+ "' until it is there: its application context takes more than " + LIMIT.toSeconds()
						+ " seconds to start");
			}
			return null;
		}
		catch (ExecutionException ex) {
			return null;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return null;
		}
	}

}
