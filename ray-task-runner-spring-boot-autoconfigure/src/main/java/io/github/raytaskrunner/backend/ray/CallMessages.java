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

import java.util.Iterator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import com.google.protobuf.UnsafeByteOperations;
import io.github.raytaskrunner.backend.Attempt;
import io.github.raytaskrunner.backend.Attempt.ValueReference;
import io.github.raytaskrunner.backend.Call;
import io.github.raytaskrunner.protocol.ClientMessage;
import io.github.raytaskrunner.protocol.RunCall;
import io.github.raytaskrunner.protocol.TaskPiece;

/**
 * A call as messages of limited size. Its tasks are not copied.
 */
final class CallMessages implements Iterable<ClientMessage> {

	private static final int PIECE_BYTES = 1024 * 1024;

	private final Call call;

	CallMessages(Call call) {
		this.call = call;
	}

	@Override
	public Iterator<ClientMessage> iterator() {
		int[] inlined = inlined();
		Stream<ClientMessage> first = Stream.of(ClientMessage.newBuilder().setRunCall(runCall(inlined)).build());
		Stream<ClientMessage> pieces = IntStream.range(0, inlined.length)
			.boxed()
			.flatMap((i) -> pieces(this.call.attempts().get(i).task(), inlined[i]));
		return Stream.concat(first, pieces).iterator();
	}

	/**
	 * Return how many bytes of each task go with the first message.
	 */
	private int[] inlined() {
		int[] inlined = new int[this.call.attempts().size()];
		int room = PIECE_BYTES;
		for (int i = 0; i < inlined.length; i++) {
			inlined[i] = Math.min(room, this.call.attempts().get(i).task().length);
			room -= inlined[i];
		}
		return inlined;
	}

	private RunCall runCall(int[] inlined) {
		RunCall.Builder runCall = RunCall.newBuilder()
			.setName(this.call.name())
			.putAllResources(this.call.resources().amounts());
		for (int i = 0; i < inlined.length; i++) {
			Attempt attempt = this.call.attempts().get(i);
			runCall.addAttemptsBuilder()
				.setId(attempt.id())
				.addAllUpstreams(
						attempt.upstreams().stream().map((upstream) -> ((ValueReference) upstream).attempt()).toList())
				.setTaskSize(attempt.task().length)
				.setTask(UnsafeByteOperations.unsafeWrap(attempt.task(), 0, inlined[i]));
		}
		return runCall.build();
	}

	private static Stream<ClientMessage> pieces(byte[] task, int from) {
		return IntStream.iterate(from, (start) -> start < task.length, (start) -> start + PIECE_BYTES)
			.mapToObj((start) -> piece(task, start));
	}

	private static ClientMessage piece(byte[] task, int start) {
		int size = Math.min(PIECE_BYTES, task.length - start);
		TaskPiece.Builder piece = TaskPiece.newBuilder().setData(UnsafeByteOperations.unsafeWrap(task, start, size));
		return ClientMessage.newBuilder().setTaskPiece(piece).build();
	}

}
