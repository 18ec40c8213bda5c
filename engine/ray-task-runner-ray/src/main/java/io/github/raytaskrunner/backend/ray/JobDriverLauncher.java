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

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

import io.github.raytaskrunner.backend.BackendUnavailableException;
import io.github.raytaskrunner.backend.Waits;
import io.github.raytaskrunner.backend.ray.code.DriverPackage;
import io.github.raytaskrunner.backend.ray.dashboard.DashboardClient;
import io.github.raytaskrunner.backend.ray.dashboard.JobStatus;
import io.github.raytaskrunner.backend.ray.dashboard.JobSubmission;
import io.github.raytaskrunner.backend.ray.dashboard.NoJobAgentException;
import io.github.raytaskrunner.launch.DriverCommand;
import io.github.raytaskrunner.launch.DriverEndpoint;
import io.github.raytaskrunner.launch.EnvironmentNames;
import io.github.raytaskrunner.waiting.Deadline;

/**
 * Launches a driver as a Ray job, through the cluster's dashboard. Needs nothing of Ray
 * on this machine.
 */
final class JobDriverLauncher implements DriverLauncher {

	private static final Duration POLL_PERIOD = Duration.ofMillis(200);

	private final DashboardClient dashboard;

	private final DriverPackage driverPackage;

	private final String applicationName;

	/**
	 * Create a new launcher.
	 * @param dashboard the cluster's dashboard
	 * @param driverPackage the driver's code, uploaded already
	 * @param applicationName name that shows in Ray's dashboard whose job it is
	 */
	JobDriverLauncher(DashboardClient dashboard, DriverPackage driverPackage, String applicationName) {
		this.dashboard = dashboard;
		this.driverPackage = driverPackage;
		this.applicationName = applicationName;
	}

	@Override
	public LaunchedDriver launch(DriverSpec spec) {
		String id = "ray-task-runner-" + UUID.randomUUID();
		try {
			submit(new JobSubmission(id, entrypoint(spec.jvmOptions()), this.driverPackage.codePackage().uri(),
					Map.of(EnvironmentNames.DRIVER, spec.config().toText()), Map.of("application", this.applicationName,
							"host", hostName(), "pid", Long.toString(ProcessHandle.current().pid()))),
					spec.startTimeout());
			return new JobDriver(this.dashboard, id, awaitEndpoint(id, spec.startTimeout()));
		}
		catch (RuntimeException | Error ex) {
			JobDriver.stop(this.dashboard, id);
			throw ex;
		}
	}

	private static String hostName() {
		try {
			return InetAddress.getLocalHost().getHostName();
		}
		catch (UnknownHostException ex) {
			return "unknown";
		}
	}

	/**
	 * Submit a job, again as long as no node takes any. It has the same id each time, of
	 * which a cluster runs one. Where an answer is lost, the job may run already, so that
	 * is a failure, after which it is stopped.
	 */
	private void submit(JobSubmission job, Duration timeout) {
		Deadline deadline = new Deadline(timeout);
		while (true) {
			try {
				this.dashboard.submitJob(job);
				return;
			}
			catch (NoJobAgentException ex) {
				if (deadline.isOver()) {
					throw new BackendUnavailableException(ex.getFinding() + ", and none came up within " + timeout,
							ex.getAction() + " To wait longer for one, set 'ray.driver.start-timeout'.", ex);
				}
			}
			Waits.sleep(POLL_PERIOD, "a node of the Ray cluster at " + this.dashboard.address() + " that runs jobs");
		}
	}

	private DriverEndpoint awaitEndpoint(String id, Duration timeout) {
		Deadline deadline = new Deadline(timeout);
		while (!deadline.isOver()) {
			JobStatus status = this.dashboard.job(id);
			DriverOutput output = output(id);
			Optional<DriverEndpoint> endpoint = DriverEndpoint.find(output.text());
			if (endpoint.isPresent()) {
				return endpoint.get();
			}
			if (status.state().isFinal()) {
				output.throwIfRefused();
				throw new DriverException("The driver did not start as Ray job " + id + ": " + status.state() + ", "
						+ status.message() + ". Its output:\n" + output.shortened());
			}
			Waits.sleep(POLL_PERIOD, "the driver to start as Ray job " + id);
		}
		throw new DriverException("The driver did not start as Ray job " + id + " within " + timeout + ": "
				+ this.dashboard.job(id) + ". Its output:\n" + output(id).shortened());
	}

	private DriverOutput output(String id) {
		return new DriverOutput(this.dashboard.jobLogs(id));
	}

	private String entrypoint(List<String> jvmOptions) {
		List<String> command = new ArrayList<>(List.of("sh", DriverPackage.SCRIPT));
		command.add(String.join(":", this.driverPackage.classPath()));
		command.add(DriverCommand.MAIN_CLASS);
		command.addAll(jvmOptions);
		return command.stream().map(JobDriverLauncher::quoted).collect(Collectors.joining(" "));
	}

	private static String quoted(String word) {
		return "'" + word.replace("'", "'\\''") + "'";
	}

}
