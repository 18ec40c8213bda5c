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

package io.github.raytaskrunner.backend.ray;

import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import com.google.protobuf.ByteString;
import io.github.raytaskrunner.backend.ray.RaySettings.DriverLaunch;
import io.github.raytaskrunner.backend.ray.cluster.RayInstallation;
import io.github.raytaskrunner.backend.ray.cluster.TemporaryCluster;
import io.github.raytaskrunner.backend.ray.code.ApplicationClassPath;
import io.github.raytaskrunner.backend.ray.code.DriverClassPath;
import io.github.raytaskrunner.protocol.ClientMessage;
import io.github.raytaskrunner.protocol.DriverGrpc;
import io.github.raytaskrunner.protocol.DriverMessage;
import io.github.raytaskrunner.protocol.FetchRequest;
import io.github.raytaskrunner.protocol.Hello;
import io.github.raytaskrunner.protocol.Piece;
import io.github.raytaskrunner.testsupport.LinuxProcesses;
import io.github.raytaskrunner.testsupport.RayInstallations;
import io.github.raytaskrunner.testsupport.RayTestInstallation;
import io.github.raytaskrunner.testsupport.RayVersions;
import io.github.raytaskrunner.worker.Report;
import io.grpc.Channel;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.StreamObserver;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * What a driver does with those who have no business with it. After each of them it
 * serves its application.
 */
@Tag("slow")
@RayInstallations(RayVersions.NEWEST)
class DriverSecurityTests {

	private static final Duration LIMIT = Duration.ofSeconds(60);

	private static final DriverSecret SECRET = DriverSecret.random();

	private static TemporaryCluster cluster;

	private static LaunchedDriver driver;

	private static long driverPid;

	@BeforeAll
	static void start() throws IOException {
		RayInstallation installation = RayInstallation.find(RayTestInstallation.version(RayVersions.NEWEST), null)
			.orElseThrow();
		Path javaHome = Path.of(System.getProperty("java.home"));
		cluster = TemporaryCluster.start(installation, Map.of("num_cpus", 1), javaHome, LIMIT, (reason) -> {
		});
		Path directory = Files.createDirectory(cluster.directory().resolve("driver"));
		ApplicationClassPath application = ApplicationClassPath.of(DriverSecurityTests.class.getClassLoader());
		List<Path> classPath = new ArrayList<>(DriverClassPath.of(application).materialize(directory));
		classPath.add(cluster.info().rayDistJar());
		RaySettings settings = new RaySettings("tests", "tests", DriverLaunch.CHILD, javaHome,
				new RaySettings.Driver(List.of(), LIMIT, LIMIT, RaySettings.Listen.ANYWHERE),
				new RaySettings.Worker(List.of(), LIMIT));
		driver = new ChildDriverLauncher(javaHome, classPath, cluster.localNode(), directory)
			.launch(new DriverSpec(SECRET.sha256(), RaySettings.Listen.ANYWHERE, LIMIT,
					DriverJvmOptions.of(settings, 1, List.of()), LIMIT));
		driverPid = LinuxProcesses.descendants(ProcessHandle.current().pid())
			.stream()
			.filter((pid) -> LinuxProcesses.describe(pid).contains(DriverSpec.MAIN_CLASS))
			.findFirst()
			.orElseThrow();
	}

	@AfterAll
	static void stop() {
		if (driver != null) {
			driver.stop(Duration.ofSeconds(5));
		}
		if (cluster != null) {
			cluster.close();
		}
	}

	@AfterEach
	void driverStillServesItsApplication() {
		try (DriverChannel channel = new DriverChannel(driver.endpoint(), SECRET)) {
			assertThatExceptionOfType(StatusRuntimeException.class).isThrownBy(() -> fetch(channel.channel()))
				.satisfies((ex) -> assertThat(ex.getStatus().getCode()).isEqualTo(Status.Code.NOT_FOUND));
		}
	}

	private static void fetch(Channel channel) {
		DriverGrpc.newBlockingStub(channel)
			.withDeadlineAfter(10, TimeUnit.SECONDS)
			.fetch(FetchRequest.newBuilder().setAttempt(1).build())
			.next();
	}

	@Test
	void refusesAWrongSecret() {
		try (DriverChannel channel = new DriverChannel(driver.endpoint(), DriverSecret.random())) {
			refuses(channel.channel());
		}
	}

	@Test
	void refusesNoSecret() {
		ManagedChannel channel = NettyChannelBuilder.forAddress(driver.endpoint().host(), driver.endpoint().port())
			.usePlaintext()
			.build();
		try {
			refuses(channel);
		}
		finally {
			channel.shutdownNow();
		}
	}

	private static void refuses(Channel channel) {
		assertThatExceptionOfType(StatusRuntimeException.class).isThrownBy(() -> fetch(channel))
			.satisfies((ex) -> assertThat(ex.getStatus().getCode()).isEqualTo(Status.Code.UNAUTHENTICATED));
		assertThat(attach(channel).end()).extracting(Status::getCode).isEqualTo(Status.Code.UNAUTHENTICATED);
	}

	@Test
	void refusesATooLargeMessage() {
		try (DriverChannel channel = new DriverChannel(driver.endpoint(), SECRET)) {
			Attachment attachment = attach(channel.channel());
			Piece.Builder piece = Piece.newBuilder().setData(ByteString.copyFrom(new byte[5 * 1024 * 1024]));
			attachment.requests.onNext(ClientMessage.newBuilder().setPiece(piece).build());
			assertThat(attachment.end().getCode()).isIn(Status.Code.RESOURCE_EXHAUSTED, Status.Code.CANCELLED);
		}
		attachesAgain();
	}

	@Test
	void refusesAMessageOutOfOrder() {
		try (DriverChannel channel = new DriverChannel(driver.endpoint(), SECRET)) {
			Attachment attachment = attach(channel.channel());
			attachment.requests.onNext(ClientMessage.newBuilder().setPiece(Piece.getDefaultInstance()).build());
			assertThat(attachment.end().isOk()).isFalse();
		}
		attachesAgain();
	}

	private static void attachesAgain() {
		try (DriverChannel channel = new DriverChannel(driver.endpoint(), SECRET)) {
			await().atMost(Duration.ofSeconds(10)).until(() -> {
				Attachment attachment = attach(channel.channel());
				Hello.Builder hello = Hello.newBuilder().setWorkerStartTimeoutMillis(1);
				attachment.requests.onNext(ClientMessage.newBuilder().setHello(hello).build());
				DriverMessage answer = attachment.answer();
				attachment.cancel();
				return answer.getStartFailed().getReason().contains("No worker came up");
			});
		}
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 100, 10_000_000 })
	void survivesGarbageOnEveryPort(int bytes) throws IOException {
		byte[] garbage = new byte[bytes];
		new Random(bytes).nextBytes(garbage);
		for (InetSocketAddress address : LinuxProcesses.listeningSockets(List.of(driverPid))) {
			try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), address.getPort())) {
				socket.getOutputStream().write(garbage);
			}
			catch (IOException ex) {
				// hung up on
			}
		}
		assertThat(LinuxProcesses.isAlive(driverPid)).isTrue();
	}

	@Test
	void listensToNoWorkerWithoutTheToken() throws IOException {
		int before = refusedWorkers();
		for (InetSocketAddress address : LinuxProcesses.listeningSockets(List.of(driverPid))) {
			try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), address.getPort())) {
				socket.setSoTimeout(Math.toIntExact(LIMIT.toMillis()));
				DataOutputStream output = new DataOutputStream(socket.getOutputStream());
				output.writeUTF("0".repeat(64));
				new Report.Started(1).writeTo(output);
				socket.getInputStream().readAllBytes();
			}
			catch (SocketException ex) {
				// hung up on
			}
		}
		await().atMost(Duration.ofSeconds(10)).until(() -> refusedWorkers() == before + 1);
	}

	private static int refusedWorkers() throws IOException {
		return (int) Files.readAllLines(cluster.directory().resolve("driver/driver.log"))
			.stream()
			.filter((line) -> line.contains("without the token"))
			.count();
	}

	private static Attachment attach(Channel channel) {
		Attachment attachment = new Attachment();
		attachment.requests = (ClientCallStreamObserver<ClientMessage>) DriverGrpc.newStub(channel).attach(attachment);
		return attachment;
	}

	/**
	 * A session by hand.
	 */
	private static final class Attachment implements StreamObserver<DriverMessage> {

		private final CompletableFuture<Status> end = new CompletableFuture<>();

		private final CompletableFuture<DriverMessage> answer = new CompletableFuture<>();

		private ClientCallStreamObserver<ClientMessage> requests;

		private Status end() {
			return this.end.orTimeout(10, TimeUnit.SECONDS).join();
		}

		private DriverMessage answer() {
			return this.answer.orTimeout(10, TimeUnit.SECONDS).join();
		}

		private void cancel() {
			this.requests.cancel("The test is over", null);
		}

		@Override
		public void onNext(DriverMessage message) {
			this.answer.complete(message);
		}

		@Override
		public void onError(Throwable error) {
			this.end.complete(Status.fromThrowable(error));
			this.answer.complete(DriverMessage.getDefaultInstance());
		}

		@Override
		public void onCompleted() {
			this.end.complete(Status.OK);
			this.answer.complete(DriverMessage.getDefaultInstance());
		}

	}

}
