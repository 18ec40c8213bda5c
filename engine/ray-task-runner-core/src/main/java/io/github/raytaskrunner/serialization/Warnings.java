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

package io.github.raytaskrunner.serialization;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * Says once each what is missing around tasks, which all of them may miss. Safe for use
 * by several threads.
 */
public final class Warnings {

	private static final Log logger = LogFactory.getLog(Warnings.class);

	private static final int MAX = 1000;

	private final Set<String> told = ConcurrentHashMap.newKeySet();

	/**
	 * Say what is missing, unless that was said.
	 * @param warning the warning
	 */
	public void once(String warning) {
		once(warning, warning);
	}

	/**
	 * Say what is missing, unless that was said of its kind.
	 * @param kind what warnings that need be made only once have in common
	 * @param warning the warning
	 */
	public void once(String kind, String warning) {
		if (this.told.size() < MAX && this.told.add(kind)) {
			logger.warn(warning);
		}
	}

}
