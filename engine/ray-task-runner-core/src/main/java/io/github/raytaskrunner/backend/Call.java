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

package io.github.raytaskrunner.backend;

import java.util.List;

import io.github.raytaskrunner.RayText;

/**
 * What a backend runs at once on one slot: one attempt, or several small ones packed
 * together.
 *
 * @param name name of the call, which is that of its first task
 * @param resources the resources the call occupies while it runs
 * @param attempts the attempts, run one after another
 */
public record Call(String name, Resources resources, List<Attempt> attempts) {

	/**
	 * Return the name as Ray can show it.
	 * @return the name, in which some characters may be escapes
	 */
	public String shownName() {
		return RayText.shown(this.name);
	}

}
