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

import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * A job for {@link DashboardClient#submitJob}.
 *
 * @param submissionId id of the job; a cluster accepts an id once
 * @param entrypoint shell command that is the job
 * @param workingDir URI of the package that is unpacked as the job's working directory,
 * or {@code null} for none
 * @param envVars environment variables of the command, visible to everybody who may see
 * the dashboard
 * @param metadata labels of the job
 */
public record JobSubmission(String submissionId, String entrypoint, @Nullable String workingDir,
		Map<String, String> envVars, Map<String, String> metadata) {

	public JobSubmission {
		envVars = Map.copyOf(envVars);
		metadata = Map.copyOf(metadata);
	}

	Map<String, Object> toJson() {
		Map<String, Object> runtimeEnv = new LinkedHashMap<>();
		if (this.workingDir != null) {
			runtimeEnv.put("working_dir", this.workingDir);
		}
		if (!this.envVars.isEmpty()) {
			runtimeEnv.put("env_vars", this.envVars);
		}
		Map<String, Object> json = new LinkedHashMap<>();
		json.put("submission_id", this.submissionId);
		json.put("entrypoint", this.entrypoint);
		json.put("runtime_env", runtimeEnv);
		json.put("metadata", this.metadata);
		return json;
	}

}
