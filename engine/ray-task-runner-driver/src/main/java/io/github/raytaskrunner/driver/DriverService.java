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

import java.util.function.Consumer;

import io.github.raytaskrunner.launch.DriverSecret;
import io.github.raytaskrunner.protocol.Attach;
import io.github.raytaskrunner.protocol.ClientMessage;
import io.github.raytaskrunner.protocol.Refused;
import org.jspecify.annotations.Nullable;

/**
 * What a driver offers to its application: one session, for whoever knows the secret and
 * comes first.
 */
final class DriverService {

	private final DriverSecret.Digest secret;

	private final Cluster cluster;

	private final DriverLease lease;

	private final Consumer<String> end;

	/**
	 * Changed with the lock of this.
	 */
	private volatile @Nullable ApplicationSession session;

	/**
	 * Create a new service.
	 * @param secret what opens it
	 * @param cluster where calls run
	 * @param lease held while an application is connected
	 * @param end ends the driver for a reason
	 */
	DriverService(DriverSecret.Digest secret, Cluster cluster, DriverLease lease, Consumer<String> end) {
		this.secret = secret;
		this.cluster = cluster;
		this.lease = lease;
		this.end = end;
	}

	/**
	 * Find the session that the first message of a connection asks for.
	 * @return the session, or {@code null} if the connection was refused
	 */
	@Nullable ApplicationSession find(ApplicationConnection connection, ClientMessage message) {
		Attach attach = message.getAttach();
		if (!this.secret.isOf(attach.getSecret())) {
			connection.refuse(Refused.Code.WRONG_SECRET, "The driver's secret is missing or wrong");
			return null;
		}
		if (attach.getSession().isEmpty() || attach.getConnection() < 1) {
			connection.refuse(Refused.Code.INVALID, "A connection begins with what it is for");
			return null;
		}
		boolean first = attach.getConnection() == 1;
		ApplicationSession session = first ? open(attach.getSession()) : this.session;
		if (session == null || !session.id().equals(attach.getSession())) {
			if (first) {
				connection.refuse(Refused.Code.OCCUPIED, "Another application is attached to this driver");
			}
			else {
				connection.refuse(Refused.Code.UNKNOWN_SESSION, "The driver does not know this session");
			}
			return null;
		}
		return session;
	}

	private synchronized ApplicationSession open(String id) {
		ApplicationSession session = this.session;
		if (session == null) {
			session = new ApplicationSession(id, this.cluster, this.lease, this::ended);
			this.session = session;
			this.cluster.setListener(session);
		}
		return session;
	}

	private synchronized void ended(ApplicationSession session, boolean finished) {
		if (this.session == session) {
			this.session = null;
			this.cluster.setListener(null);
			if (finished) {
				this.end.accept("its application is finished with it");
			}
		}
	}

	/**
	 * Give up the values that are being sent.
	 */
	synchronized void close() {
		if (this.session != null) {
			this.session.close();
		}
	}

}
