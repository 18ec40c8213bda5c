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

import org.redisson.Redisson;
import org.redisson.api.RedissonClient;
import org.redisson.api.WorkerOptions;
import org.redisson.config.Config;

/**
 * Program of the process with the workers, one for each processor.
 */
public final class RedissonWorker {

	static final String EXECUTOR = "tasks";

	private RedissonWorker() {
	}

	/**
	 * Connect to a Redis of this machine.
	 * @param port its port
	 * @return the connection
	 */
	static RedissonClient connect(int port) {
		Config config = new Config();
		config.useSingleServer().setAddress("redis://127.0.0.1:" + port);
		return Redisson.create(config);
	}

	public static void main(String[] args) throws IOException {
		RedissonClient client = connect(Integer.parseInt(args[0]));
		client.getExecutorService(EXECUTOR)
			.registerWorkers(WorkerOptions.defaults().workers(Runtime.getRuntime().availableProcessors()));
		Companion.awaitEndOfInput("ready");
		client.shutdown();
	}

}
