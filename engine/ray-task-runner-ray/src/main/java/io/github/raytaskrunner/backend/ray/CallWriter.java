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

package io.github.raytaskrunner.backend.ray;

import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.List;

import io.github.raytaskrunner.attempt.Attempt;
import io.github.raytaskrunner.attempt.Call;
import io.github.raytaskrunner.attempt.Resources;
import io.github.raytaskrunner.attempt.Upstream;
import io.github.raytaskrunner.protocol.ClientMessage;
import io.github.raytaskrunner.protocol.RunCall;

/**
 * Writes a call as messages of limited size.
 */
final class CallWriter implements Iterable<ClientMessage> {

	private final Call call;

	CallWriter(Call call) {
		this.call = call;
	}

	@Override
	public Iterator<ClientMessage> iterator() {
		Payloads payloads = new Payloads();
		RunCall.Builder runCall = RunCall.newBuilder()
			.setName(this.call.name())
			.putAllResources(this.call.resources().amounts())
			.setRuntimeEnv(this.call.resources().runtimeEnv());
		Resources.PlacementGroup group = this.call.resources().placementGroup();
		if (group != null) {
			runCall.setPlacementGroup(group.name()).setBundleIndex(group.bundleIndex());
		}
		this.call.attempts().forEach((attempt) -> runCall.addAttempts(message(attempt, payloads)));
		return payloads.with(ClientMessage.newBuilder().setRunCall(runCall).build()).iterator();
	}

	private static io.github.raytaskrunner.protocol.Attempt message(Attempt attempt, Payloads payloads) {
		io.github.raytaskrunner.protocol.Attempt.Builder message = io.github.raytaskrunner.protocol.Attempt.newBuilder()
			.setId(attempt.id())
			.setTaskName(attempt.name())
			.setTaskKey(attempt.key())
			.setNumber(attempt.number());
		if (!attempt.upstreams().isEmpty()) {
			message.setUpstreams(payloads.add(values(attempt.upstreams())));
		}
		for (Upstream upstream : attempt.upstreams()) {
			if (upstream instanceof Upstream.State state) {
				message.addStates(payloads.add(state.bytes()));
			}
		}
		return message.setTask(payloads.add(attempt.task())).build();
	}

	private static byte[] values(List<Upstream> upstreams) {
		ByteBuffer values = ByteBuffer.allocate(Math.multiplyExact(upstreams.size(), Long.BYTES));
		upstreams
			.forEach((upstream) -> values.putLong((upstream instanceof Upstream.Value value) ? value.attempt() : 0));
		return values.array();
	}

}
