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

package io.github.raytaskrunner.worker;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.raytaskrunner.attempt.Attempt;
import io.github.raytaskrunner.attempt.Upstream;

/**
 * First argument of every call to a worker: what to do with the other arguments, each of
 * which is a {@link ResultFrame} or absent.
 *
 * @param kind what to do
 * @param driver where the driver listens for reports
 * @param attempts what to run
 * @param places where the values are that are read, by the id of their attempt
 */
public record CallFrame(Kind kind, DriverAddress driver, List<Attempt> attempts, Map<Long, Place> places) {

	private static final byte VALUE = 0;

	private static final byte STATE = 1;

	/**
	 * Return the frame as bytes.
	 * @return the bytes
	 */
	public byte[] toBytes() {
		byte[] host = utf8(this.driver.host());
		byte[] token = utf8(this.driver.token());
		int size = 4 + host.length + 4 + 4 + token.length + 4 + 4 + 16 * this.places.size() + 4;
		for (Attempt attempt : this.attempts) {
			size = Math.addExact(size, size(attempt));
		}
		ByteBuffer buffer = ByteBuffer.allocate(size);
		buffer.putInt(this.kind.ordinal());
		buffer.putInt(host.length).put(host).putInt(this.driver.port()).putInt(token.length).put(token);
		buffer.putInt(this.places.size());
		this.places.forEach((id, place) -> buffer.putLong(id).putInt(place.argument()).putInt(place.index()));
		buffer.putInt(this.attempts.size());
		this.attempts.forEach((attempt) -> put(buffer, attempt));
		return buffer.array();
	}

	private static int size(Attempt attempt) {
		int size = 8 + 4 + utf8(attempt.name()).length + 4 + utf8(attempt.key()).length + 4 + 4;
		for (Upstream upstream : attempt.upstreams()) {
			size = Math.addExact(size,
					(upstream instanceof Upstream.State state) ? 1 + 4 + state.bytes().length : 1 + 8);
		}
		return Math.addExact(size, 4 + attempt.task().length);
	}

	private static void put(ByteBuffer buffer, Attempt attempt) {
		buffer.putLong(attempt.id());
		put(buffer, utf8(attempt.name()));
		put(buffer, utf8(attempt.key()));
		buffer.putInt(attempt.number()).putInt(attempt.upstreams().size());
		for (Upstream upstream : attempt.upstreams()) {
			if (upstream instanceof Upstream.State state) {
				put(buffer.put(STATE), state.bytes());
			}
			else {
				buffer.put(VALUE).putLong(((Upstream.Value) upstream).attempt());
			}
		}
		put(buffer, attempt.task());
	}

	private static void put(ByteBuffer buffer, byte[] bytes) {
		buffer.putInt(bytes.length).put(bytes);
	}

	/**
	 * Read a frame.
	 * @param bytes what {@link #toBytes()} returned
	 * @return the frame
	 */
	public static CallFrame of(byte[] bytes) {
		ByteBuffer buffer = ByteBuffer.wrap(bytes);
		Kind kind = Kind.values()[buffer.getInt()];
		DriverAddress driver = new DriverAddress(string(buffer), buffer.getInt(), string(buffer));
		int placeCount = buffer.getInt();
		Map<Long, Place> places = new LinkedHashMap<>();
		for (int i = 0; i < placeCount; i++) {
			places.put(buffer.getLong(), new Place(buffer.getInt(), buffer.getInt()));
		}
		int attemptCount = buffer.getInt();
		List<Attempt> attempts = new ArrayList<>(attemptCount);
		for (int i = 0; i < attemptCount; i++) {
			attempts.add(attempt(buffer));
		}
		return new CallFrame(kind, driver, attempts, places);
	}

	private static Attempt attempt(ByteBuffer buffer) {
		long id = buffer.getLong();
		String name = string(buffer);
		String key = string(buffer);
		int number = buffer.getInt();
		List<Upstream> upstreams = upstreams(buffer);
		return new Attempt(id, name, key, number, bytes(buffer), upstreams);
	}

	private static List<Upstream> upstreams(ByteBuffer buffer) {
		int count = buffer.getInt();
		List<Upstream> upstreams = new ArrayList<>(count);
		for (int i = 0; i < count; i++) {
			upstreams.add(
					(buffer.get() == STATE) ? new Upstream.State(bytes(buffer)) : new Upstream.Value(buffer.getLong()));
		}
		return upstreams;
	}

	private static byte[] utf8(String string) {
		return string.getBytes(StandardCharsets.UTF_8);
	}

	private static String string(ByteBuffer buffer) {
		return new String(bytes(buffer), StandardCharsets.UTF_8);
	}

	private static byte[] bytes(ByteBuffer buffer) {
		byte[] bytes = new byte[buffer.getInt()];
		buffer.get(bytes);
		return bytes;
	}

	/**
	 * What a call does. The order is part of the wire format.
	 */
	public enum Kind {

		/**
		 * Prove that a worker comes up and sees the application's classes; the result is
		 * its Java version.
		 */
		PROBE,

		/**
		 * Run the attempts, one after another.
		 */
		RUN,

		/**
		 * Return the values at the places, in their order: a step towards a task with
		 * more upstreams than a call can have arguments.
		 */
		GATHER

	}

	/**
	 * Place of a value among the arguments of a call.
	 *
	 * @param argument index of the argument that holds the value, counted without this
	 * frame
	 * @param index index of the value in that argument
	 */
	public record Place(int argument, int index) {

	}

	/**
	 * Where a driver listens for its workers.
	 *
	 * @param host host of the driver
	 * @param port port of the driver
	 * @param token what a worker presents to be heard
	 */
	public record DriverAddress(String host, int port, String token) {

	}

}
