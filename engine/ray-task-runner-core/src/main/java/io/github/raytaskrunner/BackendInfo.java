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

package io.github.raytaskrunner;

import org.jspecify.annotations.Nullable;

import org.springframework.lang.CheckReturnValue;

/**
 * Describes what runs tasks: a Ray cluster, or threads of this process.
 *
 * @param name name for programs, such as "embedded" or "ray-2.60.0"
 * @param description one phrase for people, such as "temporary Ray 2.60.0 cluster"
 * @param slots number of tasks that can run at once if each needs one CPU only
 * @param nodes number of living nodes
 * @param dashboardUrl address of Ray's dashboard, or {@code null}
 */
public record BackendInfo(String name, String description, int slots, int nodes, @Nullable String dashboardUrl) {

	/**
	 * Return a copy with another capacity.
	 * @param slots number of tasks that can run at once if each needs one CPU only
	 * @param nodes number of living nodes
	 * @return the copy
	 */
	@CheckReturnValue
	public BackendInfo withCapacity(int slots, int nodes) {
		return new BackendInfo(this.name, this.description, slots, nodes, this.dashboardUrl);
	}

	/**
	 * Return a summary for people.
	 * @return a phrase
	 */
	public String summary() {
		return this.description + ", " + count(this.nodes, "node") + ", " + count(this.slots, "slot")
				+ ((this.dashboardUrl != null) ? ", dashboard at " + this.dashboardUrl : "");
	}

	private static String count(int number, String noun) {
		return number + " " + noun + ((number != 1) ? "s" : "");
	}

}
