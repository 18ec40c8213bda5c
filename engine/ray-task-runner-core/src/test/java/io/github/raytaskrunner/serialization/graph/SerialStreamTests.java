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

package io.github.raytaskrunner.serialization.graph;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import java.io.Serializable;
import java.util.Arrays;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that the code of a class gets from the streams that it writes to and reads from
 * what it gets from those of the JDK: what a call returns, or which exception it throws.
 */
class SerialStreamTests {

	private final GraphCodec codec = GraphTravelTests.codec();

	@AfterEach
	void callNothing() {
		Caller.write = null;
		Caller.read = null;
	}

	static Stream<Named<Call<ObjectOutputStream>>> writes() {
		return Stream.of(Named.of("useProtocolVersion", does((output) -> output.useProtocolVersion(2))),
				Named.of("reset", does(ObjectOutputStream::reset)), Named.of("flush", does(ObjectOutputStream::flush)),
				Named.of("close", does(ObjectOutputStream::close)),
				Named.of("writeFields", does(ObjectOutputStream::writeFields)),
				Named.of("put of no field", does((output) -> output.putFields().put("none", 1))),
				Named.of("put of another type", does((output) -> output.putFields().put("number", "1"))),
				Named.of("write of null", does((output) -> output.write((byte[]) null))),
				Named.of("writeUTF of null", does((output) -> output.writeUTF(null))),
				Named.of("writeBytes of null", does((output) -> output.writeBytes(null))),
				Named.of("writeChars of null", does((output) -> output.writeChars(null))));
	}

	@ParameterizedTest
	@MethodSource("writes")
	void whatWriteObjectCallsDoesWhatItDoesInTheJdk(Call<ObjectOutputStream> call) throws Exception {
		Caller.write = call;
		new ObjectOutputStream(new ByteArrayOutputStream()).writeObject(new Caller());
		String expected = Caller.outcome;
		write();
		assertThat(Caller.outcome).isEqualTo(expected);
	}

	static Stream<Named<Call<ObjectInputStream>>> reads() {
		return Stream.of(Named.of("get of no field", (input) -> input.readFields().get("none", 1)),
				Named.of("get of another number", (input) -> input.readFields().get("number", 1L)),
				Named.of("get of an object", (input) -> input.readFields().get("number", "text")),
				Named.of("get of a number", (input) -> input.readFields().get("text", 1)),
				Named.of("defaulted of no field", (input) -> input.readFields().defaulted("none")),
				Named.of("readObject", afterFields(ObjectInputStream::readObject)),
				Named.of("readUnshared", afterFields(ObjectInputStream::readUnshared)),
				Named.of("read", afterFields(ObjectInputStream::read)),
				Named.of("read of bytes", afterFields((input) -> input.read(new byte[4]))),
				Named.of("read of no bytes", afterFields((input) -> input.read(new byte[0]))),
				Named.of("readByte", afterFields(ObjectInputStream::readByte)),
				Named.of("readInt", afterFields(ObjectInputStream::readInt)),
				Named.of("readLine", afterFields(ObjectInputStream::readLine)),
				Named.of("readFully", afterFields(does((input) -> input.readFully(new byte[4])))),
				Named.of("readAllBytes", afterFields((input) -> Arrays.toString(input.readAllBytes()))),
				Named.of("readNBytes", afterFields((input) -> Arrays.toString(input.readNBytes(4)))),
				Named.of("transferTo", afterFields((input) -> input.transferTo(OutputStream.nullOutputStream()))),
				Named.of("available", afterFields(ObjectInputStream::available)),
				Named.of("skip", afterFields((input) -> input.skip(4))),
				Named.of("skip back", afterFields((input) -> input.skip(-2))),
				Named.of("skip far back", afterFields((input) -> input.skip(Long.MIN_VALUE + 1))),
				Named.of("skipBytes", afterFields((input) -> input.skipBytes(4))),
				Named.of("skipBytes back", afterFields((input) -> input.skipBytes(-2))),
				Named.of("skipNBytes", afterFields(does((input) -> input.skipNBytes(4)))),
				Named.of("mark", afterFields(does((input) -> input.mark(1)))),
				Named.of("reset", afterFields(does(ObjectInputStream::reset))),
				Named.of("markSupported", afterFields(ObjectInputStream::markSupported)),
				Named.of("close", afterFields(does(ObjectInputStream::close))),
				Named.of("registerValidation of null", afterFields(does((input) -> input.registerValidation(null, 0)))),
				Named.of("getObjectInputFilter", afterFields(ObjectInputStream::getObjectInputFilter)));
	}

	@ParameterizedTest
	@MethodSource("reads")
	void whatReadObjectCallsDoesWhatItDoesInTheJdk(Call<ObjectInputStream> call) throws Exception {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		new ObjectOutputStream(bytes).writeObject(new Caller());
		Caller.read = call;
		new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray())).readObject();
		String expected = Caller.outcome;
		this.codec.read(write(), 0, GraphTravelTests.NOTHING);
		assertThat(Caller.outcome).isEqualTo(expected);
	}

	private byte[] write() {
		return this.codec.write(new byte[0], new Caller(), GraphTravelTests.NOTHING, GraphTravelTests.NOTHING);
	}

	private static <T> Call<T> does(Action<T> action) {
		return (stream) -> {
			action.on(stream);
			return null;
		};
	}

	private static Call<ObjectInputStream> afterFields(Call<ObjectInputStream> call) {
		return (input) -> {
			input.defaultReadObject();
			return call.on(input);
		};
	}

	@FunctionalInterface
	interface Call<T> {

		@Nullable Object on(T stream) throws Exception;

	}

	@FunctionalInterface
	interface Action<T> {

		void on(T stream) throws Exception;

	}

	private static final class Caller implements Serializable {

		static @Nullable Call<ObjectOutputStream> write;

		static @Nullable Call<ObjectInputStream> read;

		static String outcome = "";

		final int number = 1;

		final String text = "text";

		private void writeObject(ObjectOutputStream output) throws IOException {
			if (write != null) {
				call(write, output);
				return;
			}
			output.defaultWriteObject();
			output.write(new byte[] { 1, 2, 3 });
		}

		private void readObject(ObjectInputStream input) {
			if (read != null) {
				call(read, input);
			}
		}

		private static <T> void call(Call<T> call, T stream) {
			try {
				outcome = "returned " + call.on(stream);
			}
			catch (Exception ex) {
				outcome = "threw " + ex.getClass().getName();
			}
		}

	}

}
