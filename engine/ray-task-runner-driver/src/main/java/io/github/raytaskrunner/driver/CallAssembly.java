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

import com.google.protobuf.ByteString;
import io.github.raytaskrunner.calls.CallRequest;
import io.github.raytaskrunner.calls.CallRequest.AttemptRequest;
import io.github.raytaskrunner.calls.CallRequest.InlineState;
import io.github.raytaskrunner.calls.CallRequest.Upstream;
import io.github.raytaskrunner.calls.CallRequest.Value;
import io.github.raytaskrunner.protocol.Attempt;
import io.github.raytaskrunner.protocol.RunCall;
import io.github.raytaskrunner.worker.TaskHandler.Context;

/**
 * Puts a call together whose payloads are too large for one message. Not thread-safe.
 */
final class CallAssembly implements Assembly {

	private final RunCall call;

	private final List<BytesAssembly> payloads = new ArrayList<>();

	private int incomplete;

	CallAssembly(RunCall call) {
		this.call = call;
		for (Attempt attempt : call.getAttemptsList()) {
			this.payloads.add(new BytesAssembly(attempt.getPayloadSize(), attempt.getPayload()));
		}
		skipComplete();
	}

	@Override
	public void add(ByteString piece) {
		this.payloads.get(this.incomplete).add(piece);
		skipComplete();
	}

	private void skipComplete() {
		while (!isComplete() && this.payloads.get(this.incomplete).isComplete()) {
			this.incomplete++;
		}
	}

	@Override
	public boolean isComplete() {
		return this.incomplete == this.payloads.size();
	}

	@Override
	public void deliver(Cluster cluster) {
		List<AttemptRequest> attempts = new ArrayList<>(this.payloads.size());
		for (int i = 0; i < this.payloads.size(); i++) {
			Attempt attempt = this.call.getAttempts(i);
			attempts.add(new AttemptRequest(attempt.getId(),
					new Context(attempt.getTaskName(), attempt.getTaskKey(), attempt.getNumber()), upstreams(attempt),
					this.payloads.get(i).bytes()));
		}
		cluster.run(new CallRequest(this.call.getName(), this.call.getResourcesMap(), this.call.getRuntimeEnv(),
				this.call.getPlacementGroup(), this.call.getBundleIndex(), attempts));
	}

	private static List<Upstream> upstreams(Attempt attempt) {
		return attempt.getUpstreamsList()
			.stream()
			.<Upstream>map((upstream) -> upstream.hasValue() ? new Value(upstream.getValue())
					: new InlineState(upstream.getInlineStateSize()))
			.toList();
	}

}
