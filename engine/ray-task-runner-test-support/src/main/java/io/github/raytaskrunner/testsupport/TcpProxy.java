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

package io.github.raytaskrunner.testsupport;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A link between two processes of this machine that a test can cut, stall and restore.
 */
public final class TcpProxy implements AutoCloseable {

	private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());

	private final ExecutorService executor = Executors.newCachedThreadPool();

	private final Set<Pair> pairs = ConcurrentHashMap.newKeySet();

	private volatile InetSocketAddress target;

	private boolean stalled;

	private volatile boolean refusing;

	/**
	 * Open a proxy on a free port.
	 * @param target where connections lead
	 * @throws IOException if that fails
	 */
	public TcpProxy(InetSocketAddress target) throws IOException {
		this.target = target;
		this.executor.execute(this::accept);
	}

	/**
	 * Return the port of the proxy.
	 * @return the port on the loopback interface
	 */
	public int port() {
		return this.server.getLocalPort();
	}

	/**
	 * Lead new connections elsewhere.
	 * @param target where to
	 */
	public void target(InetSocketAddress target) {
		this.target = target;
	}

	/**
	 * Break all connections.
	 */
	public void cut() {
		this.pairs.forEach(Pair::close);
	}

	/**
	 * Break all connections in such a way that only the connecting ends learn it.
	 */
	public void cutHalf() {
		this.pairs.forEach(Pair::closeHalf);
	}

	/**
	 * Break all connections, and each new one, until {@link #resume}.
	 */
	public void refuse() {
		this.refusing = true;
		cut();
	}

	/**
	 * Pass nothing on, in no connection, until {@link #resume}.
	 */
	public synchronized void stall() {
		this.stalled = true;
	}

	/**
	 * Be a good link again.
	 */
	public synchronized void resume() {
		this.refusing = false;
		this.stalled = false;
		notifyAll();
	}

	private synchronized void awaitFlow() throws InterruptedException {
		while (this.stalled) {
			wait();
		}
	}

	private void accept() {
		while (!this.server.isClosed()) {
			try {
				Socket source = this.server.accept();
				if (this.refusing) {
					source.close();
					continue;
				}
				Pair pair = new Pair(source, new Socket());
				this.pairs.add(pair);
				this.executor.execute(pair::open);
			}
			catch (IOException ex) {
				// cut, or closed
			}
		}
	}

	@Override
	public void close() {
		try {
			this.server.close();
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
		cut();
		this.executor.shutdownNow();
	}

	private final class Pair {

		private final Socket source;

		private final Socket sink;

		private volatile boolean half;

		private Pair(Socket source, Socket sink) {
			this.source = source;
			this.sink = sink;
		}

		private void open() {
			try {
				awaitFlow();
				this.source.setTcpNoDelay(true);
				this.sink.setTcpNoDelay(true);
				this.sink.connect(TcpProxy.this.target);
				TcpProxy.this.executor.execute(() -> pump(this.sink, this.source));
				pump(this.source, this.sink);
			}
			catch (IOException ex) {
				close();
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
				close();
			}
		}

		private void pump(Socket from, Socket to) {
			byte[] buffer = new byte[65_536];
			try {
				InputStream input = from.getInputStream();
				OutputStream output = to.getOutputStream();
				for (int count = input.read(buffer); count >= 0; count = input.read(buffer)) {
					awaitFlow();
					output.write(buffer, 0, count);
				}
			}
			catch (IOException ex) {
				// cut
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
			if (!this.half) {
				close();
			}
		}

		private void close() {
			TcpProxy.this.pairs.remove(this);
			closeQuietly(this.source);
			closeQuietly(this.sink);
		}

		private void closeHalf() {
			this.half = true;
			closeQuietly(this.source);
		}

		private void closeQuietly(Socket socket) {
			try {
				socket.close();
			}
			catch (IOException ex) {
				// it is closed all the same
			}
		}

	}

}
