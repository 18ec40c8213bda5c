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

import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;

import io.ray.api.Ray;

/**
 * Program of a driver of Ray that runs one tiny task and says what came of it.
 */
public final class RayDriver {

	private RayDriver() {
	}

	/**
	 * Make this process a driver.
	 * @param address where the global control store is
	 * @param classes folder of the classes that workers need
	 */
	static void connect(String address, String classes) {
		System.setProperty("ray.address", address);
		System.setProperty("ray.node-ip", "127.0.0.1");
		System.setProperty("ray.job.code-search-path", classes);
		Ray.init();
	}

	/**
	 * Be a job of Ray that runs one task.
	 * @param args where the global control store is, the folder of the classes, and the
	 * port of this machine that expects the result
	 */
	public static void main(String[] args) throws IOException {
		connect(args[0], args[1]);
		int result = Ray.task(RayTasks::successor, 0).remote().get();
		try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), Integer.parseInt(args[2]))) {
			new DataOutputStream(socket.getOutputStream()).writeInt(result);
		}
		Ray.shutdown();
	}

}
