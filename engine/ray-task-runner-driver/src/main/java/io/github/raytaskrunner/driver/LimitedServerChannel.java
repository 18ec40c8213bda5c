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

import java.util.List;

import io.grpc.netty.shaded.io.netty.channel.Channel;
import io.grpc.netty.shaded.io.netty.channel.socket.nio.NioServerSocketChannel;

/**
 * Accepts connections up to a number and hangs up on others at once, as each takes memory
 * before anybody has presented a secret. Used by its event loop alone.
 */
final class LimitedServerChannel extends NioServerSocketChannel {

	private final int maxConnections;

	private int connections;

	LimitedServerChannel(int maxConnections) {
		this.maxConnections = maxConnections;
	}

	@Override
	protected int doReadMessages(List<Object> accepted) throws Exception {
		int count = super.doReadMessages(accepted);
		if (count <= 0) {
			return count;
		}
		Channel channel = (Channel) accepted.get(accepted.size() - 1);
		if (this.connections == this.maxConnections) {
			accepted.remove(accepted.size() - 1);
			channel.unsafe().closeForcibly();
			return 0;
		}
		this.connections++;
		channel.closeFuture().addListener((future) -> eventLoop().execute(() -> this.connections--));
		return count;
	}

}
