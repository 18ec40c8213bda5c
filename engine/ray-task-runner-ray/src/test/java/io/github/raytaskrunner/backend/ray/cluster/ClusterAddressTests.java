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

import java.net.URI;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class ClusterAddressTests {

	@ParameterizedTest
	@CsvSource({ "http://head:8265, http://head:8265", "https://gateway/ray, https://gateway/ray",
			"ray://head:10001, http://head:8265", "ray://head, http://head:8265", "head:6379, http://head:8265",
			"10.0.0.1:6379, http://10.0.0.1:8265", "[::1]:6379, http://[::1]:8265" })
	void dashboardIsAtItsPortOfTheHost(String address, URI dashboard) {
		assertThat(ClusterAddress.parse(address, null).dashboard()).isEqualTo(dashboard);
	}

	@ParameterizedTest
	@ValueSource(strings = { "ray://head:10001", "head:6379" })
	void dashboardMayBeElsewhere(String address) {
		ClusterAddress parsed = ClusterAddress.parse(address, URI.create("http://gateway:80"));
		assertThat(parsed.dashboard()).isEqualTo(URI.create("http://gateway:80"));
		assertThat(parsed.dashboardGiven()).isTrue();
	}

	@Test
	void onlyAGlobalControlStoreTellsWhichNodesAreOfTheCluster() {
		assertThat(ClusterAddress.parse("head:6379", null).gcsAddress()).isEqualTo("head:6379");
		assertThat(ClusterAddress.parse("ray://head:10001", null).gcsAddress()).isNull();
		assertThat(ClusterAddress.parse("http://head:8265", null).gcsAddress()).isNull();
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "head", "head:", "head:x", "tcp://head:1", "http://", "http://user:secret@head:8265", "a b:1" })
	void refusesWhatIsNoAddress(String address) {
		assertThatIllegalArgumentException().isThrownBy(() -> ClusterAddress.parse(address, null))
			.withMessageContaining("'http(s)://host:8265'")
			.withMessageContaining("'host:6379'")
			.withMessageNotContaining("secret");
	}

	@ParameterizedTest
	@ValueSource(strings = { "http://head:0", "ray://head:99999", "head:65536" })
	void refusesWhatIsNoPort(String address) {
		assertThatIllegalArgumentException().isThrownBy(() -> ClusterAddress.parse(address, null))
			.withMessage("has a port that is not between 1 and 65535");
	}

}
