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

import java.time.Duration;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.core.env.Environment;
import org.springframework.core.env.StandardEnvironment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

class RayPropertiesValidatorTests {

	private static final Duration PHASE_TIMEOUT = Duration.ofSeconds(30);

	private static final Environment ENVIRONMENT = new StandardEnvironment();

	@ParameterizedTest
	@ValueSource(strings = { "", "ray.init.num-cpus=1", "ray.init.num-gpus=0", "ray.init.resources.disk=0.5",
			"ray.init.dashboard-port=0", "ray.init.dashboard-port=65535", "ray.init.include-dashboard=true",
			"ray.init.runtime-env.env-vars.OMP_NUM_THREADS=4", "ray.runner.max-pending-size=1",
			"ray.driver.start-timeout=1ms", "ray.worker.jvm-options=", "ray.worker.system-properties=a.b,c",
			"ray.shutdown.grace-period=0s", "ray.shutdown.grace-period=30s" })
	void acceptsValidValues(String pair) {
		assertThatNoException()
			.isThrownBy(() -> RayPropertiesValidator.validate(TestProperties.of(pair), ENVIRONMENT, PHASE_TIMEOUT));
	}

	@ParameterizedTest
	@ValueSource(strings = { "https://head", "embedded", "local", " local " })
	void bundleForTheDashboardMayBeThereWithoutUse(String address) {
		RayProperties properties = TestProperties.of("ray.address=" + address, "ray.dashboard-ssl-bundle=dashboard");
		assertThatNoException()
			.isThrownBy(() -> RayPropertiesValidator.validate(properties, ENVIRONMENT, PHASE_TIMEOUT));
	}

	@ParameterizedTest
	@ValueSource(strings = { "ray.init.num-cpus=0", "ray.init.num-cpus=-1", "ray.init.num-gpus=-1",
			"ray.init.resources.disk=-1", "ray.init.resources.disk=NaN", "ray.init.resources.CPU=4",
			"ray.init.resources.memory=1", "ray.init.memory=-1GB", "ray.init.object-store-memory=-1MB",
			"ray.init.dashboard-port=-1", "ray.init.dashboard-port=65536", "ray.init.include-dashboard=false",
			"ray.init.metrics-export-port=-1", "ray.runner.max-pending-size=0", "ray.driver.jvm-options=-Xmx1g,,-Xss1m",
			"ray.driver.start-timeout=0s", "ray.driver.start-timeout=-1s", "ray.driver.lease=0s",
			"ray.driver.package-renewal-period=0s", "ray.driver.package-renewal-period=6m",
			"ray.worker.jvm-options[0]=", "ray.worker.system-properties[0]=", "ray.worker.system-properties=a=b",
			"ray.profiles.gpu.bundle-index=0", "ray.profiles.gpu.time-limit=0s", "ray.profiles.gpu.crash-retries=-1",
			"ray.profiles.gpu.retry.multiplier=0.5", "ray.runner.time-limit=-1s", "ray.runner.retry.max-retries=-1",
			"ray.runner.retry.delay=-1s", "ray.runner.retry.max-delay=0s", "ray.runner.retry.jitter=-1s",
			"ray.driver.ssl.certificate=/driver.crt", "ray.driver.ssl.private-key=/driver.key",
			"ray.driver.ssl.server-name=driver", "ray.worker.start-timeout=1ns", "ray.worker.lease-term=-1s",
			"ray.worker.lease-term=11m", "ray.shutdown.grace-period=-1s", "ray.shutdown.grace-period=31s",
			"ray.dashboard-ssl-bundle=dashboard" })
	void namesThePropertyOfAnInvalidValue(String pair) {
		RayProperties properties = TestProperties.of(pair);
		assertThatExceptionOfType(InvalidConfigurationPropertyValueException.class)
			.isThrownBy(() -> RayPropertiesValidator.validate(properties, ENVIRONMENT, PHASE_TIMEOUT))
			.satisfies((ex) -> assertThat(ex.getName()).isEqualTo(pair.replaceAll("(\\[0])?=.*", "")))
			.satisfies((ex) -> assertThat(ex.getReason()).startsWith("it must ").doesNotEndWith("."));
	}

	@ParameterizedTest
	@CsvSource({ "ray.init.namespace=a🚀, ray.init.namespace, U+1F680",
			"ray.init.resources.[🚀]=1, ray.init.resources, U+1F680",
			"ray.init.labels.zone=a\0b, ray.init.labels.zone, U+0000",
			"ray.init.runtime-env.env-vars.SECRET=a\ud83db, ray.init.runtime-env.env-vars.SECRET, U+D83D",
			"ray.init.node-name=\udc00, ray.init.node-name, U+DC00",
			"ray.worker.jvm-options[0]=-Da=\0b, ray.worker.jvm-options, U+0000",
			"ray.profiles.[a\0].num-cpus=1, ray.profiles, U+0000", "ray.address=a\0b, ray.address, U+0000" })
	void namesThePropertyAndTheCharacterThatCannotArriveInRay(String pair, String name, String character) {
		RayProperties properties = TestProperties.of(pair);
		assertThatExceptionOfType(InvalidConfigurationPropertyValueException.class)
			.isThrownBy(() -> RayPropertiesValidator.validate(properties, ENVIRONMENT, PHASE_TIMEOUT))
			.satisfies((ex) -> assertThat(ex.getName()).isEqualTo(name))
			.satisfies((ex) -> assertThat(ex.getReason()).startsWith("it must not have the character " + character))
			.satisfies((ex) -> assertThat(ex.getMessage()).doesNotContain("a🚀", "a\0b"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "ray.init.namespace=äöü中", "ray.init.labels.zone=🚀", "ray.init.node-name=🚀",
			"ray.init.runtime-env.env-vars.A=🚀", "ray.worker.jvm-options[0]=-Da=🚀", "ray.init.resources.[é中]=1" })
	void otherTextArrives(String pair) {
		assertThatNoException()
			.isThrownBy(() -> RayPropertiesValidator.validate(TestProperties.of(pair), ENVIRONMENT, PHASE_TIMEOUT));
	}

}
