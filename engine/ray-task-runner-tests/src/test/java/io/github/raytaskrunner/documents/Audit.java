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

package io.github.raytaskrunner.documents;

import io.github.raytaskrunner.TaskListener;
import io.github.raytaskrunner.TaskStateChange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.stereotype.Component;

/**
 * A bean that hears of the ends of tasks.
 */
@Component
class Audit implements TaskListener {

	private static final Logger log = LoggerFactory.getLogger(Audit.class);

	@Override
	public void stateChanged(TaskStateChange change) {
		if (change.state().isFinal()) {
			log.info("{} ({}): {} after attempt {}", change.name(), change.key(), change.state(), change.attempt());
		}
	}

}
