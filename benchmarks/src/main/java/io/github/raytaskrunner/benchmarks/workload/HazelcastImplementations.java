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

import com.hazelcast.client.HazelcastClient;
import com.hazelcast.client.config.ClientConfig;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.IExecutorService;

/**
 * Hazelcast's executor: a client to two members.
 */
public final class HazelcastImplementations implements Implementations {

	private final List<Companion> members = new ArrayList<>();

	private final HazelcastInstance client;

	private final IExecutorService executor;

	public HazelcastImplementations() throws IOException {
		int first = FreePorts.next();
		int second = FreePorts.next();
		this.members.add(Companion.java(HazelcastMember.class, first, second));
		this.members.add(Companion.java(HazelcastMember.class, second, first));
		ClientConfig config = new ClientConfig().setClusterName(HazelcastMember.CLUSTER)
			.setProperty("hazelcast.phone.home.enabled", "false");
		config.getNetworkConfig().addAddress("127.0.0.1:" + first, "127.0.0.1:" + second);
		this.client = HazelcastClient.newHazelcastClient(config);
		this.executor = this.client.getExecutorService(HazelcastMember.EXECUTOR);
	}

	@Override
	public Map<Workload, Implementation> all() {
		// an item is a task for those who have no map
		return Map.of(Workload.SUBMIT, Implementation.timed(this::submit), Workload.MAP,
				Implementation.timed(this::submit), Workload.MAP_AS_COMPLETED, Implementation.timed(this::submit),
				Workload.ONE_AFTER_ANOTHER, Implementation.timed(this::oneAfterAnother));
	}

	private long submit(int size) throws ExecutionException, InterruptedException {
		List<Future<Integer>> futures = new ArrayList<>(size);
		for (int i = 0; i < size; i++) {
			futures.add(this.executor.submit(new Successor(i)));
		}
		long sum = 0;
		for (Future<Integer> future : futures) {
			sum += future.get();
		}
		return sum;
	}

	private long oneAfterAnother(int size) throws ExecutionException, InterruptedException {
		long sum = 0;
		for (int i = 0; i < size; i++) {
			sum += this.executor.submit(new Successor(i)).get();
		}
		return sum;
	}

	@Override
	public void close() throws IOException, InterruptedException {
		this.client.shutdown();
		for (Companion member : this.members) {
			member.close();
		}
	}

}
