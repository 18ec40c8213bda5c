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
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

/**
 * The leases that are not over: by their id, by their worker, and those that are idle.
 * Guarded by the lock of the {@link LeasePool}.
 */
final class LeaseTable {

	private final Map<Long, Lease> leases = new LinkedHashMap<>();

	private final Map<ConnectedWorker, Lease> serving = new HashMap<>();

	/**
	 * Those whose worker runs another one by now. It has told how all ended, and proves
	 * that it lives once Ray has the values.
	 */
	private final Set<Lease> told = new HashSet<>();

	/**
	 * Since when leases are idle, the longest first.
	 */
	private final Map<Lease, Long> idle = new LinkedHashMap<>();

	void add(Lease lease) {
		this.leases.put(lease.id(), lease);
	}

	@Nullable Lease find(long id) {
		return this.leases.get(id);
	}

	/**
	 * Return the lease that a worker runs, or {@code null} if it runs none.
	 */
	@Nullable Lease of(ConnectedWorker worker) {
		return this.serving.get(worker);
	}

	/**
	 * Say whether a worker runs a lease, or has run it, and tells of its end.
	 */
	boolean isServed(Lease lease) {
		ConnectedWorker worker = lease.worker();
		return worker != null && (of(worker) == lease || this.told.contains(lease));
	}

	/**
	 * Note that a worker runs a lease.
	 */
	void begin(Lease lease, ConnectedWorker worker) {
		this.serving.put(worker, lease);
	}

	/**
	 * Note that a worker runs no lease.
	 * @return the lease that it ran, or {@code null}
	 */
	@Nullable Lease leave(ConnectedWorker worker) {
		Lease lease = this.serving.remove(worker);
		OpenCall call = (lease != null) ? lease.call() : null;
		if (lease != null && call != null && call.isTold()) {
			this.told.add(lease);
		}
		return lease;
	}

	/**
	 * Note that a worker is not heard any more.
	 * @return the lease that it ran, or {@code null}
	 */
	@Nullable Lease lose(ConnectedWorker worker) {
		this.told.removeIf((lease) -> lease.worker() == worker);
		return this.serving.remove(worker);
	}

	void remove(Lease lease) {
		this.leases.remove(lease.id());
		this.idle.remove(lease);
		this.told.remove(lease);
		ConnectedWorker worker = lease.worker();
		if (worker != null) {
			this.serving.remove(worker, lease);
		}
	}

	/**
	 * Note that a lease has nothing to do.
	 * @param now the time
	 */
	void rest(Lease lease, long now) {
		this.idle.put(lease, now);
	}

	/**
	 * Note that a lease has something to do.
	 */
	void wake(Lease lease) {
		this.idle.remove(lease);
	}

	boolean isIdle(Lease lease) {
		return this.idle.containsKey(lease);
	}

	/**
	 * Return an idle lease that serves calls of a key, or {@code null} if there is none.
	 */
	@Nullable Lease findIdle(LeaseKey key) {
		return this.idle.keySet().stream().filter((lease) -> lease.key().serves(key)).findFirst().orElse(null);
	}

	/**
	 * Return some leases that are idle, those first that have been so for the longest
	 * time.
	 * @param limit how many at most
	 */
	List<Lease> firstIdle(int limit) {
		return this.idle.keySet().stream().limit(limit).toList();
	}

	/**
	 * Return the leases that have been idle for long enough, those first that have been
	 * so for the longest time.
	 * @param since since when
	 * @param lastSince since when the one that has become idle last
	 */
	List<Lease> idleSince(long since, long lastSince) {
		List<Lease> ended = new ArrayList<>();
		Iterator<Map.Entry<Lease, Long>> entries = this.idle.entrySet().iterator();
		while (entries.hasNext()) {
			Map.Entry<Lease, Long> entry = entries.next();
			if (entry.getValue() - (entries.hasNext() ? since : lastSince) <= 0) {
				ended.add(entry.getKey());
			}
		}
		return ended;
	}

	boolean isEmpty() {
		return this.leases.isEmpty();
	}

	/**
	 * Return the leases that a filter accepts.
	 */
	List<Lease> all(Predicate<Lease> filter) {
		return this.leases.values().stream().filter(filter).toList();
	}

}
