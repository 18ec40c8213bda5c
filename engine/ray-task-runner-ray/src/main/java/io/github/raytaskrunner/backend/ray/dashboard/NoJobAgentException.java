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

package io.github.raytaskrunner.backend.ray.dashboard;

/**
 * A job was not submitted, as the dashboard does not know of any node's agent, which
 * would run it. That is so for a while after a cluster has started.
 */
public final class NoJobAgentException extends DashboardException {

	NoJobAgentException(String dashboard) {
		super(500, "The Ray dashboard at " + dashboard + " knows of no node whose agent runs jobs",
				"See 'dashboard_agent.log' among Ray's logs on the cluster's head.");
	}

}
