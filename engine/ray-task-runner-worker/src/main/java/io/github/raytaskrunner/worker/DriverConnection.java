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

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;

import io.github.raytaskrunner.worker.CallFrame.DriverAddress;

/**
 * Connection of this worker process to its driver: reports go one way, the ids of
 * attempts to cancel the other.
 */
final class DriverConnection implements Closeable {

	private static final int CONNECT_TIMEOUT_MILLIS = 5_000;

	private final Socket socket;

	private final DataOutputStream output;

	private DriverConnection(Socket socket, DataOutputStream output) {
		this.socket = socket;
		this.output = output;
	}

	static DriverConnection open(DriverAddress address, CancelListener onCancel) throws IOException {
		Socket socket = new Socket();
		try {
			socket.connect(new InetSocketAddress(address.host(), address.port()), CONNECT_TIMEOUT_MILLIS);
			socket.setTcpNoDelay(true);
			socket.setKeepAlive(true);
			DataOutputStream output = new DataOutputStream(new BufferedOutputStream(socket.getOutputStream(), 16_384));
			output.writeUTF(address.token());
			Thread reader = new Thread(() -> read(socket, address, onCancel), "ray-task-runner-driver-connection");
			reader.setDaemon(true);
			reader.start();
			return new DriverConnection(socket, output);
		}
		catch (IOException ex) {
			socket.close();
			throw ex;
		}
	}

	private static void read(Socket socket, DriverAddress address, CancelListener onCancel) {
		try (DataInputStream input = new DataInputStream(new BufferedInputStream(socket.getInputStream(), 512))) {
			while (true) {
				onCancel.cancel(address, input.readLong());
			}
		}
		catch (IOException ex) {
			// the driver is gone, or this end was closed; the next report finds out
		}
	}

	void send(Report report) throws IOException {
		report.writeTo(this.output);
		this.output.flush();
	}

	@Override
	public void close() throws IOException {
		this.socket.close();
	}

}
