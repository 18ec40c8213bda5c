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

package io.github.raytaskrunner.autoconfigure;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

import io.github.raytaskrunner.autoconfigure.beans.WorkerSecrets;
import io.github.raytaskrunner.backend.Backend;
import io.github.raytaskrunner.backend.BackendUnavailableException;
import io.github.raytaskrunner.backend.embedded.EmbeddedBackend;
import io.github.raytaskrunner.backend.ray.RayBackend;
import io.github.raytaskrunner.backend.ray.cluster.RayNotInstalledException;
import io.github.raytaskrunner.serialization.TaskSerializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.ssl.DefaultSslBundleRegistry;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@ExtendWith(OutputCaptureExtension.class)
class BackendFactoryTests {

	@TempDir
	Path folder;

	private Path withRay;

	private Path withoutRay;

	@BeforeEach
	void installRay() throws IOException {
		this.withRay = Files.createDirectory(this.folder.resolve("ray"));
		this.withoutRay = Files.createDirectory(this.folder.resolve("empty"));
		Path python = Files.createFile(this.withRay.resolve("python3"));
		Path ray = Files.writeString(this.withRay.resolve("ray"),
				"#!" + python + "\nfrom ray.scripts.scripts import main\n");
		assertThat(python.toFile().setExecutable(true) && ray.toFile().setExecutable(true)).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "ray.address=", "ray.home=", "ray.address=auto" })
	void isATemporaryClusterIfRayIsInstalled(String pair) {
		Backend backend = backend(this.withRay, pair);
		assertThat(backend).isInstanceOf(RayBackend.class);
		assertThat(backend.startsBy()).startsWith("starting on a temporary Ray cluster")
			.contains(this.withRay.resolve("python3").toString())
			.contains("ray.address=embedded");
	}

	@Test
	void isEmbeddedIfRayIsNotInstalled(CapturedOutput output) {
		assertThat(backend(this.withoutRay)).isInstanceOf(EmbeddedBackend.class);
		assertThat(output.toString().lines().filter((line) -> line.contains("BackendFactory"))).singleElement()
			.asString()
			.contains("tasks run embedded", "pip install \"ray[default]\"", "PATH", "ray.home");
	}

	@Test
	void isEmbeddedInANativeImageWhateverRayTheMachineHas(CapturedOutput output) {
		Map<String, Object> image = Map.of("org.graalvm.nativeimage.imagecode", "runtime");
		assertThat(backend(image, this.withRay)).isInstanceOf(EmbeddedBackend.class);
		assertThat(output.toString().lines().filter((line) -> line.contains("BackendFactory"))).singleElement()
			.asString()
			.contains("INFO", "native image", "tasks run embedded", "JVM");
	}

	@Test
	void autoNeedsRay() {
		assertThatExceptionOfType(BackendUnavailableException.class)
			.isThrownBy(() -> backend(this.withoutRay, "ray.address=auto"))
			.withMessageContaining("'ray.address' is 'auto'")
			.withMessageContaining("no Ray installation")
			.satisfies((ex) -> assertThat(ex.getAction()).contains("ray start --head", "embedded"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "ray.address=auto" })
	void isTheClusterOfThisMachineIfOneRuns(String pair) throws IOException {
		try (ServerSocket head = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			String address = "127.0.0.1:" + head.getLocalPort();
			Path record = this.folder.resolve("tmp/ray/ray_current_cluster");
			Files.createDirectories(record.getParent());
			Files.writeString(record, address);
			Backend backend = backend(this.withoutRay, pair);
			assertThat(backend).isInstanceOf(RayBackend.class);
			assertThat(backend.startsBy()).startsWith("connecting to the Ray cluster at " + address)
				.contains("ray.address=local", "ray.address=embedded");
			assertThatExceptionOfType(InvalidConfigurationPropertyValueException.class)
				.isThrownBy(() -> backend(this.withRay, pair, "ray.init.num-cpus=2"))
				.satisfies((ex) -> assertThat(ex.getValue()).isEqualTo(address))
				.satisfies((ex) -> assertThat(ex.getReason()).contains("only a new one can have ray.init.num-cpus"));
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "ray.address=auto" })
	void isTheClusterOfTheEnvironmentIfThatNamesOne(String pair) {
		assertThat(backend(Map.of("RAY_ADDRESS", "embedded"), this.withRay, pair)).isInstanceOf(EmbeddedBackend.class);
		assertThat(backend(Map.of("RAY_ADDRESS", "head:6379"), this.withoutRay, pair)).isInstanceOf(RayBackend.class);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "ray.address=embedded" })
	void embeddedTasksCannotHaveAnEnvironmentOfTheirOwn(String pair) {
		assertThatExceptionOfType(InvalidConfigurationPropertyValueException.class)
			.isThrownBy(() -> backend(this.withoutRay, pair, "ray.init.runtime-env.env-vars.PASSWORD=secret"))
			.satisfies((ex) -> assertThat(ex.getName()).isEqualTo("ray.init.runtime-env.env-vars"))
			.satisfies((ex) -> assertThat(ex.getReason()).contains("ray.address"))
			.satisfies((ex) -> assertThat(String.valueOf(ex.getValue())).contains("PASSWORD").doesNotContain("secret"));
	}

	@Test
	void embeddedNeverLooksForRay(CapturedOutput output) {
		assertThat(backend(this.withRay, "ray.address=embedded")).isInstanceOf(EmbeddedBackend.class);
		assertThat(backend(this.withoutRay, "ray.address=embedded", "ray.home=" + this.folder.resolve("missing")))
			.isInstanceOf(EmbeddedBackend.class);
		assertThat(output).doesNotContain("BackendFactory");
	}

	@Test
	void localIsATemporaryCluster() {
		Backend backend = backend(this.withRay, "ray.address=local");
		assertThat(backend).isInstanceOf(RayBackend.class);
		assertThat(backend.startsBy())
			.isEqualTo("starting on a temporary Ray cluster with " + this.withRay.resolve("python3"));
	}

	@Test
	void localNeedsRay() {
		assertThatExceptionOfType(RayNotInstalledException.class)
			.isThrownBy(() -> backend(this.withoutRay, "ray.address=local"))
			.withMessageContaining("'ray.address' is 'local'")
			.withMessageContaining("on the PATH. Install Ray");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "ray.address=local" })
	void homeMustHoldRayAlsoIfThereIsAnotherOnThePath(String pair) {
		assertThatExceptionOfType(RayNotInstalledException.class)
			.isThrownBy(() -> backend(this.withRay, pair, "ray.home=" + this.withoutRay))
			.withMessageContaining("ray.home is '" + this.withoutRay + "'");
	}

	@ParameterizedTest
	@ValueSource(strings = { "ray://head:10001", "ray://head", "http://head:8265", "https://head", "head:6379",
			"[::1]:6379" })
	void isAnExistingCluster(String address) {
		assertThat(backend(this.withoutRay, "ray.address=" + address)).isInstanceOf(RayBackend.class);
	}

	@ParameterizedTest
	@ValueSource(strings = { "LOCAL", "head", "tcp://head:1", "http://", "head:port", "http://user@head:8265" })
	void refusesOtherAddresses(String address) {
		assertThatExceptionOfType(InvalidConfigurationPropertyValueException.class)
			.isThrownBy(() -> backend(this.withRay, "ray.address=" + address))
			.satisfies((ex) -> {
				assertThat(ex.getName()).isEqualTo("ray.address");
				assertThat(ex.getValue()).isEqualTo(address);
				assertThat(ex.getReason()).contains("'local'", "'embedded'", "'auto'", "http", "ray://", "6379");
			});
	}

	@Test
	void bundleForTheDashboardMustBeThere() {
		assertThatExceptionOfType(InvalidConfigurationPropertyValueException.class)
			.isThrownBy(() -> backend(this.withoutRay, "ray.address=https://head", "ray.dashboard-ssl-bundle=missing"))
			.satisfies((ex) -> assertThat(ex.getName()).isEqualTo("ray.dashboard-ssl-bundle"));
	}

	@Test
	void addressOfADashboardLeavesNoRoomForAnother() {
		assertThatExceptionOfType(InvalidConfigurationPropertyValueException.class)
			.isThrownBy(() -> backend(this.withoutRay, "ray.address=http://head:8265",
					"ray.dashboard-address=http://other:8265"))
			.withMessageContaining("ray.dashboard-address");
	}

	@ParameterizedTest
	@ValueSource(strings = { "ray://head:10001", "http://head:8265", "head:6379" })
	void existingClusterCannotHaveWhatOnlyANewOneCan(String address) {
		assertThatExceptionOfType(InvalidConfigurationPropertyValueException.class)
			.isThrownBy(() -> backend(this.withRay, "ray.address=" + address, "ray.init.num-cpus=2",
					"ray.init.labels.zone=a", "ray.init.namespace=risk"))
			.satisfies((ex) -> assertThat(ex.getName()).isEqualTo("ray.address"))
			.satisfies((ex) -> assertThat(ex.getReason())
				.contains("only a new one can have ray.init.num-cpus, ray.init.labels:"));
	}

	@Test
	void warnsOfSecretsForWhichWorkersHaveAnotherValue(CapturedOutput output) {
		backend(Map.of("pricing.api-token", "of-the-jar"), Map.of("pricing.api-token", "of-the-application"),
				this.withRay, "ray.address=http://head:8265");
		assertThat(output.toString().lines().filter((line) -> line.contains("pricing.api-token"))).singleElement()
			.asString()
			.contains("WARN", "'ray.beans.properties'")
			.doesNotContain("of-the");
	}

	private Backend backend(Path path, String... pairs) {
		return backend(Map.of(), path, pairs);
	}

	private Backend backend(Map<String, Object> variables, Path path, String... pairs) {
		return backend(Map.of(), variables, path, pairs);
	}

	private Backend backend(Map<String, Object> onClassPath, Map<String, Object> variables, Path path,
			String... pairs) {
		StandardEnvironment environment = new StandardEnvironment();
		environment.getPropertySources()
			.addFirst(new MapPropertySource("path",
					Map.of("PATH", path.toString(), "RAY_TMPDIR", this.folder.resolve("tmp").toString())));
		environment.getPropertySources().addFirst(new MapPropertySource("variables", variables));
		environment.getPropertySources()
			.addLast(new MapPropertySource("Config resource 'class path resource [application.yaml]'", onClassPath));
		ClassLoader classLoader = BackendFactoryTests.class.getClassLoader();
		return new BackendFactory("ray", TestProperties.of(pairs), environment, new DefaultSslBundleRegistry(),
				new TaskSerializer(classLoader, (captured) -> null), classLoader, UnaryOperator.identity(),
				new WorkerSecrets(environment, List.of()))
			.get();
	}

}
