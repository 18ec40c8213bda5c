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
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.github.raytaskrunner.backend.ray.DriverTls;
import io.github.raytaskrunner.backend.ray.RaySettings;
import io.github.raytaskrunner.backend.ray.RaySettings.DriverLaunch;
import io.github.raytaskrunner.backend.ray.RaySettings.Startup;
import io.github.raytaskrunner.settings.RunnerSettings;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.ssl.DefaultSslBundleRegistry;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslStoreBundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class RayPropertiesMapperTests {

	@Test
	void mapsTheSettingsOfRay() {
		RaySettings settings = mapper("ray.startup=background", "ray.driver.launch=job",
				"ray.driver.jvm-options=-Xmx1g", "ray.driver.start-timeout=1m", "ray.driver.lease=2m",
				"ray.driver.package-renewal-period=3m", "ray.driver.port=10101-10110",
				"ray.driver.bind-address=0.0.0.0", "ray.driver.advertised-address=gateway",
				"ray.worker.jvm-options=-Xmx2g", "ray.worker.system-properties=a.b", "ray.worker.start-timeout=3m",
				"ray.worker.lease-term=4s")
			.raySettings("risk", new DefaultSslBundleRegistry(), Map.of());
		assertThat(settings).isEqualTo(new RaySettings("risk", "risk", Startup.BACKGROUND, DriverLaunch.JOB,
				Path.of(System.getProperty("java.home")),
				new RaySettings.Driver(List.of("-Xmx1g"), Map.of(), Duration.ofMinutes(1), Duration.ofMinutes(2),
						Duration.ofMinutes(3), new RaySettings.Listen(10101, 10110, "0.0.0.0", "gateway"), null),
				new RaySettings.Worker(List.of("-Xmx2g"), List.of("a.b"), Duration.ofMinutes(3), Duration.ofSeconds(4),
						Map.of())));
	}

	@Test
	void whatTasksLogRemainsWhereTheyRunIfThatIsAskedFor() {
		Map<String, String> levels = Map.of("ROOT", "WARN");
		assertThat(mapper().raySettings("risk", new DefaultSslBundleRegistry(), levels).worker().logLevels())
			.isEqualTo(levels);
		assertThat(mapper("ray.init.log-to-driver=false").raySettings("risk", new DefaultSslBundleRegistry(), levels)
			.worker()
			.logLevels()).isNull();
	}

	@ParameterizedTest
	@CsvSource({ "risk, prices, risk, prices", "risk, '', risk, risk", "risk, , risk, risk", ", , spring, spring",
			"'', prices, spring, prices" })
	void namespaceIsTheNameOfTheApplicationByDefault(@Nullable String applicationName, @Nullable String namespace,
			String expectedName, String expectedNamespace) {
		RaySettings settings = mapper("ray.init.namespace=" + ((namespace != null) ? namespace : ""))
			.raySettings(applicationName, new DefaultSslBundleRegistry(), Map.of());
		assertThat(settings.applicationName()).isEqualTo(expectedName);
		assertThat(settings.namespace()).isEqualTo(expectedNamespace);
	}

	@Test
	void mapsTheSslBundleForTheDriver() throws Exception {
		KeyStore keyStore = KeyStore.getInstance("PKCS12");
		keyStore.load(null, null);
		DefaultSslBundleRegistry bundles = new DefaultSslBundleRegistry();
		bundles.registerBundle("trust", SslBundle.of(SslStoreBundle.of(null, null, keyStore)));
		bundles.registerBundle("both", SslBundle.of(SslStoreBundle.of(keyStore, "", keyStore)));
		DriverTls trust = mapper("ray.driver.ssl.bundle=trust", "ray.driver.ssl.certificate=/driver.crt",
				"ray.driver.ssl.private-key=/driver.key", "ray.driver.ssl.server-name=driver")
			.raySettings("risk", bundles, Map.of())
			.driver()
			.tls();
		assertThat(trust.bundle()).isEqualTo("trust");
		assertThat(trust.key()).isNull();
		assertThat(trust.certificate()).isEqualTo("/driver.crt");
		assertThat(trust.privateKey()).isEqualTo("/driver.key");
		assertThat(trust.serverName()).isEqualTo("driver");
		DriverTls both = mapper("ray.driver.ssl.bundle=both").raySettings("risk", bundles, Map.of()).driver().tls();
		assertThat(both.key()).isNotNull();
		assertThat(both).isNotEqualTo(trust)
			.isEqualTo(mapper("ray.driver.ssl.bundle=both").raySettings("risk", bundles, Map.of()).driver().tls());
	}

	@Test
	void sslBundleForTheDriverMustExist() {
		assertThatExceptionOfType(InvalidConfigurationPropertyValueException.class)
			.isThrownBy(() -> mapper("ray.driver.ssl.bundle=missing").raySettings("risk",
					new DefaultSslBundleRegistry(), Map.of()))
			.satisfies((ex) -> assertThat(ex.getName()).isEqualTo("ray.driver.ssl.bundle"));
	}

	@Test
	void mapsTheSettingsOfTheRunner() {
		RunnerSettings settings = mapper("ray.runner.max-pending-size=1KB", "ray.shutdown.grace-period=5s")
			.runnerSettings(Duration.ofSeconds(30));
		assertThat(settings).isEqualTo(new RunnerSettings(1024, Duration.ofSeconds(5)));
	}

	@Test
	void tasksMayHoldAQuarterOfTheHeapByDefault() {
		assertThat(mapper().runnerSettings(Duration.ofSeconds(30)).maxPendingBytes())
			.isEqualTo(Runtime.getRuntime().maxMemory() / 4);
	}

	@Test
	void embeddedRunsATaskOnEachProcessorByDefault() {
		assertThat(mapper().embeddedResources())
			.isEqualTo(Map.of("CPU", (double) Runtime.getRuntime().availableProcessors()));
		assertThat(mapper("ray.init.num-cpus=7", "ray.init.num-gpus=2", "ray.init.resources.tpu=1").embeddedResources())
			.isEqualTo(Map.of("CPU", 7.0, "GPU", 2.0, "tpu", 1.0));
	}

	@Test
	void environmentAndLoggingOfTheJobArePropertiesInTheDriverAndOptionsOfWorkers() {
		RaySettings settings = mapper("ray.init.runtime-env.env-vars.MODEL=large",
				"ray.init.runtime-env.config.setup-timeout-seconds=60",
				"ray.init.runtime-env.config.eager-install=false", "ray.init.logging-level=warn",
				"ray.driver.jvm-options=-Xmx1g", "ray.worker.jvm-options=-Xmx2g")
			.raySettings("risk", new DefaultSslBundleRegistry(), Map.of());
		assertThat(settings.driver().rayProperties()).containsExactly(Map.entry("ray.logging.level", "WARN"),
				Map.entry("ray.job.runtime-env.env-vars.MODEL", "large"),
				Map.entry("ray.job.runtime-env.config.setup-timeout-seconds", "60"),
				Map.entry("ray.job.runtime-env.config.eager-install", "false"));
		assertThat(settings.driver().jvmOptions()).containsExactly("-Xmx1g");
		assertThat(settings.worker().jvmOptions()).containsExactly("-Dray.logging.level=WARN", "-Xmx2g");
	}

	@Test
	void optionsOfTheDriverThatAreForRayWinAndAreNotOnItsCommandLine() {
		RaySettings settings = mapper("ray.init.logging-level=warn",
				"ray.driver.jvm-options[0]=-Dray.logging.level=DEBUG", "ray.driver.jvm-options[1]=-Draypid=1",
				"ray.driver.jvm-options[2]=-Dray.job.runtime-env.env-vars.A=b=\"c\"",
				"ray.driver.jvm-options[3]=-Dray.flag")
			.raySettings("risk", new DefaultSslBundleRegistry(), Map.of());
		assertThat(settings.driver().rayProperties()).isEqualTo(
				Map.of("ray.logging.level", "DEBUG", "ray.job.runtime-env.env-vars.A", "b=\"c\"", "ray.flag", ""));
		assertThat(settings.driver().jvmOptions()).containsExactly("-Draypid=1");
	}

	@Test
	void embeddedIgnoresWhatConcernsProcessesOfRay() {
		assertThat(mapper("ray.init.num-cpus=1", "ray.init.dashboard-port=8265", "ray.init.labels.zone=a",
				"ray.init.object-store-memory=1GB", "ray.init.runtime-env.config.eager-install=true")
			.embeddedResources()).isEqualTo(Map.of("CPU", 1.0));
	}

	private static RayPropertiesMapper mapper(String... pairs) {
		return new RayPropertiesMapper(TestProperties.of(pairs));
	}

}
