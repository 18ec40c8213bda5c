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

package io.github.raytaskrunner.launch;

import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests of what a driver is told on its command line and of what it prints:
 * {@link DriverCommand}, {@link DriverEndpoint} and {@link DriverRefusal}.
 */
class LaunchOutputTests {

	private static final String BEFORE = "2026-11-26 INFO something: else\nRAY_TASK_RUNNER_DRIVER\n";

	private static final String AFTER = "\r\n:job_id:01000000\n";

	@Test
	void mainClassIsToldTheNode() {
		DriverCommand command = new DriverCommand("10.0.0.1:6379", "10.0.0.2", Path.of("/tmp/ray/session"));
		String[] words = command.words().toArray(String[]::new);
		assertThat(words[0]).isEqualTo(DriverCommand.MAIN_CLASS);
		assertThat(DriverCommand.ofArguments(words[1], words[2], words[3])).isEqualTo(command);
		assertThatIllegalArgumentException().isThrownBy(() -> DriverCommand.ofArguments("10.0.0.1:6379"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "127.0.0.1", "::1", "driver.example.org" })
	void endpointIsFoundWhereItWasPrinted(String host) {
		DriverEndpoint endpoint = new DriverEndpoint(host, 10101);
		assertThat(DriverEndpoint.find(endpoint.line())).contains(endpoint);
		assertThat(DriverEndpoint.find(BEFORE + "(pid=1) " + endpoint.line() + AFTER)).contains(endpoint);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", BEFORE, "RAY_TASK_RUNNER_DRIVER listens on ", "RAY_TASK_RUNNER_DRIVER listens on a",
			"RAY_TASK_RUNNER_DRIVER listens on a:b", "RAY_TASK_RUNNER_DRIVER listens on a:1234567" })
	void endpointIsNotFoundElsewhere(String output) {
		assertThat(DriverEndpoint.find(output)).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "a reason", "a: \"quoted\" reason: \\", "ä € 🚀" })
	void refusalIsFoundWhereItWasPrinted(String text) {
		DriverRefusal refusal = new DriverRefusal(text, "Mend " + text + ".");
		assertThat(DriverRefusal.find(BEFORE + refusal.lines() + AFTER)).contains(refusal);
	}

	@Test
	void refusalIsOfOneLineEach() {
		DriverRefusal refusal = new DriverRefusal("one\ntwo\r\nthree", "four\nfive");
		assertThat(refusal.lines().lines()).hasSize(2);
		assertThat(DriverRefusal.find(refusal.lines())).contains(new DriverRefusal("one two three", "four five"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", BEFORE, "RAY_TASK_RUNNER_DRIVER cannot run: a", "RAY_TASK_RUNNER_DRIVER needs: a" })
	void refusalIsNotFoundElsewhere(String output) {
		assertThat(DriverRefusal.find(output)).isEmpty();
	}

}
