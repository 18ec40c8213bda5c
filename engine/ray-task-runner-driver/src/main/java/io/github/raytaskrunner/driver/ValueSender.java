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

import java.io.Closeable;
import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import com.google.protobuf.UnsafeByteOperations;
import io.github.raytaskrunner.calls.NamedThreadFactory;
import io.github.raytaskrunner.link.Link;
import io.github.raytaskrunner.link.Pieces;
import io.github.raytaskrunner.protocol.DriverMessage;
import io.github.raytaskrunner.protocol.Fetch;
import io.github.raytaskrunner.protocol.ValueLost;
import io.github.raytaskrunner.protocol.ValuePiece;

/**
 * Sends the values that an application asks for, as fast as it takes them.
 */
final class ValueSender implements Closeable {

	/**
	 * A value is in the heap while it is sent, so few are at a time.
	 */
	private static final int THREADS = 2;

	/**
	 * What is under way of values at most, so that reports and what tasks log need not
	 * wait behind much more.
	 */
	private static final int MAX_BYTES_UNDER_WAY = 2 * Pieces.MAX_BYTES;

	private final Cluster cluster;

	private final Link<DriverMessage> link;

	/**
	 * Its queue has an id for each value that the application waits for.
	 */
	private final ThreadPoolExecutor executor = new ThreadPoolExecutor(THREADS, THREADS, 1, TimeUnit.SECONDS,
			new LinkedBlockingQueue<>(), new NamedThreadFactory("ray-driver-fetch"),
			new ThreadPoolExecutor.DiscardPolicy());

	/**
	 * Create a new sender.
	 * @param cluster where the values are
	 * @param link where to send them
	 */
	ValueSender(Cluster cluster, Link<DriverMessage> link) {
		this.cluster = cluster;
		this.link = link;
		this.executor.allowCoreThreadTimeOut(true);
	}

	/**
	 * Send a value when it is its turn, or that there is none.
	 */
	void send(Fetch request) {
		this.executor.execute(() -> answer(request));
	}

	private void answer(Fetch request) {
		try {
			ByteBuffer value = this.cluster.fetch(request.getAttempt());
			if (value != null) {
				send(request.getId(), value);
			}
			else {
				lost(request.getId(), "the driver has no such value");
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		// whatever it is, the application waits for the value
		catch (Throwable ex) {
			lost(request.getId(), "Ray lost the value: " + ex.getMessage());
		}
	}

	private void send(long fetch, ByteBuffer value) throws InterruptedException {
		Pieces pieces = new Pieces(value, Pieces.MAX_BYTES);
		send(ValuePiece.newBuilder().setFetch(fetch).setSize(pieces.size()), pieces.first());
		Iterator<ByteBuffer> others = pieces.others().iterator();
		while (others.hasNext()) {
			send(ValuePiece.newBuilder().setFetch(fetch), others.next());
		}
	}

	private void send(ValuePiece.Builder piece, ByteBuffer data) throws InterruptedException {
		while (!this.link.awaitBelow(MAX_BYTES_UNDER_WAY, 1, TimeUnit.MINUTES)) {
			// the application may be away; whoever decides that it is lost closes this
		}
		piece.setData(UnsafeByteOperations.unsafeWrap(data));
		this.link.send(DriverMessage.newBuilder().setValuePiece(piece).build());
	}

	private void lost(long fetch, String reason) {
		this.link.send(DriverMessage.newBuilder()
			.setValueLost(ValueLost.newBuilder().setFetch(fetch).setReason(reason))
			.build());
	}

	/**
	 * Give up what is being sent.
	 */
	@Override
	public void close() {
		this.executor.shutdownNow();
	}

}
