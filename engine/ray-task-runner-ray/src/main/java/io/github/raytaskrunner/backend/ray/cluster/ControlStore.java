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

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

import com.google.protobuf.ByteString;
import io.github.raytaskrunner.backend.BackendUnavailableException;
import io.github.raytaskrunner.backend.ray.gcs.InternalKVGetReply;
import io.github.raytaskrunner.backend.ray.gcs.InternalKVGetRequest;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * A cluster's global control store, in which Ray records where its dashboard listens.
 */
final class ControlStore {

	private static final Log logger = LogFactory.getLog(ControlStore.class);

	private static final String GET = "/ray.rpc.InternalKVGcsService/InternalKVGet";

	private static final ByteString DASHBOARD = ByteString.copyFromUtf8("dashboard");

	private static final Duration TIMEOUT = Duration.ofSeconds(3);

	private final URI address;

	/**
	 * Create a new instance.
	 * @param address host and port
	 */
	ControlStore(String address) {
		this.address = URI.create("gcs://" + address);
	}

	/**
	 * Ask for the port that the dashboard listens on. Its host is the one of this store,
	 * by whatever name that is known here.
	 * @param token the token of the cluster; if there is none and the cluster asks for
	 * one, that of this user is tried
	 * @return the port, or nothing if none is recorded or nobody answers
	 * @throws BackendUnavailableException if nothing listens there: whatever dashboard
	 * there is, it is that of another cluster
	 */
	OptionalInt dashboardPort(ClusterToken token) {
		try {
			Optional<byte[]> answer = ask(token);
			ClusterToken ofUser = ClusterToken.ofUser();
			if (answer.isEmpty() && !token.isPresent() && ofUser.isPresent()) {
				answer = ask(ofUser);
			}
			if (answer.isPresent()) {
				return port(InternalKVGetReply.parseFrom(answer.get()).getValue());
			}
			logger.debug("The global control store at " + this.address + " does not take the question");
		}
		catch (ConnectException ex) {
			throw new BackendUnavailableException(
					"There is no Ray cluster at " + this.address.getAuthority() + ": " + ex.getMessage(),
					"Check the property 'ray.address', and that the cluster runs. If nothing but its dashboard can be "
							+ "reached, set 'ray.address' to that, to http://host:8265 say.",
					ex);
		}
		catch (IOException ex) {
			logger.debug("The global control store at " + this.address + " does not tell where the dashboard listens",
					ex);
		}
		return OptionalInt.empty();
	}

	private Optional<byte[]> ask(ClusterToken token) throws IOException {
		String value = token.get();
		GrpcCall call = new GrpcCall(new InetSocketAddress(this.address.getHost(), this.address.getPort()), GET,
				(value != null) ? Map.of("authorization", "Bearer " + value) : Map.of());
		InternalKVGetRequest request = InternalKVGetRequest.newBuilder()
			.setKey(DASHBOARD)
			.setNamespace(DASHBOARD)
			.build();
		return call.answer(request.toByteArray(), TIMEOUT);
	}

	private static OptionalInt port(ByteString recorded) {
		String text = recorded.toStringUtf8();
		return text.isEmpty() ? OptionalInt.empty()
				: OptionalInt.of(Integer.parseInt(text.substring(text.lastIndexOf(':') + 1)));
	}

}
