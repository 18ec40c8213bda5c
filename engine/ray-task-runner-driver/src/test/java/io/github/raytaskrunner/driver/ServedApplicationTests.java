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

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import com.google.protobuf.ByteString;
import io.github.raytaskrunner.launch.DriverSecret;
import io.github.raytaskrunner.protocol.Attempt;
import io.github.raytaskrunner.protocol.ClientMessage;
import io.github.raytaskrunner.protocol.Fetch;
import io.github.raytaskrunner.protocol.Payload;
import io.github.raytaskrunner.protocol.PutValue;
import io.github.raytaskrunner.protocol.RunCall;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Base class of tests of what a driver does with others, while its application is served.
 */
abstract class ServedApplicationTests {

	static final Duration LIMIT = Duration.ofSeconds(20);

	static final String SECRET = "0123456789";

	final List<Socket> sockets = new ArrayList<>();

	ScriptedDriver driver;

	Attachment application;

	private long calls;

	@BeforeEach
	void start() throws IOException {
		this.driver = ScriptedDriver.start(DriverSecret.Digest.of(SECRET), LIMIT);
		this.application = attach("application", 1, 0);
		applicationIsServed();
	}

	@AfterEach
	void stop() throws IOException {
		try {
			applicationIsServed();
			assertThat(this.driver.end()).isNull();
		}
		finally {
			for (Socket socket : this.sockets) {
				socket.close();
			}
			this.driver.close();
		}
	}

	final void applicationIsServed() {
		this.application.send(runCall(++this.calls, 3, "abc"));
		assertThat(this.application.awaitFinished()).isEqualTo(this.calls);
	}

	final Socket connect() throws IOException {
		Socket socket = new Socket(InetAddress.getLoopbackAddress(), this.driver.port());
		this.sockets.add(socket);
		return socket;
	}

	final Attachment attach(String session, int connection, long received) throws IOException {
		return attach(SECRET, session, connection, received);
	}

	final Attachment attach(String secret, String session, int connection, long received) throws IOException {
		Attachment attachment = new Attachment(connect());
		attachment.attach(secret, session, connection, received);
		return attachment;
	}

	static ClientMessage.Builder fetch(long attempt) {
		return ClientMessage.newBuilder().setFetch(Fetch.newBuilder().setId(1).setAttempt(attempt));
	}

	static ClientMessage.Builder runCall(long id, long size, String payload) {
		return ClientMessage.newBuilder()
			.setRunCall(RunCall.newBuilder()
				.addAttempts(Attempt.newBuilder()
					.setId(id)
					.setTask(Payload.newBuilder().setSize(size).setData(ByteString.copyFromUtf8(payload)))));
	}

	static ClientMessage.Builder put(long attempt) {
		Payload.Builder value = Payload.newBuilder().setSize(3).setData(ByteString.copyFromUtf8("abc"));
		return ClientMessage.newBuilder().setPutValue(PutValue.newBuilder().setAttempt(attempt).setValue(value));
	}

}
