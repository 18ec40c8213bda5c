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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import io.github.raytaskrunner.backend.BackendUnavailableException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class ClusterTokenTests {

	@Test
	void lineEndsAroundATokenAreNoPartOfIt(@TempDir Path folder) throws IOException {
		assertThat(new ClusterToken("secret\n", null).get()).isEqualTo("secret");
		Path file = Files.writeString(folder.resolve("token"), " secret\r\n");
		assertThat(new ClusterToken(null, file).get()).isEqualTo("secret");
	}

	@Test
	void fileIsReadEachTime(@TempDir Path folder) throws IOException {
		Path file = Files.writeString(folder.resolve("token"), "first");
		ClusterToken token = new ClusterToken(null, file);
		assertThat(token.get()).isEqualTo("first");
		Files.writeString(file, "second");
		assertThat(token.get()).isEqualTo("second");
	}

	@Test
	void fileThatIsOfNoUseIsNamed(@TempDir Path folder) throws IOException {
		Path empty = Files.writeString(folder.resolve("empty"), "\n");
		for (Path file : List.of(empty, folder.resolve("missing"), folder)) {
			assertThatExceptionOfType(BackendUnavailableException.class)
				.isThrownBy(() -> new ClusterToken(null, file).get())
				.withMessageContaining(file.toString())
				.withMessageContaining("'ray.auth.token-path'");
		}
	}

	@Test
	void blankTokenIsNone() {
		assertThat(new ClusterToken(" ", null)).isEqualTo(ClusterToken.NONE);
		assertThat(ClusterToken.NONE.isPresent()).isFalse();
		assertThat(ClusterToken.NONE.get()).isNull();
	}

	@Test
	void isNotShown() {
		assertThat(new ClusterToken("secret", null)).hasToString("ClusterToken[present]");
	}

}
