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

import com.hazelcast.config.Config;
import com.hazelcast.config.JoinConfig;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;

/**
 * Program of one of the two members. Both together run as many tasks at once as there are
 * processors.
 */
public final class HazelcastMember {

	static final String CLUSTER = "benchmarks";

	static final String EXECUTOR = "tasks";

	private HazelcastMember() {
	}

	public static void main(String[] args) throws IOException {
		Config config = new Config().setClusterName(CLUSTER).setProperty("hazelcast.phone.home.enabled", "false");
		config.getExecutorConfig(EXECUTOR).setPoolSize((Runtime.getRuntime().availableProcessors() + 1) / 2);
		config.getNetworkConfig().setPort(Integer.parseInt(args[0])).setPortAutoIncrement(false);
		config.getNetworkConfig().getInterfaces().setEnabled(true).addInterface("127.0.0.1");
		JoinConfig join = config.getNetworkConfig().getJoin();
		join.getAutoDetectionConfig().setEnabled(false);
		join.getMulticastConfig().setEnabled(false);
		join.getTcpIpConfig().setEnabled(true).addMember("127.0.0.1:" + args[0]).addMember("127.0.0.1:" + args[1]);
		HazelcastInstance member = Hazelcast.newHazelcastInstance(config);
		Companion.awaitEndOfInput("ready");
		member.getLifecycleService().terminate();
	}

}
