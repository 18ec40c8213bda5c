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

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

import org.redisson.api.RExecutorService;
import org.redisson.api.RedissonClient;
import redis.embedded.RedisServer;

/**
 * Redisson's executor: a client and a process with workers, on a Redis.
 */
public final class RedissonImplementations implements Implementations {

	private final RedisServer redis;

	private final Companion worker;

	private final RedissonClient client;

	private final RExecutorService executor;

	public RedissonImplementations() throws IOException {
		int port = FreePorts.next();
		this.redis = RedisServer.newRedisServer().port(port).setting("bind 127.0.0.1").setting("save \"\"").build();
		this.redis.start();
		this.worker = Companion.java(RedissonWorker.class, port);
		this.client = RedissonWorker.connect(port);
		this.executor = this.client.getExecutorService(RedissonWorker.EXECUTOR);
	}

	@Override
	public Map<Workload, Implementation> all() {
		return Map.of(Workload.SUBMIT, Implementation.timed(this::submit), Workload.MAP,
				Implementation.timed(this::map));
	}

	private long submit(int size) throws ExecutionException, InterruptedException {
		List<Future<Integer>> futures = new ArrayList<>(size);
		for (int i = 0; i < size; i++) {
			futures.add(this.executor.submitAsync(new Successor(i)).toCompletableFuture());
		}
		return sum(futures);
	}

	private long map(int size) throws ExecutionException, InterruptedException {
		Successor[] tasks = new Successor[size];
		for (int i = 0; i < size; i++) {
			tasks[i] = new Successor(i);
		}
		List<Future<Integer>> futures = new ArrayList<>(size);
		this.executor.submit(tasks)
			.getTaskFutures()
			.forEach((future) -> futures.add(future.toCompletableFuture().thenApply(Integer.class::cast)));
		return sum(futures);
	}

	private static long sum(List<Future<Integer>> futures) throws ExecutionException, InterruptedException {
		long sum = 0;
		for (Future<Integer> future : futures) {
			sum += future.get();
		}
		return sum;
	}

	@Override
	public void close() throws IOException, InterruptedException {
		this.client.shutdown();
		this.worker.close();
		this.redis.stop();
	}

}
