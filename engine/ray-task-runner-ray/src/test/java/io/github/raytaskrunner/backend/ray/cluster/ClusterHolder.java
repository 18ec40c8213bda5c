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

package io.github.raytaskrunner.backend.ray.cluster;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/**
 * Program that holds a cluster until it is killed.
 */
public final class ClusterHolder {

	static final String UP = "cluster in ";

	private ClusterHolder() {
	}

	public static void main(String[] args) throws InterruptedException {
		RayInstallation installation = RayInstallation.find(Path.of(args[0]), null).orElseThrow();
		try (TemporaryCluster cluster = TemporaryCluster.start(installation, Map.of("num_cpus", 1),
				TestClusters.javaHome(), TestClusters.START_TIMEOUT, System.err::println)) {
			System.out.println(UP + cluster.directory());
			new CountDownLatch(1).await();
		}
	}

}
