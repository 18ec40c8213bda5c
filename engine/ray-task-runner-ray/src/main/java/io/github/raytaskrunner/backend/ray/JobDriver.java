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

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

import io.github.raytaskrunner.backend.ray.dashboard.DashboardClient;
import io.github.raytaskrunner.backend.ray.dashboard.DashboardException;
import io.github.raytaskrunner.backend.ray.dashboard.JobStatus;
import io.github.raytaskrunner.launch.DriverEndpoint;
import io.github.raytaskrunner.waiting.Deadline;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * A driver that is a Ray job.
 *
 * @param dashboard the cluster's dashboard
 * @param id id of the job
 * @param endpoint where the driver listens
 */
record JobDriver(DashboardClient dashboard, String id, DriverEndpoint endpoint) implements LaunchedDriver {

	private static final Log logger = LogFactory.getLog(JobDriver.class);

	private static final int NOT_FOUND = 404;

	private static final Duration STOP_TIMEOUT = Duration.ofSeconds(2);

	private static final Duration END_TIMEOUT = Duration.ofSeconds(3);

	private static final Duration POLL_PERIOD = Duration.ofMillis(200);

	@Override
	public boolean hasEnded() {
		try {
			return this.dashboard.job(this.id).state().isFinal();
		}
		catch (DashboardException ex) {
			if (ex.getStatus() == NOT_FOUND) {
				// the head was started anew
				return true;
			}
			throw ex;
		}
	}

	@Override
	public String describeEnd() {
		String name = "driver job " + this.id + " at " + this.endpoint;
		try {
			JobStatus status = awaitEnd();
			return name + (status.state().isFinal() ? " ended: " : " still runs: ") + status.state()
					+ ((status.exitCode() != null) ? " with exit code " + status.exitCode() : "")
					+ ((status.message() != null) ? ", " + new DriverOutput(status.message()).shortened() : "");
		}
		catch (RuntimeException ex) {
			return name + ", and the dashboard does not answer: " + ex.getMessage();
		}
	}

	/**
	 * Return the status of the job once it is final, or what it is after some seconds:
	 * Ray looks after its jobs about once a second.
	 */
	private JobStatus awaitEnd() {
		Deadline deadline = new Deadline(END_TIMEOUT);
		JobStatus status = this.dashboard.job(this.id);
		while (!status.state().isFinal() && !deadline.isOver() && !Thread.currentThread().isInterrupted()) {
			LockSupport.parkNanos(POLL_PERIOD.toNanos());
			status = this.dashboard.job(this.id);
		}
		return status;
	}

	/**
	 * Stop the job. A driver that was asked to end does so by itself; stopping it covers
	 * one that cannot be asked any more.
	 */
	@Override
	public void stop(Duration timeout) {
		stop(this.dashboard, this.id);
	}

	/**
	 * Ask the cluster to stop a job, whether or not the caller is interrupted. If that
	 * does not work within a short time, the job ends with its lease.
	 */
	static void stop(DashboardClient dashboard, String id) {
		boolean interrupted = Thread.interrupted();
		try {
			dashboard.stopJob(id, STOP_TIMEOUT);
		}
		catch (RuntimeException ex) {
			logger.debug("Driver job " + id + " cannot be stopped and ends with its lease", ex);
		}
		if (interrupted) {
			Thread.currentThread().interrupt();
		}
	}

}
