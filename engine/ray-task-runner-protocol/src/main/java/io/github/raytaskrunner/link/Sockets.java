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

package io.github.raytaskrunner.link;

import java.io.Closeable;
import java.io.IOException;

/**
 * What both ends do with sockets.
 */
public final class Sockets {

	private Sockets() {
	}

	/**
	 * Close a socket, or one that listens, of which nobody wants to know how it ended.
	 * @param socket the socket
	 */
	public static void close(Closeable socket) {
		try {
			socket.close();
		}
		catch (IOException ex) {
			// it is closed all the same
		}
	}

}
