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
import java.util.List;

import io.github.raytaskrunner.worker.TaskHandler.Context;

/**
 * First argument of every call to a worker: what to do with the other arguments, each of
 * which is a {@link ResultFrame} or absent.
 *
 * @param kind what to do
 * @param driver where the driver listens for reports
 * @param items the tasks to run or the values to gather
 */
public record CallFrame(Kind kind, DriverAddress driver, List<Item> items) {

	/**
	 * Return the frame as bytes.
	 * @return the bytes
	 */
	public byte[] toBytes() {
		byte[] host = utf8(this.driver.host());
		byte[] token = utf8(this.driver.token());
		int size = 4 + host.length + 4 + 4 + token.length + 4 + 4;
		for (Item item : this.items) {
			size = Math.addExact(size, 8 + contextSize(item.context()) + 4 + 8 * item.upstreams().size() + 4);
			size = Math.addExact(size, item.payload().length);
		}
		ByteBuffer buffer = ByteBuffer.allocate(size);
		buffer.putInt(this.kind.ordinal());
		buffer.putInt(host.length).put(host).putInt(this.driver.port()).putInt(token.length).put(token);
		buffer.putInt(this.items.size());
		for (Item item : this.items) {
			buffer.putLong(item.attempt());
			putContext(buffer, item.context());
			buffer.putInt(item.upstreams().size());
			item.upstreams().forEach((place) -> buffer.putInt(place.argument()).putInt(place.index()));
			buffer.putInt(item.payload().length).put(item.payload());
		}
		return buffer.array();
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
		int count = buffer.getInt();
		List<Item> items = new ArrayList<>(count);
		for (int i = 0; i < count; i++) {
			long attempt = buffer.getLong();
			Context context = new Context(string(buffer), string(buffer), buffer.getInt());
			int upstreamCount = buffer.getInt();
			List<Place> upstreams = new ArrayList<>(upstreamCount);
			for (int j = 0; j < upstreamCount; j++) {
				upstreams.add(new Place(buffer.getInt(), buffer.getInt()));
			}
			items.add(new Item(attempt, context, upstreams, bytes(buffer)));
		}
		return new CallFrame(kind, driver, items);
	}

	private static int contextSize(Context context) {
		return 4 + utf8(context.name()).length + 4 + utf8(context.key()).length + 4;
	}

	private static void putContext(ByteBuffer buffer, Context context) {
		byte[] name = utf8(context.name());
		byte[] key = utf8(context.key());
		buffer.putInt(name.length).put(name).putInt(key.length).put(key).putInt(context.attempt());
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
		 * Run the items as tasks, one after another.
		 */
		RUN,

		/**
		 * Return the upstream values of the only item: a step towards a task with more
		 * upstreams than a call can have arguments.
		 */
		GATHER

	}

	/**
	 * A task with the places of what it reads of its upstream tasks.
	 *
	 * @param attempt id of the attempt
	 * @param context what the task can read about itself
	 * @param upstreams places of what it reads
	 * @param payload the inline states among the places, one after another, and the
	 * serialized task
	 */
	public record Item(long attempt, Context context, List<Place> upstreams, byte[] payload) {

	}

	/**
	 * Place of what a task reads of an upstream task.
	 *
	 * @param argument index of the argument that holds a value, counted without this
	 * frame, or -1 for an inline state
	 * @param index index of the value in that argument, or number of bytes of the inline
	 * state
	 */
	public record Place(int argument, int index) {

		/**
		 * Return the place of an inline state.
		 * @param size number of bytes
		 * @return the place
		 */
		public static Place inline(int size) {
			return new Place(-1, size);
		}

		boolean isInline() {
			return this.argument < 0;
		}

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
