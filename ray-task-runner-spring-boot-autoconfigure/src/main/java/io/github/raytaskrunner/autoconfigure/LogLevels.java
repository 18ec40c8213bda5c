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

package io.github.raytaskrunner.autoconfigure;

import java.util.LinkedHashMap;
import java.util.Map;

import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggerConfiguration;
import org.springframework.boot.logging.LoggingSystem;

/**
 * The levels of this application's loggers, which are those of its tasks.
 */
final class LogLevels {

	private LogLevels() {
	}

	/**
	 * Return the levels as they are now.
	 * @param classLoader the class loader of the application
	 * @return levels by the names of those loggers that have one of their own
	 */
	static Map<String, String> of(ClassLoader classLoader) {
		Map<String, String> levels = new LinkedHashMap<>();
		for (LoggerConfiguration configuration : LoggingSystem.get(classLoader).getLoggerConfigurations()) {
			LogLevel level = configuration.getConfiguredLevel();
			if (level != null) {
				levels.put(configuration.getName(), level.name());
			}
		}
		return levels;
	}

}
