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

package io.github.raytaskrunner.calls;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

/**
 * Connections whose first message has not come. They are few and have little time, so
 * that nobody can keep workers out. For use by one thread.
 */
final class Handshakes {

	static final int MAX_PENDING = 64;

	private static final long TIMEOUT_NANOS = TimeUnit.SECONDS.toNanos(5);

	private final Map<WorkerConnection, Long> pending = new LinkedHashMap<>();

	/**
	 * Take a connection in.
	 * @return the connection that has to give way, or {@code null}
	 */
	@Nullable WorkerConnection begin(WorkerConnection connection) {
		WorkerConnection oldest = null;
		if (this.pending.size() == MAX_PENDING) {
			Iterator<WorkerConnection> connections = this.pending.keySet().iterator();
			oldest = connections.next();
			connections.remove();
		}
		this.pending.put(connection, System.nanoTime());
		return oldest;
	}

	/**
	 * Note that the first message has come, or that the connection ended.
	 */
	void end(WorkerConnection connection) {
		this.pending.remove(connection);
	}

	/**
	 * Take the connections out whose time is over, however slowly their bytes come.
	 */
	List<WorkerConnection> expired() {
		List<WorkerConnection> expired = new ArrayList<>();
		long now = System.nanoTime();
		this.pending.forEach((connection, begun) -> {
			if (now - begun >= TIMEOUT_NANOS) {
				expired.add(connection);
			}
		});
		expired.forEach(this.pending::remove);
		return expired;
	}

}
