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

import com.google.protobuf.UnsafeByteOperations;
import io.github.raytaskrunner.attempt.RateLimit;
import io.github.raytaskrunner.link.Link;
import io.github.raytaskrunner.protocol.DriverMessage;
import io.github.raytaskrunner.protocol.NestedChanges;

/**
 * Passes on states and progress of tasks that tasks submitted, as far as the application
 * keeps up. Safe for use by several threads.
 */
final class ChangeRelay {

	private static final int MAX_CHANGES_PER_SECOND = 10_000;

	private static final long MAX_BYTES_PER_SECOND = 3 * 1024 * 1024;

	private final LossyRelay<byte[]> relay;

	private final Link<DriverMessage> link;

	ChangeRelay(Link<DriverMessage> link) {
		this.link = link;
		this.relay = new LossyRelay<>(link, new RateLimit(MAX_CHANGES_PER_SECOND, MAX_BYTES_PER_SECOND),
				(change) -> change.length, this::send);
	}

	/**
	 * Pass changes on, or count them. Those of one message of a worker are not too large
	 * for one here.
	 */
	void changed(io.github.raytaskrunner.attempt.NestedChanges changes) {
		this.relay.pass(changes.changes(), changes.leftOut());
	}

	/**
	 * Tell how many changes were left out, if that has not been told for a while.
	 */
	void tellLeftOut() {
		this.relay.tellLeftOut();
	}

	private void send(List<byte[]> changes, long leftOut) {
		NestedChanges.Builder message = NestedChanges.newBuilder().setLeftOut(leftOut);
		changes.forEach((change) -> message.addChanges(UnsafeByteOperations.unsafeWrap(change)));
		this.link.send(DriverMessage.newBuilder().setNestedChanges(message).build());
	}

}
