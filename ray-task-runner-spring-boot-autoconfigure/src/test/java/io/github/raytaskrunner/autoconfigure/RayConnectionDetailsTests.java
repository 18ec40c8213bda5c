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

import java.net.URI;

import io.github.raytaskrunner.RayTaskRunner;
import io.github.raytaskrunner.backend.BackendUnavailableException;
import io.github.raytaskrunner.testsupport.FakeDashboard;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of the cluster that {@link RayConnectionDetails} name. It is too old, so it is
 * the one that the start complains about.
 */
class RayConnectionDetailsTests {

	private final FakeDashboard dashboard = new FakeDashboard();

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(RayTaskRunnerAutoConfiguration.class));

	@BeforeEach
	void isOfAnOldRay() {
		this.dashboard.answer("GET /api/version", 200, "{\"ray_version\": \"2.38.0\"}");
	}

	@AfterEach
	void closeDashboard() {
		this.dashboard.close();
	}

	@Test
	void arePropertiesByDefault() {
		this.contextRunner.withPropertyValues("ray.address=embedded", "ray.auth.token=secret").run((context) -> {
			RayConnectionDetails details = context.getBean(RayConnectionDetails.class);
			assertThat(details.getAddress()).isEqualTo("embedded");
			assertThat(details.getDashboardAddress()).isNull();
			assertThat(details.getToken()).isEqualTo("secret");
		});
	}

	@Test
	void winOverProperties() {
		this.contextRunner
			.withBean(RayConnectionDetails.class, () -> details(this.dashboard.address().toString(), null, null))
			.withPropertyValues("ray.address=ray://elsewhere", "ray.dashboard-address=http://elsewhere:1")
			.run((context) -> assertThat(context).getFailure().rootCause().hasMessageContaining(isTooOld()));
	}

	@Test
	void mayNameHeadAndDashboard() {
		this.contextRunner
			.withBean(RayConnectionDetails.class,
					() -> details("ray://127.0.0.1:10001", this.dashboard.address(), null))
			.run((context) -> assertThat(context).getFailure().rootCause().hasMessageContaining(isTooOld()));
	}

	@Test
	void bringTheTokenAlong() {
		this.dashboard.requireToken("fitting");
		this.contextRunner
			.withBean(RayConnectionDetails.class, () -> details(this.dashboard.address().toString(), null, "fitting"))
			.withPropertyValues("ray.auth.token=other")
			.run((context) -> assertThat(context).getFailure().rootCause().hasMessageContaining(isTooOld()));
	}

	@Test
	void areNotGivenTheTokenOfTheProperties() {
		this.dashboard.requireToken("production");
		this.contextRunner
			.withBean(RayConnectionDetails.class, () -> details(this.dashboard.address().toString(), null, null))
			.withPropertyValues("ray.auth.token=production")
			.run((context) -> assertThat(context).getFailure().rootCause().hasMessageContaining("token"));
	}

	@Test
	void needNoSslBundleOfTheProperties() {
		this.contextRunner
			.withBean(RayConnectionDetails.class, () -> details(this.dashboard.address().toString(), null, null))
			.withPropertyValues("ray.address=https://elsewhere", "ray.dashboard-ssl-bundle=production",
					"ray.driver.ssl.bundle=production", "ray.driver.ssl.server-name=elsewhere")
			.run((context) -> assertThat(context).getFailure().rootCause().hasMessageContaining(isTooOld()));
	}

	@Test
	void leaveTheRestOfTheProperties() {
		RayProperties properties = TestProperties.of("ray.startup=background", "ray.init.namespace=risk",
				"ray.driver.jvm-options=-Xmx1g", "ray.driver.lease=7s", "ray.driver.advertised-address=localhost");
		assertThat(properties.connectedTo(details("head:6379", null, null)))
			.isEqualTo(TestProperties.of("ray.address=head:6379", "ray.startup=background", "ray.init.namespace=risk",
					"ray.driver.jvm-options=-Xmx1g", "ray.driver.lease=7s", "ray.driver.advertised-address=localhost"));
	}

	@Test
	void areNamedIfTheirClusterCannotHaveWhatOnlyANewOneCan() {
		RayConnectionDetails details = details("head:6379", null, null);
		this.contextRunner.withBean(RayConnectionDetails.class, () -> details)
			.withPropertyValues("ray.address=local", "ray.init.num-cpus=2")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(BackendUnavailableException.class)
				.hasMessageContaining("connection details (" + details.getClass().getName()
						+ ") name the existing cluster at head:6379")
				.hasMessageContaining("ray.init.num-cpus"));
	}

	@Test
	void mayLeaveItToANewCluster() {
		this.contextRunner.withBean(RayConnectionDetails.class, () -> details("embedded", null, null))
			.withPropertyValues("ray.address=head:6379", "ray.init.num-cpus=2")
			.run((context) -> assertThat(context.getBean(RayTaskRunner.class).backend()).isEqualTo("embedded"));
	}

	private String isTooOld() {
		return "The cluster at " + this.dashboard.address() + " has Ray 2.38.0, which is too old";
	}

	private static RayConnectionDetails details(String address, @Nullable URI dashboardAddress,
			@Nullable String token) {
		return new RayConnectionDetails() {

			@Override
			public String getAddress() {
				return address;
			}

			@Override
			public @Nullable URI getDashboardAddress() {
				return dashboardAddress;
			}

			@Override
			public @Nullable String getToken() {
				return token;
			}

		};
	}

}
