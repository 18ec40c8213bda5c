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

package io.github.raytaskrunner.backend.ray.cluster;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

import io.github.raytaskrunner.waiting.Deadline;

/**
 * A call of gRPC with one request and one answer, over a connection of its own without
 * encryption. A library for that is larger than all else that an application gets with
 * this one.
 *
 * @see <a href= "https://github.com/grpc/grpc/blob/master/doc/PROTOCOL-HTTP2.md">gRPC
 * over HTTP/2</a>
 */
final class GrpcCall {

	private static final byte[] PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

	private static final int STREAM = 1;

	/**
	 * What a peer may send who was not told that there is room for more.
	 */
	private static final int MAX_ANSWER_LENGTH = 65_535;

	/**
	 * Before each message: whether it is compressed, and its length.
	 */
	private static final int PREFIX_LENGTH = 5;

	private final InetSocketAddress address;

	private final String path;

	private final Map<String, String> headers;

	/**
	 * Create a new call.
	 * @param address where the server listens
	 * @param path names of service and method, {@code /package.Service/Method}
	 * @param headers headers besides those of every call, with names in lower case
	 */
	GrpcCall(InetSocketAddress address, String path, Map<String, String> headers) {
		this.address = address;
		this.path = path;
		this.headers = Map.copyOf(headers);
	}

	/**
	 * Do the call.
	 * @param request the message to send
	 * @param timeout longest time for all of it
	 * @return the message that the server answers with, or nothing if it refuses the call
	 * @throws IOException if there is no such server, or it does not answer in time
	 */
	Optional<byte[]> answer(byte[] request, Duration timeout) throws IOException {
		Deadline deadline = new Deadline(timeout);
		try (Socket socket = new Socket()) {
			socket.connect(this.address, millis(deadline));
			DataOutputStream output = new DataOutputStream(new BufferedOutputStream(socket.getOutputStream()));
			output.write(PREFACE);
			new Http2Frame(Http2Frame.SETTINGS, 0, Http2Frame.CONNECTION, new byte[0]).write(output);
			new Http2Frame(Http2Frame.HEADERS, Http2Frame.END_HEADERS, STREAM, headerBlock()).write(output);
			new Http2Frame(Http2Frame.DATA, Http2Frame.END_STREAM, STREAM, message(request)).write(output);
			output.flush();
			return content(read(socket, output, deadline));
		}
	}

	private static int millis(Deadline deadline) throws SocketTimeoutException {
		if (deadline.isOver()) {
			throw new SocketTimeoutException("No answer within " + deadline.timeout());
		}
		// 0 would be for ever
		return (int) Math.max(1, deadline.remaining().toMillis());
	}

	private static ByteBuffer read(Socket socket, DataOutputStream output, Deadline deadline) throws IOException {
		DataInputStream input = new DataInputStream(socket.getInputStream());
		ByteBuffer data = ByteBuffer.allocate(MAX_ANSWER_LENGTH);
		while (true) {
			socket.setSoTimeout(millis(deadline));
			Http2Frame frame = Http2Frame.read(input);
			switch (frame.type()) {
				case Http2Frame.DATA -> append(data, frame.payload());
				case Http2Frame.RST_STREAM, Http2Frame.GOAWAY ->
					throw new IOException("The server breaks off, by a frame of type " + frame.type());
				default -> {
					// what it says in headers matters only to those who repeat calls
				}
			}
			if (frame.endsStream()) {
				return data.flip();
			}
			if (frame.asksForAcknowledgement()) {
				frame.acknowledgement().write(output);
				output.flush();
			}
		}
	}

	private static void append(ByteBuffer data, byte[] payload) throws IOException {
		if (payload.length > data.remaining()) {
			throw new IOException("The answer is too long");
		}
		data.put(payload);
	}

	private static byte[] message(byte[] content) {
		return ByteBuffer.allocate(PREFIX_LENGTH + content.length)
			.put((byte) 0)
			.putInt(content.length)
			.put(content)
			.array();
	}

	private static Optional<byte[]> content(ByteBuffer message) throws IOException {
		if (!message.hasRemaining()) {
			return Optional.empty();
		}
		if (message.remaining() < PREFIX_LENGTH || message.get() != 0 || message.getInt() != message.remaining()) {
			throw new IOException("Not an answer of gRPC");
		}
		byte[] content = new byte[message.remaining()];
		message.get(content);
		return Optional.of(content);
	}

	private byte[] headerBlock() {
		ByteArrayOutputStream block = new ByteArrayOutputStream();
		write(block, ":method", "POST");
		write(block, ":scheme", "http");
		write(block, ":path", this.path);
		write(block, ":authority", this.address.getHostString());
		write(block, "te", "trailers");
		write(block, "content-type", "application/grpc");
		this.headers.forEach((name, value) -> write(block, name, value));
		return block.toByteArray();
	}

	/**
	 * Write a header in full, which nobody has to remember (RFC 7541, 6.2.2).
	 */
	private static void write(ByteArrayOutputStream block, String name, String value) {
		block.write(0);
		write(block, name);
		write(block, value);
	}

	/**
	 * Write a text as it is, after its length (RFC 7541, 5.1 and 5.2).
	 */
	private static void write(ByteArrayOutputStream block, String text) {
		byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
		if (bytes.length < 0x7f) {
			block.write(bytes.length);
		}
		else {
			block.write(0x7f);
			int rest = bytes.length - 0x7f;
			for (; rest >= 0x80; rest >>>= 7) {
				block.write(rest | 0x80);
			}
			block.write(rest);
		}
		block.writeBytes(bytes);
	}

}
