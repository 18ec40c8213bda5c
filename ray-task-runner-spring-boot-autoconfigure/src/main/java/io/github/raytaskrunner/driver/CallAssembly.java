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

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import com.google.protobuf.ByteString;
import io.github.raytaskrunner.driver.CallRequest.AttemptRequest;
import io.github.raytaskrunner.protocol.Attempt;
import io.github.raytaskrunner.protocol.RunCall;

/**
 * Puts a call together whose tasks are too large for one message. Not thread-safe.
 */
final class CallAssembly {

	private final String name;

	private final Map<String, Double> resources;

	private final List<AttemptRequest> attempts = new ArrayList<>();

	private final List<Integer> filled = new ArrayList<>();

	private int incomplete;

	CallAssembly(RunCall call) {
		this.name = call.getName();
		this.resources = Map.copyOf(call.getResourcesMap());
		for (Attempt attempt : call.getAttemptsList()) {
			byte[] task = new byte[Math.toIntExact(attempt.getTaskSize())];
			attempt.getTask().copyTo(task, 0);
			this.attempts.add(new AttemptRequest(attempt.getId(), List.copyOf(attempt.getUpstreamsList()), task));
			this.filled.add(attempt.getTask().size());
		}
		skipComplete();
	}

	/**
	 * Add the next piece of the first task that is not complete.
	 */
	void add(ByteString piece) {
		int start = this.filled.get(this.incomplete);
		piece.copyTo(this.attempts.get(this.incomplete).task(), start);
		this.filled.set(this.incomplete, start + piece.size());
		skipComplete();
	}

	private void skipComplete() {
		while (!isComplete() && this.filled.get(this.incomplete) == this.attempts.get(this.incomplete).task().length) {
			this.incomplete++;
		}
	}

	boolean isComplete() {
		return this.incomplete == this.attempts.size();
	}

	CallRequest request() {
		return new CallRequest(this.name, this.resources, this.attempts);
	}

}
