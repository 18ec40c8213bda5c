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

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

/**
 * Tests for {@link GrpcCall}. {@link ControlStoreTests} have a real server.
 */
class GrpcCallTests {

	private static final Duration ENOUGH = Duration.ofMinutes(1);

	private static final byte[] NOTHING = {};

	private final ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());

	GrpcCallTests() throws IOException {
		// the server is open
	}

	@AfterEach
	void close() throws IOException {
		this.server.close();
	}

	@Test
	void takesTheAnswerOutOfAllThatAServerSays() throws Exception {
		CompletableFuture<Void> served = serve((input, output) -> {
			new Http2Frame(Http2Frame.SETTINGS, 0, 0, new byte[6]).write(output);
			new Http2Frame(8, 0, 0, new byte[4]).write(output);
			new Http2Frame(Http2Frame.HEADERS, Http2Frame.END_HEADERS, 1, new byte[9]).write(output);
			new Http2Frame(Http2Frame.DATA, 0, 1, new byte[] { 0, 0, 0, 0, 5, 'h', 'e' }).write(output);
			new Http2Frame(Http2Frame.DATA, 0, 1, new byte[] { 'l', 'l', 'o' }).write(output);
			new Http2Frame(Http2Frame.HEADERS, Http2Frame.END_HEADERS | Http2Frame.END_STREAM, 1, new byte[3])
				.write(output);
		});
		assertThat(call(Map.of()).answer(NOTHING, ENOUGH)).hasValue(bytes("hello"));
		served.join();
	}

	@Test
	void acknowledgesWhatAServerWantsToBeAcknowledged() throws Exception {
		List<Http2Frame> acknowledgements = new ArrayList<>();
		CompletableFuture<Void> served = serve((input, output) -> {
			new Http2Frame(Http2Frame.SETTINGS, 0, 0, new byte[6]).write(output);
			new Http2Frame(Http2Frame.SETTINGS, Http2Frame.ACK, 0, NOTHING).write(output);
			new Http2Frame(Http2Frame.PING, 0, 0, bytes("12345678")).write(output);
			output.flush();
			acknowledgements.add(Http2Frame.read(input));
			acknowledgements.add(Http2Frame.read(input));
			new Http2Frame(Http2Frame.HEADERS, Http2Frame.END_STREAM, 1, NOTHING).write(output);
		});
		call(Map.of()).answer(NOTHING, ENOUGH);
		served.join();
		assertThat(acknowledgements).extracting(Http2Frame::type).containsExactly(Http2Frame.SETTINGS, Http2Frame.PING);
		assertThat(acknowledgements).extracting(Http2Frame::flags).containsOnly(Http2Frame.ACK);
		assertThat(acknowledgements).extracting(Http2Frame::payload).containsExactly(NOTHING, bytes("12345678"));
	}

	@Test
	void sendsHeadersAndMessage() throws Exception {
		List<Http2Frame> frames = new ArrayList<>();
		CompletableFuture<Void> served = serve(frames,
				(input, output) -> new Http2Frame(Http2Frame.HEADERS, Http2Frame.END_STREAM, 1, NOTHING).write(output));
		call(Map.of("authorization", "Bearer " + "t".repeat(200))).answer(bytes("question"), ENOUGH);
		served.join();
		assertThat(frames).extracting(Http2Frame::type)
			.containsExactly(Http2Frame.SETTINGS, Http2Frame.HEADERS, Http2Frame.DATA);
		// 0x7f and the rest of 207 in groups of seven bits
		assertThat(new String(frames.get(1).payload(), StandardCharsets.ISO_8859_1)).startsWith("\0\7:method\4POST\0")
			.contains("\0\5:path\7/s.S/Go\0")
			.endsWith("\0\15authorization\177\120Bearer " + "t".repeat(200));
		assertThat(frames.get(2).payload()).isEqualTo(bytes("\0\0\0\0\10question"));
		assertThat(frames.get(2).endsStream()).isTrue();
	}

	@Test
	void isRefusedByAnEndWithoutAnAnswer() throws Exception {
		serve((input, output) -> new Http2Frame(Http2Frame.HEADERS, Http2Frame.END_STREAM, 1, new byte[5])
			.write(output));
		assertThat(call(Map.of()).answer(NOTHING, ENOUGH)).isEmpty();
	}

	@Test
	void failsIfTheServerBreaksOff() {
		serve((input, output) -> new Http2Frame(Http2Frame.GOAWAY, 0, 0, new byte[8]).write(output));
		assertThatIOException().isThrownBy(() -> call(Map.of()).answer(NOTHING, ENOUGH))
			.withMessage("The server breaks off, by a frame of type 7");
		serve((input, output) -> {
			// it just closes the connection
		});
		assertThatExceptionOfType(EOFException.class).isThrownBy(() -> call(Map.of()).answer(NOTHING, ENOUGH));
	}

	@Test
	void failsIfSomethingElseListens() {
		serve((input, output) -> output.writeBytes("HTTP/1.1 400 Bad Request\r\n\r\n"));
		assertThatIOException().isThrownBy(() -> call(Map.of()).answer(NOTHING, ENOUGH))
			.withMessageStartingWith("Not HTTP/2");
	}

	@Test
	void failsIfTheAnswerIsTooLong() {
		serve((input, output) -> {
			for (int i = 0; i < 5; i++) {
				new Http2Frame(Http2Frame.DATA, 0, 1, new byte[16_384]).write(output);
			}
		});
		assertThatIOException().isThrownBy(() -> call(Map.of()).answer(NOTHING, ENOUGH))
			.withMessage("The answer is too long");
	}

	@Test
	void failsIfTheTimeIsOver() {
		assertThatExceptionOfType(SocketTimeoutException.class)
			.isThrownBy(() -> call(Map.of()).answer(NOTHING, Duration.ofMillis(1)));
		assertThatExceptionOfType(SocketTimeoutException.class)
			.isThrownBy(() -> call(Map.of()).answer(NOTHING, Duration.ZERO))
			.withMessage("No answer within PT0S");
	}

	private GrpcCall call(Map<String, String> headers) {
		return new GrpcCall(new InetSocketAddress(this.server.getInetAddress(), this.server.getLocalPort()), "/s.S/Go",
				headers);
	}

	private CompletableFuture<Void> serve(Service service) {
		return serve(new ArrayList<>(), service);
	}

	/**
	 * Serve one call.
	 * @param frames gets what the client says first
	 * @param service what the server does then
	 */
	private CompletableFuture<Void> serve(List<Http2Frame> frames, Service service) {
		return CompletableFuture.runAsync(() -> {
			try (Socket socket = this.server.accept()) {
				DataInputStream input = new DataInputStream(socket.getInputStream());
				DataOutputStream output = new DataOutputStream(socket.getOutputStream());
				assertThat(input.readNBytes(24)).isEqualTo(bytes("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"));
				while (frames.size() < 3) {
					frames.add(Http2Frame.read(input));
				}
				service.serve(input, output);
				socket.shutdownOutput();
				input.readAllBytes();
			}
			catch (IOException ex) {
				throw new AssertionError(ex);
			}
		});
	}

	private static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.ISO_8859_1);
	}

	private interface Service {

		void serve(DataInputStream input, DataOutputStream output) throws IOException;

	}

}
