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

import java.util.function.BiConsumer;
import java.util.function.Consumer;

import com.google.protobuf.UnsafeByteOperations;
import io.github.raytaskrunner.calls.CallListener;
import io.github.raytaskrunner.calls.ProbeException;
import io.github.raytaskrunner.calls.RayCalls;
import io.github.raytaskrunner.protocol.ClientMessage;
import io.github.raytaskrunner.protocol.Crashed;
import io.github.raytaskrunner.protocol.DriverMessage;
import io.github.raytaskrunner.protocol.Finished;
import io.github.raytaskrunner.protocol.Hello;
import io.github.raytaskrunner.protocol.StartFailed;
import io.github.raytaskrunner.protocol.Started;
import io.github.raytaskrunner.protocol.UpstreamLost;
import io.github.raytaskrunner.protocol.Welcome;
import io.github.raytaskrunner.worker.Report;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import io.ray.api.Ray;
import io.ray.api.runtimecontext.NodeInfo;
import org.jspecify.annotations.Nullable;

/**
 * An attached application. Messages arrive one after another; reports are sent by many
 * threads.
 */
final class Session implements StreamObserver<ClientMessage>, CallListener {

	private final RayCalls calls;

	private final Lease lease;

	private final StreamObserver<DriverMessage> responses;

	private final BiConsumer<Session, Boolean> onDetached;

	private @Nullable Assembly assembly;

	private boolean broken;

	/**
	 * Create a new session.
	 * @param onDetached called when the session is over, with whether the application is
	 * finished with the driver
	 */
	Session(RayCalls calls, Lease lease, StreamObserver<DriverMessage> responses,
			BiConsumer<Session, Boolean> onDetached) {
		this.calls = calls;
		this.lease = lease;
		this.responses = responses;
		this.onDetached = onDetached;
	}

	@Override
	public void onNext(ClientMessage message) {
		if (this.broken) {
			return;
		}
		this.lease.renew();
		try {
			receive(message);
		}
		catch (RuntimeException ex) {
			// gRPC would end the stream and not tell this session
			this.broken = true;
			System.err.println("The application sent what cannot be understood: " + ex);
			synchronized (this.responses) {
				this.responses.onError(ex);
			}
			this.onDetached.accept(this, false);
		}
	}

	private void receive(ClientMessage message) {
		switch (message.getMessageCase()) {
			case HELLO -> hello(message.getHello());
			case RUN_CALL -> assemble(new CallAssembly(message.getRunCall()));
			case PUT_VALUE -> assemble(new ValueAssembly(message.getPutValue()));
			case PIECE -> {
				if (this.assembly == null) {
					throw Status.INVALID_ARGUMENT.withDescription("A piece of nothing").asRuntimeException();
				}
				this.assembly.add(message.getPiece().getData());
				assemble(this.assembly);
			}
			case CANCEL -> this.calls.cancel(message.getCancel().getAttempt());
			case RELEASE -> message.getRelease().getAttemptsList().forEach(this.calls::release);
			case KEEP_ALIVE -> {
				// like any message, it has renewed the lease
			}
			case MESSAGE_NOT_SET ->
				throw Status.INVALID_ARGUMENT.withDescription("An empty message").asRuntimeException();
		}
	}

	private void assemble(Assembly assembly) {
		this.assembly = assembly;
		if (assembly.isComplete()) {
			this.assembly = null;
			assembly.deliver(this.calls);
		}
	}

	private void hello(Hello hello) {
		Thread probe = new Thread(() -> welcome(Math.toIntExact(hello.getWorkerStartTimeoutMillis())),
				"ray-driver-probe");
		probe.setDaemon(true);
		probe.start();
	}

	private void welcome(int workerStartTimeoutMillis) {
		try {
			String javaVersion = this.calls.probe(workerStartTimeoutMillis);
			Welcome.Builder welcome = Welcome.newBuilder().setWorkerJavaVersion(javaVersion);
			for (NodeInfo node : Ray.getRuntimeContext().getAllNodeInfo()) {
				if (node.isAlive) {
					welcome.setNodes(welcome.getNodes() + 1);
					welcome.setSlots(welcome.getSlots() + node.resources.getOrDefault("CPU", 0.0).intValue());
					node.resources.forEach((name, amount) -> welcome.putLargestAmounts(name,
							Math.max(amount, welcome.getLargestAmountsOrDefault(name, 0))));
				}
			}
			send((response) -> response.setWelcome(welcome));
		}
		catch (Exception ex) {
			String reason = (ex instanceof ProbeException) ? String.valueOf(ex.getMessage()) : ex.toString();
			send((response) -> response.setStartFailed(StartFailed.newBuilder().setReason(reason)));
		}
	}

	@Override
	public void started(long attempt) {
		send((response) -> response.setStarted(Started.newBuilder().setAttempt(attempt)));
	}

	@Override
	public void finished(Report.Finished report) {
		Finished.Builder finished = Finished.newBuilder()
			.setAttempt(report.attempt())
			.setFailed(report.failed())
			.setSize(report.size());
		if (report.value() != null) {
			finished.setValue(UnsafeByteOperations.unsafeWrap(report.value()));
		}
		send((response) -> response.setFinished(finished));
	}

	@Override
	public void crashed(long attempt, String reason) {
		send((response) -> response.setCrashed(Crashed.newBuilder().setAttempt(attempt).setReason(reason)));
	}

	@Override
	public void upstreamLost(long attempt, long upstream, String reason) {
		UpstreamLost.Builder lost = UpstreamLost.newBuilder()
			.setAttempt(attempt)
			.setUpstream(upstream)
			.setReason(reason);
		send((response) -> response.setUpstreamLost(lost));
	}

	private void send(Consumer<DriverMessage.Builder> message) {
		DriverMessage.Builder builder = DriverMessage.newBuilder();
		message.accept(builder);
		DriverMessage response = builder.build();
		synchronized (this.responses) {
			try {
				this.responses.onNext(response);
			}
			catch (RuntimeException ex) {
				System.err.println("Cannot tell the application: " + ex);
			}
		}
	}

	@Override
	public void onError(Throwable error) {
		System.out.println("The application is gone: " + error);
		this.onDetached.accept(this, false);
	}

	@Override
	public void onCompleted() {
		this.onDetached.accept(this, true);
	}

}
