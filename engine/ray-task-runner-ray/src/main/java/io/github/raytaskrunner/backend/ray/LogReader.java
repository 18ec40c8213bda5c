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

import io.github.raytaskrunner.attempt.LogLine;
import io.github.raytaskrunner.attempt.LogLines;
import io.github.raytaskrunner.protocol.Log;

/**
 * Reads what tasks logged, as the driver sent it.
 *
 * @param message the message
 */
record LogReader(Log message) {

	private static final LogLine.Level[] LEVELS = LogLine.Level.values();

	/**
	 * Return what tasks logged.
	 * @return the lines in order
	 */
	LogLines lines() {
		return new LogLines(this.message.getLinesList().stream().map(LogReader::line).toList(),
				this.message.getLeftOut());
	}

	private static LogLine line(io.github.raytaskrunner.protocol.LogLine line) {
		return new LogLine(line.getTaskName(), line.getTaskKey(), line.getAttempt(), line.getLogger(),
				level(line.getLevel()), line.getText(), line.getMdcMap());
	}

	private static LogLine.Level level(int number) {
		return LEVELS[Math.max(0, Math.min(number, LEVELS.length - 1))];
	}

}
