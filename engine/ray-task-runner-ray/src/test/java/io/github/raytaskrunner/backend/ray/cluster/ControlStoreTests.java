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

package io.github.raytaskrunner.backend.ray.cluster;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.OptionalInt;

import io.github.raytaskrunner.backend.BackendUnavailableException;
import io.github.raytaskrunner.testsupport.RayInstallations;
import io.github.raytaskrunner.testsupport.RayVersions;
import io.github.raytaskrunner.testsupport.TwoNodeCluster;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link ControlStore}.
 */
@RayInstallations
class ControlStoreTests {

	@ParameterizedTest
	@ValueSource(strings = { RayVersions.NEWEST, RayVersions.OLDEST })
	@Tag("slow")
	void tellsWhereTheDashboardListens(String version) throws IOException {
		try (TwoNodeCluster cluster = TwoNodeCluster.start(version, 1)) {
			ClusterToken token = new ClusterToken(cluster.token(), null);
			assertThat(new ControlStore(cluster.gcsAddress()).dashboardPort(token))
				.hasValue(cluster.dashboardUrl().getPort());
			// where tokens are asked for
			OptionalInt withAnother = new ControlStore(cluster.gcsAddress())
				.dashboardPort(new ClusterToken("another", null));
			assertThat(withAnother.isEmpty()).isEqualTo(cluster.token() != null);
		}
	}

	@Test
	void isOfNoClusterWhereNothingListens() throws IOException {
		String address;
		try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			address = "127.0.0.1:" + closed.getLocalPort();
		}
		assertThatExceptionOfType(BackendUnavailableException.class)
			.isThrownBy(() -> new ControlStore(address).dashboardPort(ClusterToken.NONE))
			.withMessageStartingWith("There is no Ray cluster at " + address + ": Connection refused. Check");
	}

	@Test
	void mayNotAnswer() throws IOException {
		try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			String address = "127.0.0.1:" + silent.getLocalPort();
			assertThat(new ControlStore(address).dashboardPort(ClusterToken.NONE)).isEmpty();
		}
		assertThat(new ControlStore("nowhere.invalid:6379").dashboardPort(ClusterToken.NONE)).isEmpty();
	}

}
