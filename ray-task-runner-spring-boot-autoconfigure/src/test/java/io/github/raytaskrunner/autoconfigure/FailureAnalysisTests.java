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

import java.nio.file.Path;
import java.util.concurrent.locks.ReentrantLock;

import io.github.raytaskrunner.testsupport.FakeDashboard;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.retry.RetryPolicy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * What an application says that does not start.
 */
@ExtendWith(OutputCaptureExtension.class)
class FailureAnalysisTests {

	@TempDir
	static Path empty;

	@Test
	void saysWhatToInstallIfRayIsMissing(CapturedOutput output) {
		assertThatException().isThrownBy(() -> start("--ray.address=local"));
		assertThat(output).contains("APPLICATION FAILED TO START")
			.containsOnlyOnce("pip install \"ray[default]\"")
			.contains("The property 'ray.address' is 'local'", "there is no 'ray' command on the PATH.")
			.contains("'ray.home'", "'ray.address=embedded'")
			.doesNotContain("PATH..");
	}

	@Test
	void saysWhatToInstallIfRayIsNotWhereItWasSaidToBe(CapturedOutput output) {
		assertThatException().isThrownBy(() -> start("--ray.address=local", "--ray.home=" + empty));
		assertThat(output).contains("APPLICATION FAILED TO START")
			.contains("ray.home is '" + empty + "'")
			.containsOnlyOnce("pip install \"ray[default]\"");
	}

	@Test
	void saysWhatIsAnAddress(CapturedOutput output) {
		assertThatException().isThrownBy(() -> start("--ray.address=somewhere"));
		assertThat(output).contains("APPLICATION FAILED TO START")
			.contains("'somewhere'", "'ray.address'", "'local'", "'embedded'");
	}

	@Test
	void saysThatRayIsTooOld(CapturedOutput output) {
		try (FakeDashboard dashboard = new FakeDashboard()) {
			dashboard.answer("GET /api/version", 200, "{\"ray_version\": \"2.38.0\"}");
			assertThatException().isThrownBy(() -> start("--ray.address=" + dashboard.address()));
			assertThat(output).contains("APPLICATION FAILED TO START")
				.contains("The cluster at " + dashboard.address() + " has Ray 2.38.0, which is too old")
				.contains("Upgrade it to Ray 2.39 or later.");
		}
	}

	@ParameterizedTest
	@CsvSource({ "ray.driver.ssl.bundle, http://127.0.0.1:1", "ray.dashboard-ssl-bundle, https://127.0.0.1:1" })
	void saysWhichSslBundlesThereAre(String property, String address, CapturedOutput output) {
		assertThatException().isThrownBy(() -> start("--ray.address=" + address, "--" + property + "=missing"));
		assertThat(output).contains("APPLICATION FAILED TO START")
			.contains(property, "'missing'", "'spring.ssl.bundle.*'", "there are none");
	}

	@ParameterizedTest
	@CsvSource({ "ray.driver.ssl.bundle, http://127.0.0.1:1", "ray.dashboard-ssl-bundle, https://127.0.0.1:1" })
	void saysThatAnSslBundleCannotBeUsed(String property, String address, CapturedOutput output) {
		assertThatException().isThrownBy(() -> start("--ray.address=" + address, "--" + property + "=broken",
				"--spring.ssl.bundle.pem.broken.truststore.certificate=/missing.pem"));
		assertThat(output).contains("APPLICATION FAILED TO START")
			.contains(property, "'broken'", "cannot be used", "/missing.pem");
	}

	@ParameterizedTest
	@CsvSource({ "413, too large for the Ray dashboard, Let proxies pass",
			"500, the disk is full, See the dashboard's log" })
	void saysThatAPackageIsRefused(int status, String finding, String action, CapturedOutput output) {
		try (FakeDashboard dashboard = new FakeDashboard()) {
			dashboard.answer("GET /api/version", 200, "{\"ray_version\": \"2.60.0\"}");
			dashboard.answer("GET /api/v0/nodes", 200, "{\"data\": {\"result\": {\"result\": []}}}");
			dashboard.refusePackages(status, "the disk is full");
			assertThatException().isThrownBy(() -> start("--ray.address=" + dashboard.address()));
			assertThat(output).contains("APPLICATION FAILED TO START").contains(finding).contains(action);
		}
	}

	@Test
	void saysThatTheTokenFileCannotBeRead(CapturedOutput output) {
		assertThatException()
			.isThrownBy(() -> start("--ray.address=http://127.0.0.1:1", "--ray.auth.token-path=/missing"));
		assertThat(output).contains("APPLICATION FAILED TO START").contains("/missing", "'ray.auth.token-path'");
	}

	@Test
	void saysThatTheFolderForTemporaryFilesCannotBeUsed(CapturedOutput output) {
		Path missing = Path.of("/missing");
		try (FakeDashboard dashboard = new FakeDashboard()) {
			dashboard.answer("GET /api/version", 200, "{\"ray_version\": \"2.60.0\"}");
			dashboard.answer("GET /api/v0/nodes", 200, "{\"data\": {\"result\": {\"result\": []}}}");
			TestPropertyValues.of("java.io.tmpdir=" + missing)
				.applyToSystemProperties(
						() -> assertThatException().isThrownBy(() -> start("--ray.address=" + dashboard.address())));
			assertThat(output).contains("APPLICATION FAILED TO START").contains(missing + "/", "'java.io.tmpdir'");
		}
	}

	@Test
	void saysThatSettingsAreTooLong(CapturedOutput output) {
		String value = "x".repeat(100_000);
		assertThatException().isThrownBy(() -> start("--ray.address=http://127.0.0.1:1",
				"--ray.profiles.large.runtime-env.env_vars.VALUE=" + value));
		assertThat(output).contains("APPLICATION FAILED TO START")
			.contains("The settings of the runner are too long", "'ray.profiles.*'");
	}

	@Test
	void saysThatTheEnvironmentOfTasksIsTooLong(CapturedOutput output) {
		try (FakeDashboard dashboard = new FakeDashboard()) {
			dashboard.answer("GET /api/version", 200, "{\"ray_version\": \"2.60.0\"}");
			dashboard.answer("GET /api/v0/nodes", 200, "{\"data\": {\"result\": {\"result\": []}}}");
			assertThatException().isThrownBy(() -> start("--ray.address=" + dashboard.address(),
					"--ray.beans.enabled=false", "--ray.init.runtime-env.env-vars.VALUE=" + "x".repeat(126_000)));
			assertThat(output).contains("APPLICATION FAILED TO START")
				.contains("The environment of the workers is too long", "'ray.init.runtime-env.env-vars.*'");
		}
	}

	@Test
	void saysThatWhatBeansSetCannotTravel(CapturedOutput output) {
		assertThatException()
			.isThrownBy(
					() -> application()
						.initializers((context) -> ((GenericApplicationContext) context).registerBean(
								RunnerSettingsCustomizer.class,
								() -> (settings) -> settings
									.plusDefaults((options) -> options.retry(new LockedPolicy()))))
						.run("--ray.address=embedded"));
		assertThat(output).contains("APPLICATION FAILED TO START")
			.contains("The settings of the runner cannot travel", "locks hold the state of this process",
					"such as a retry policy of your own");
	}

	@Test
	void saysWhichBeanReturnedNoSettings(CapturedOutput output) {
		assertThatException().isThrownBy(() -> application()
			.initializers((context) -> ((GenericApplicationContext) context).registerBean("forgetful",
					RunnerSettingsCustomizer.class, () -> (settings) -> null))
			.run("--ray.address=embedded"));
		assertThat(output).contains("APPLICATION FAILED TO START")
			.contains("The RunnerSettingsCustomizer 'forgetful'", "returned null instead of settings",
					"Return the settings that it is given");
	}

	@ParameterizedTest
	@ValueSource(strings = { "local", "auto", "http://127.0.0.1:1" })
	void saysThatANativeImageHasNoCluster(String address, CapturedOutput output) {
		assertThatException().isThrownBy(() -> application()
			.initializers(
					(context) -> TestPropertyValues.of("org.graalvm.nativeimage.imagecode=runtime").applyTo(context))
			.run("--ray.address=" + address));
		assertThat(output).contains("APPLICATION FAILED TO START")
			.contains("'ray.address'", "'" + address + "'", "'embedded'", "native image", "on a JVM");
	}

	@Test
	void saysThatNoTaskCouldBeUnfinished(CapturedOutput output) {
		assertThatException().isThrownBy(() -> start("--ray.address=embedded", "--ray.runner.max-unfinished=0"));
		assertThat(output).contains("APPLICATION FAILED TO START").contains("'ray.runner.max-unfinished'", "positive");
	}

	@Test
	void saysThatTheNameOfTheApplicationIsNoText(CapturedOutput output) {
		assertThatException()
			.isThrownBy(() -> start("--ray.address=http://127.0.0.1:1", "--spring.application.name=a\0b"));
		assertThat(output).contains("APPLICATION FAILED TO START").contains("'spring.application.name'", "U+0000");
	}

	@Test
	void saysWhichVariableHoldsTheAddress(CapturedOutput output) {
		assertThatException().isThrownBy(
				() -> application().initializers(TestProperties.systemEnvironment("RAY_ADDRESS", "tcp://head:6379"))
					.run());
		assertThat(output).contains("APPLICATION FAILED TO START")
			.contains("'tcp://head:6379'", "'ray.address'", "RAY_ADDRESS");
	}

	@Test
	void saysWhichValueIsInvalid(CapturedOutput output) {
		assertThatException().isThrownBy(() -> start("--ray.address=embedded", "--ray.driver.start-timeout=-1s"));
		assertThat(output).contains("APPLICATION FAILED TO START")
			.contains("Invalid value '-1s' for configuration property 'ray.driver.start-timeout'");
	}

	@Test
	void saysWhichNameIsUnknown(CapturedOutput output) {
		assertThatException().isThrownBy(() -> start("--ray.address=embedded", "--ray.init.num-cpu=2"));
		assertThat(output).contains("APPLICATION FAILED TO START")
			.contains("'ray.init.num-cpu'")
			.contains("Did you mean 'ray.init.num-cpus'?");
	}

	private void start(String... args) {
		application().run(args).close();
	}

	private SpringApplicationBuilder application() {
		return new SpringApplicationBuilder(Application.class).web(WebApplicationType.NONE)
			.properties("spring.main.banner-mode=off")
			.initializers((context) -> TestPropertyValues.of("PATH=" + empty).applyTo(context));
	}

	@ImportAutoConfiguration({ RayTaskRunnerAutoConfiguration.class, SslAutoConfiguration.class })
	static class Application {

	}

	static class LockedPolicy implements RetryPolicy {

		private final ReentrantLock lock = new ReentrantLock();

		@Override
		public boolean shouldRetry(Throwable throwable) {
			return this.lock.isLocked();
		}

	}

}
