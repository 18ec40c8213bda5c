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

package io.github.raytaskrunner.calls;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.security.MessageDigest;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.TimeUnit;

/**
 * Connections that have not presented the token yet. Few may be, and not for long: when
 * there are more, the oldest is hung up on, because a worker presents its token at once.
 */
final class Handshakes {

	static final int MAX_PENDING = 64;

	private static final long TIMEOUT_SECONDS = 5;

	private final byte[] expected;

	private final Queue<Socket> pending = new ArrayDeque<>(MAX_PENDING);

	Handshakes(String token) {
		this.expected = handshake(token);
	}

	private static byte[] handshake(String token) {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		try {
			new DataOutputStream(bytes).writeUTF(token);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return bytes.toByteArray();
	}

	/**
	 * Take a connection in.
	 */
	void begin(Socket socket) throws IOException {
		Socket oldest = null;
		synchronized (this.pending) {
			if (this.pending.size() == MAX_PENDING) {
				oldest = this.pending.remove();
			}
			this.pending.add(socket);
		}
		if (oldest != null) {
			oldest.close();
		}
	}

	/**
	 * Wait for the token.
	 * @return whether it is the right one
	 * @throws IOException if the connection broke, or if nothing comes
	 */
	boolean complete(Socket socket) throws IOException {
		try {
			byte[] actual = new byte[this.expected.length];
			long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(TIMEOUT_SECONDS);
			for (int size = 0; size < actual.length;) {
				// for all bytes together, however slowly they come
				long remaining = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
				socket.setSoTimeout(Math.toIntExact(Math.max(1, remaining)));
				int count = socket.getInputStream().read(actual, size, actual.length - size);
				if (count < 0 || remaining <= 0) {
					return false;
				}
				size += count;
			}
			socket.setSoTimeout(0);
			return MessageDigest.isEqual(this.expected, actual);
		}
		finally {
			synchronized (this.pending) {
				this.pending.remove(socket);
			}
		}
	}

}
