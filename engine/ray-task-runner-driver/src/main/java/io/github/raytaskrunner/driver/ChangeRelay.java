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

import java.util.List;
import java.util.concurrent.TimeUnit;

import com.google.protobuf.UnsafeByteOperations;
import io.github.raytaskrunner.attempt.RateLimit;
import io.github.raytaskrunner.link.Link;
import io.github.raytaskrunner.protocol.DriverMessage;
import io.github.raytaskrunner.protocol.NestedChanges;

/**
 * Passes on states and progress of tasks that tasks submitted, as far as the application
 * keeps up: that is not to hold up the ends of its own tasks. Safe for use by several
 * threads.
 */
final class ChangeRelay {

	private static final int MAX_CHANGES_PER_SECOND = 10_000;

	private static final long MAX_BYTES_PER_SECOND = 3 * 1024 * 1024;

	private static final long LEFT_OUT_NANOS = TimeUnit.SECONDS.toNanos(1);

	private final RateLimit limit = new RateLimit(MAX_CHANGES_PER_SECOND, MAX_BYTES_PER_SECOND);

	private final Link<DriverMessage> link;

	private long leftOut;

	private long told = System.nanoTime();

	ChangeRelay(Link<DriverMessage> link) {
		this.link = link;
	}

	/**
	 * Pass changes on, or count them. Those of one message of a worker are not too large
	 * for one here.
	 */
	synchronized void changed(io.github.raytaskrunner.attempt.NestedChanges changes) {
		long now = System.nanoTime();
		List<byte[]> passed = this.link.isPrompt()
				? changes.changes().stream().filter((change) -> this.limit.admits(change.length, now)).toList()
				: List.of();
		this.leftOut += changes.leftOut() + changes.changes().size() - passed.size();
		if (!passed.isEmpty()) {
			send(passed, now);
		}
	}

	/**
	 * Tell how many changes were left out, if that has not been told for a while.
	 */
	synchronized void tellLeftOut() {
		long now = System.nanoTime();
		if (this.leftOut > 0 && now - this.told >= LEFT_OUT_NANOS && this.link.isPrompt()) {
			send(List.of(), now);
		}
	}

	private void send(List<byte[]> changes, long now) {
		NestedChanges.Builder message = NestedChanges.newBuilder().setLeftOut(this.leftOut);
		changes.forEach((change) -> message.addChanges(UnsafeByteOperations.unsafeWrap(change)));
		this.leftOut = 0;
		this.told = now;
		this.link.send(DriverMessage.newBuilder().setNestedChanges(message).build());
	}

}
