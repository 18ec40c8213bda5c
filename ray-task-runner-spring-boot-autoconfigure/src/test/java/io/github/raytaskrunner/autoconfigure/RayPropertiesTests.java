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
import java.io.InputStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.github.raytaskrunner.backend.ray.RaySettings.DriverLaunch;
import io.github.raytaskrunner.settings.RunnerSettings.WhenFull;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import org.springframework.boot.json.JsonParserFactory;
import org.springframework.util.unit.DataSize;

import static org.assertj.core.api.Assertions.assertThat;

class RayPropertiesTests {

	@Test
	void hasDefaults() {
		RayProperties properties = TestProperties.of();
		assertThat(properties.enabled()).isTrue();
		assertThat(properties.address()).isNull();
		assertThat(properties.home()).isNull();
		assertThat(RayInitArguments.of(properties.init())).isEmpty();
		assertThat(properties.runner()).isEqualTo(new RayProperties.Runner(null, 100_000, WhenFull.BLOCK, 3,
				Duration.ofMinutes(10), null, new RayProperties.Retry(null, null, null, null, null)));
		assertThat(properties.driver()).isEqualTo(new RayProperties.Driver(null, List.of(), Duration.ofSeconds(60),
				Duration.ofSeconds(60), Duration.ofMinutes(4), new PortRange(0, 0), null, null,
				new RayProperties.Ssl(null, null, null, null)));
		assertThat(properties.worker())
			.isEqualTo(new RayProperties.Worker(List.of(), List.of(), Duration.ofSeconds(60), Duration.ofSeconds(2)));
		assertThat(properties.beans()).isEqualTo(new RayProperties.Beans(true, List.of()));
		assertThat(properties.shutdown()).isEqualTo(new RayProperties.Shutdown(null));
	}

	@Test
	void bindsEveryName() {
		RayProperties properties = TestProperties.of("ray.driver.launch=job", "ray.driver.jvm-options=-Xmx1g,-Xss2m",
				"ray.driver.lease=5m", "ray.driver.package-renewal-period=1m", "ray.driver.port=10101-10110",
				"ray.driver.bind-address=0.0.0.0", "ray.driver.advertised-address=gateway",
				"ray.driver.start-timeout=2m", "ray.driver.ssl.bundle=ray",
				"ray.driver.ssl.certificate=/tls/driver.crt", "ray.driver.ssl.private-key=/tls/driver.key",
				"ray.driver.ssl.server-name=driver", "ray.worker.jvm-options[0]=-Da=b,c",
				"ray.worker.system-properties=a.b,c", "ray.worker.start-timeout=3m", "ray.worker.lease-term=0s",
				"ray.beans.enabled=false", "ray.beans.properties=pricing,spring.datasource",
				"ray.runner.max-pending-size=1GB", "ray.shutdown.grace-period=0s");
		assertThat(properties.beans())
			.isEqualTo(new RayProperties.Beans(false, List.of("pricing", "spring.datasource")));
		assertThat(properties.driver())
			.isEqualTo(new RayProperties.Driver(DriverLaunch.JOB, List.of("-Xmx1g", "-Xss2m"), Duration.ofMinutes(2),
					Duration.ofMinutes(5), Duration.ofMinutes(1), new PortRange(10101, 10110), "0.0.0.0", "gateway",
					new RayProperties.Ssl("ray", "/tls/driver.crt", "/tls/driver.key", "driver")));
		assertThat(properties.worker()).isEqualTo(new RayProperties.Worker(List.of("-Da=b,c"), List.of("a.b", "c"),
				Duration.ofMinutes(3), Duration.ZERO));
		assertThat(properties.runner().maxPendingSize()).isEqualTo(DataSize.ofGigabytes(1));
		assertThat(properties.shutdown().gracePeriod()).isZero();
	}

	@Test
	void emptyTextIsAsGoodAsNone() {
		RayProperties properties = TestProperties.of("ray.home=", "ray.worker.jvm-options=", "ray.init.num-cpus=",
				"ray.init.dashboard-port=");
		assertThat(properties.home()).isNull();
		assertThat(properties.worker().jvmOptions()).isEmpty();
		assertThat(properties.init().numCpus()).isNull();
		assertThat(properties.init().dashboardPort()).isNull();
	}

	@Test
	void metadataDescribesEveryProperty() throws IOException {
		Map<String, @Nullable String> descriptions = descriptions();
		assertThat(descriptions).containsOnlyKeys("management.endpoint.ray.access",
				"management.endpoint.ray.cache.time-to-live", "management.health.ray.enabled", "ray.address",
				"ray.auth.token", "ray.auth.token-path", "ray.beans.enabled", "ray.beans.properties",
				"ray.dashboard-address", "ray.dashboard-ssl-bundle", "ray.driver.advertised-address",
				"ray.driver.bind-address", "ray.driver.port", "ray.driver.jvm-options", "ray.driver.launch",
				"ray.driver.lease", "ray.driver.package-renewal-period", "ray.driver.ssl.bundle",
				"ray.driver.ssl.certificate", "ray.driver.ssl.private-key", "ray.driver.ssl.server-name",
				"ray.driver.start-timeout", "ray.enabled", "ray.executor.enabled", "ray.home", "ray.init.cgroup-path",
				"ray.init.dashboard-host", "ray.init.dashboard-port", "ray.init.enable-resource-isolation",
				"ray.init.include-dashboard", "ray.init.labels", "ray.init.log-to-driver", "ray.init.logging-level",
				"ray.init.memory", "ray.init.metrics-export-port", "ray.init.namespace", "ray.init.node-name",
				"ray.init.num-cpus", "ray.init.num-gpus", "ray.init.object-spilling-directory",
				"ray.init.object-store-memory", "ray.init.plasma-directory", "ray.init.resources",
				"ray.init.runtime-env.config.eager-install", "ray.init.runtime-env.config.setup-timeout-seconds",
				"ray.init.runtime-env.env-vars", "ray.init.system-config", "ray.init.system-reserved-cpu",
				"ray.init.system-reserved-memory", "ray.profiles", "ray.runner.crash-retries",
				"ray.runner.max-pending-size", "ray.runner.max-unfinished", "ray.runner.reconnect-timeout",
				"ray.runner.retry.delay", "ray.runner.retry.jitter", "ray.runner.retry.max-delay",
				"ray.runner.retry.max-retries", "ray.runner.retry.multiplier", "ray.runner.time-limit",
				"ray.runner.when-full", "ray.shutdown.grace-period", "ray.startup", "ray.worker.jvm-options",
				"ray.worker.lease-term", "ray.worker.start-timeout", "ray.worker.system-properties");
		assertThat(descriptions.values()).allSatisfy((description) -> assertThat(description).isNotBlank()
			.doesNotStartWith("The ")
			.doesNotStartWith("A ")
			.endsWith("."));
	}

	@Test
	void metadataHasTheValuesOfTheAddress() throws IOException {
		assertThat(metadata().get("hints")).asString()
			.contains("name=ray.address")
			.contains("value=local")
			.contains("value=embedded");
	}

	private static Map<String, @Nullable String> descriptions() throws IOException {
		Map<String, @Nullable String> descriptions = new TreeMap<>();
		for (Object property : (List<?>) metadata().get("properties")) {
			Map<?, ?> attributes = (Map<?, ?>) property;
			descriptions.put((String) attributes.get("name"), (String) attributes.get("description"));
		}
		return descriptions;
	}

	private static Map<String, Object> metadata() throws IOException {
		String file = "META-INF/spring-configuration-metadata.json";
		for (URL url : Collections.list(RayProperties.class.getClassLoader().getResources(file))) {
			try (InputStream stream = url.openStream()) {
				String json = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
				if (json.contains(RayProperties.class.getName())) {
					return JsonParserFactory.getJsonParser().parseMap(json);
				}
			}
		}
		throw new AssertionError("No " + file + " describes " + RayProperties.class);
	}

}
