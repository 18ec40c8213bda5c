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

import java.io.DataOutputStream;
import java.io.IOException;
import java.net.Socket;

/**
 * The driver's end of the connection of a worker.
 */
final class WorkerConnection {

	private final Socket socket;

	private final DataOutputStream output;

	private volatile boolean open = true;

	WorkerConnection(Socket socket) throws IOException {
		this.socket = socket;
		this.output = new DataOutputStream(socket.getOutputStream());
	}

	/**
	 * Tell the worker to cancel an attempt, if it is there or comes later.
	 */
	synchronized void cancel(long attempt) {
		try {
			this.output.writeLong(attempt);
			this.output.flush();
		}
		catch (IOException ex) {
			// the worker ended, and with it what it ran
		}
	}

	/**
	 * Say whether the worker is there, as far as its connection tells.
	 */
	boolean isOpen() {
		return this.open;
	}

	/**
	 * Note that the worker has ended.
	 */
	void ended() {
		this.open = false;
	}

	void close() {
		try {
			this.socket.close();
		}
		catch (IOException ex) {
			System.err.println("Cannot close the connection of a worker: " + ex);
		}
	}

}
