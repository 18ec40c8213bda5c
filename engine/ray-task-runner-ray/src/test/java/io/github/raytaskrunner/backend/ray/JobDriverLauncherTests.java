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

package io.github.raytaskrunner.backend.ray;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.FutureTask;

import io.github.raytaskrunner.RayTaskRunnerException;
import io.github.raytaskrunner.backend.BackendUnavailableException;
import io.github.raytaskrunner.backend.ray.code.CodePackage;
import io.github.raytaskrunner.backend.ray.code.DriverPackage;
import io.github.raytaskrunner.backend.ray.dashboard.DashboardClient;
import io.github.raytaskrunner.backend.ray.dashboard.DashboardException;
import io.github.raytaskrunner.launch.DriverConfig;
import io.github.raytaskrunner.launch.DriverEndpoint;
import io.github.raytaskrunner.launch.DriverSecret;
import io.github.raytaskrunner.testsupport.FakeDashboard;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link JobDriverLauncher}.
 */
@Timeout(60)
class JobDriverLauncherTests {

	private static final String SUBMIT = "POST /api/jobs/";

	// word for word that of Ray 2.39 to 2.60, with Python 3.11
	private static final String NO_AGENT = "No available agent to submit job, please try again later.";

	private static final String NO_AGENT_OF_OLDER_PYTHON = "Traceback (most recent call last):\n  raise TimeoutError(\n"
			+ "TimeoutError: Failed to get head node agent within 10 seconds. The last exception is None";

	private static final DriverEndpoint ENDPOINT = new DriverEndpoint("10.0.0.1", 4711);

	private static final Duration LONG = Duration.ofMinutes(10);

	private final FakeDashboard dashboard = new FakeDashboard();

	private final DashboardClient client = new DashboardClient(this.dashboard.address(), () -> null);

	private final JobDriverLauncher launcher = new JobDriverLauncher(this.client,
			new DriverPackage(new CodePackage("_ray_pkg_0123456789abcdef.zip", Path.of("driver.zip"), 1), List.of()),
			"test");

	@AfterEach
	void close() {
		this.client.close();
		this.dashboard.close();
	}

	@ParameterizedTest
	@ValueSource(strings = { NO_AGENT, NO_AGENT_OF_OLDER_PYTHON })
	void submitsTheSameJobUntilANodeTakesIt(String noAgent) {
		this.dashboard.answerFirst(SUBMIT, 500, noAgent);
		this.dashboard.answerFirst(SUBMIT, 500, noAgent);
		this.dashboard.answer(SUBMIT, 200, "{\"submission_id\": \"a\"}");
		this.dashboard.answer("GET /api/jobs/*", 200,
				"{\"status\": \"RUNNING\", \"logs\": \"" + ENDPOINT.line() + "\\n\"}");
		assertThat(launch(LONG).endpoint()).isEqualTo(ENDPOINT);
		assertThat(submissions()).isEqualTo(3);
		assertThat(this.dashboard.bodies().subList(0, 3)).containsOnly(this.dashboard.bodies().get(0));
	}

	@Test
	void saysWhatWasAwaitedWhenTheTimeIsOver() {
		this.dashboard.answer(SUBMIT, 500, NO_AGENT);
		assertThatExceptionOfType(BackendUnavailableException.class).isThrownBy(() -> launch(Duration.ZERO))
			.withMessageContaining("The Ray dashboard at " + this.dashboard.address()
					+ " knows of no node whose agent runs jobs, and none came up within PT0S")
			.withMessageContaining("'dashboard_agent.log'")
			.withMessageContaining("'ray.driver.start-timeout'");
	}

	@ParameterizedTest
	@CsvSource({ "500, Traceback: No available agent to submit job", "400, Job already exists",
			"503, 'No available agent to submit job, please try again later.'" })
	void doesNotSubmitAJobAgainThatIsRefusedForAnotherReason(int status, String answer) {
		this.dashboard.answer(SUBMIT, status, answer);
		assertThatExceptionOfType(DashboardException.class).isThrownBy(() -> launch(LONG))
			.withMessageContaining(answer);
		assertThat(submissions()).isOne();
	}

	@Test
	void stopsAJobOfWhichItDoesNotKnowWhetherItRuns() {
		this.dashboard.loseAnswer(SUBMIT);
		assertThatExceptionOfType(DashboardException.class).isThrownBy(() -> launch(LONG))
			.withMessageContaining("did not answer POST /api/jobs/");
		assertThat(submissions()).isOne();
		assertThat(this.dashboard.requests().get(1)).matches("POST /api/jobs/ray-task-runner-.+/stop");
	}

	@Test
	void anInterruptEndsTheWaitForANode() throws Exception {
		this.dashboard.answer(SUBMIT, 500, NO_AGENT);
		FutureTask<RayTaskRunnerException> failure = new FutureTask<>(
				() -> assertThatExceptionOfType(RayTaskRunnerException.class).isThrownBy(() -> launch(LONG)).actual());
		Thread starter = new Thread(failure, "starter");
		starter.start();
		await().until(() -> submissions() > 1);
		starter.interrupt();
		assertThat(failure.get()).hasMessageStartingWith("Interrupted while waiting for");
	}

	private LaunchedDriver launch(Duration startTimeout) {
		return this.launcher.launch(new DriverSpec(new DriverConfig(DriverSecret.random().digest(), null, 0, 0,
				Duration.ofMinutes(1), Duration.ZERO, null), List.of(), startTimeout));
	}

	private int submissions() {
		return Collections.frequency(this.dashboard.requests(), SUBMIT);
	}

}
