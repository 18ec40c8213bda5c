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

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

import io.github.raytaskrunner.calls.RayCalls;
import io.github.raytaskrunner.calls.WorkerServer;
import io.github.raytaskrunner.launch.DriverCommand;
import io.ray.api.Ray;
import io.ray.runtime.util.BinaryFileUtil;
import io.ray.runtime.util.JniUtils;

/**
 * This process as a job of Ray.
 *
 * @param workers where its workers connect
 * @param calls runs calls
 * @param raylet the raylet of this process
 */
record RayJob(WorkerServer workers, RayCalls calls, LocalRaylet raylet) implements Closeable {

	private static final Duration RELEASE_PERIOD = Duration.ofSeconds(10);

	/**
	 * Load Ray's native library from where the workers of this node have it. Ray unpacks
	 * its 40 MB for each driver into a directory of its own, which it never deletes. That
	 * takes a while, in which an application finds out what else it has to tell.
	 * @param sessionDirectory the directory of Ray's session
	 */
	static void loadNativeLibrary(Path sessionDirectory) {
		JniUtils.loadLibrary(sessionDirectory.toString(), BinaryFileUtil.CORE_WORKER_JAVA_LIBRARY, true);
	}

	/**
	 * Begin a job. A process can do that once.
	 * @param command what is known of the node
	 * @param properties properties of Ray by their names
	 * @param leaseTerm how long a worker may be kept while it is busy
	 * @return the job
	 * @throws IOException if it cannot listen to workers
	 */
	static RayJob begin(DriverCommand command, Map<String, String> properties, Duration leaseTerm) throws IOException {
		loadNativeLibrary(command.sessionDirectory());
		// Ray reads system properties when it is initialised
		properties.forEach(System::setProperty);
		System.setProperty("ray.address", command.gcsAddress());
		// else Ray takes an address of the host by which it does not find the node
		System.setProperty("ray.node-ip", command.nodeIp());
		Ray.init();
		WorkerServer workers = new WorkerServer(command.nodeIp());
		return new RayJob(workers, new RayCalls(workers, leaseTerm, RELEASE_PERIOD), LocalRaylet.find());
	}

	@Override
	public void close() {
		this.calls.close();
		this.workers.close();
		Ray.shutdown();
	}

}
