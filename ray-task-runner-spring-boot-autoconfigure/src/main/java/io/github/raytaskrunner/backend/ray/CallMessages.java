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

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;

import io.github.raytaskrunner.PlacementGroup;
import io.github.raytaskrunner.backend.Attempt;
import io.github.raytaskrunner.backend.Attempt.InlineState;
import io.github.raytaskrunner.backend.Attempt.Upstream;
import io.github.raytaskrunner.backend.Attempt.ValueReference;
import io.github.raytaskrunner.backend.Call;
import io.github.raytaskrunner.protocol.ClientMessage;
import io.github.raytaskrunner.protocol.RunCall;

/**
 * A call as messages of limited size. Its tasks are not copied, unless inline states have
 * to go with them.
 */
final class CallMessages implements Iterable<ClientMessage> {

	private final Call call;

	CallMessages(Call call) {
		this.call = call;
	}

	@Override
	public Iterator<ClientMessage> iterator() {
		RunCall.Builder runCall = RunCall.newBuilder()
			.setName(this.call.shownName())
			.putAllResources(this.call.resources().amounts())
			.setRuntimeEnv(this.call.resources().runtimeEnvJson());
		PlacementGroup group = this.call.resources().placementGroup();
		if (group != null) {
			runCall.setPlacementGroup(group.name()).setBundleIndex(group.bundleIndex());
		}
		List<Pieces> payloads = new ArrayList<>(this.call.attempts().size());
		int room = Pieces.MAX_BYTES;
		for (Attempt attempt : this.call.attempts()) {
			Pieces payload = new Pieces(attempt.payload(), room);
			room -= payload.first().size();
			payloads.add(payload);
			runCall.addAttempts(message(attempt, payload));
		}
		Stream<ClientMessage> first = Stream.of(ClientMessage.newBuilder().setRunCall(runCall).build());
		return Stream.concat(first, payloads.stream().flatMap(Pieces::others)).iterator();
	}

	private static io.github.raytaskrunner.protocol.Attempt message(Attempt attempt, Pieces payload) {
		io.github.raytaskrunner.protocol.Attempt.Builder message = io.github.raytaskrunner.protocol.Attempt.newBuilder()
			.setId(attempt.id())
			.setTaskName(attempt.context().name())
			.setTaskKey(attempt.context().key())
			.setNumber(attempt.context().attempt())
			.setPayloadSize(payload.size())
			.setPayload(payload.first());
		for (Upstream upstream : attempt.upstreams()) {
			if (upstream instanceof ValueReference value) {
				message.addUpstreamsBuilder().setValue(value.attempt());
			}
			else if (upstream instanceof InlineState state) {
				message.addUpstreamsBuilder().setInlineStateSize(state.bytes().length);
			}
		}
		return message.build();
	}

}
