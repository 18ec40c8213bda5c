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
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;

import io.ray.api.Ray;
import io.ray.api.id.UniqueId;
import io.ray.api.runtimecontext.NodeInfo;

/**
 * The raylet through which this process uses Ray. Ray does not end a driver whose raylet
 * died; it fails whatever is submitted from then on.
 */
final class LocalRaylet {

	private static final int CONNECT_TIMEOUT_MILLIS = 1_000;

	private final SocketAddress address;

	private LocalRaylet(SocketAddress address) {
		this.address = address;
	}

	/**
	 * Return the raylet of this process.
	 */
	static LocalRaylet find() {
		UniqueId id = Ray.getRuntimeContext().getCurrentNodeId();
		NodeInfo node = Ray.getRuntimeContext()
			.getAllNodeInfo()
			.stream()
			.filter((candidate) -> candidate.nodeId.equals(id))
			.findFirst()
			.orElseThrow(() -> new IllegalStateException("Ray does not know the node of this process, " + id));
		return new LocalRaylet(new InetSocketAddress(node.nodeAddress, node.nodeManagerPort));
	}

	/**
	 * Say whether the raylet has died for sure.
	 */
	boolean isDead() {
		try (Socket socket = new Socket()) {
			socket.connect(this.address, CONNECT_TIMEOUT_MILLIS);
			return false;
		}
		catch (ConnectException ex) {
			return true;
		}
		catch (IOException ex) {
			return false;
		}
	}

}
