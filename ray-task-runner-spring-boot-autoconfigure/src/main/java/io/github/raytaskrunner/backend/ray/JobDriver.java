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

import io.github.raytaskrunner.backend.ray.dashboard.DashboardClient;
import io.github.raytaskrunner.backend.ray.dashboard.JobStatus;
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

	@Override
	public String describeEnd() {
		try {
			JobStatus status = this.dashboard.job(this.id);
			return "driver job " + this.id + " at " + this.endpoint.host() + ":" + this.endpoint.port() + " is "
					+ status.state() + ((status.message() != null) ? ": " + status.message() : "");
		}
		catch (RuntimeException ex) {
			return "driver job " + this.id + ", and the dashboard does not answer: " + ex.getMessage();
		}
	}

	/**
	 * Stop the job. A driver that was asked to end does so by itself; stopping it covers
	 * one that cannot be asked any more.
	 */
	@Override
	public void stop(Duration timeout) {
		try {
			this.dashboard.stopJob(this.id);
		}
		catch (RuntimeException ex) {
			logger.debug("Driver job " + this.id + " cannot be stopped and ends with its lease", ex);
		}
	}

}
