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

package io.github.raytaskrunner.benchmarks.workload;

import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

import org.h2.jdbcx.JdbcConnectionPool;
import org.jobrunr.configuration.JobRunr;
import org.jobrunr.scheduling.BackgroundJob;
import org.jobrunr.server.BackgroundJobServerConfiguration;
import org.jobrunr.storage.sql.h2.H2StorageProvider;

/**
 * JobRunr on a database in memory, all in this process, which spares it every network.
 * Its jobs have no values: they count by themselves.
 */
public final class JobRunrImplementations implements Implementations {

	private final AtomicLong sum = new AtomicLong();

	private volatile CountDownLatch unfinished = new CountDownLatch(0);

	private final JdbcConnectionPool database = JdbcConnectionPool.create("jdbc:h2:mem:jobs", "sa", "");

	public JobRunrImplementations() {
		JobRunr.configure()
			.useJobActivator(this::activate)
			.useStorageProvider(new H2StorageProvider(this.database))
			.useBackgroundJobServer(BackgroundJobServerConfiguration.usingStandardBackgroundJobServerConfiguration()
				.andWorkerCount(Runtime.getRuntime().availableProcessors())
				.andPollIntervalInSeconds(5))
			.initialize();
	}

	@Override
	public Map<Workload, Implementation> all() {
		return Map.of(Workload.MAP, Implementation.timed(this::map));
	}

	private <T> T activate(Class<T> type) {
		return type.cast(this);
	}

	private long map(int size) throws InterruptedException {
		this.sum.set(0);
		this.unfinished = new CountDownLatch(size);
		BackgroundJob.<JobRunrImplementations, Integer>enqueue(IntStream.range(0, size).boxed(),
				(jobs, number) -> jobs.add(number));
		this.unfinished.await();
		return this.sum.get();
	}

	/**
	 * The job.
	 * @param number a number
	 */
	public void add(int number) {
		this.sum.addAndGet(number + 1);
		this.unfinished.countDown();
	}

	@Override
	public void close() {
		JobRunr.destroy();
		this.database.dispose();
	}

}
