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

package io.github.raytaskrunner.worker.task;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.logging.ErrorManager;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

import io.github.raytaskrunner.attempt.LogLine;

/**
 * Hears what is logged by {@code java.util.logging}.
 */
final class JavaLogHandler extends Handler {

	private static final String PACKAGE = "java.util.logging.";

	private static final String BRIDGE = "org.slf4j.bridge.SLF4JBridgeHandler";

	private static final String ROOT = "";

	/**
	 * The loggers that have a level: the JDK forgets those that nobody holds.
	 */
	private final List<Logger> loggers = new ArrayList<>();

	private final TaskOutput output;

	private JavaLogHandler(TaskOutput output) {
		this.output = output;
	}

	/**
	 * Listen to all loggers from now on.
	 * @param levels levels by the names of loggers
	 * @param output told what is logged
	 * @return beginning of the names of classes that print what is heard here
	 */
	static String listen(Map<String, String> levels, TaskOutput output) {
		JavaLogHandler handler = new JavaLogHandler(output);
		levels.forEach((name, level) -> {
			Logger logger = Logger.getLogger(name.equals("ROOT") ? ROOT : name);
			logger.setLevel(level(level));
			handler.loggers.add(logger);
		});
		Logger.getLogger(ROOT).addHandler(handler);
		return PACKAGE;
	}

	private static Level level(String name) {
		return switch (name) {
			case "TRACE" -> Level.FINEST;
			case "DEBUG" -> Level.FINE;
			case "WARN" -> Level.WARNING;
			case "ERROR", "FATAL" -> Level.SEVERE;
			case "OFF" -> Level.OFF;
			default -> Level.INFO;
		};
	}

	@Override
	public void publish(LogRecord record) {
		try {
			if (isLoggable(record) && !isBridged()) {
				tell(record);
			}
		}
		// whoever logs is not to fail
		catch (Exception ex) {
			reportError(null, ex, ErrorManager.WRITE_FAILURE);
		}
	}

	private void tell(LogRecord record) {
		String text = String.valueOf(new SimpleFormatter().formatMessage(record));
		if (record.getThrown() != null) {
			StringWriter trace = new StringWriter();
			record.getThrown().printStackTrace(new PrintWriter(trace));
			text += "\n" + trace.toString().stripTrailing();
		}
		this.output.logged(String.valueOf(record.getLoggerName()), level(record.getLevel()), text);
	}

	private static boolean isBridged() {
		return Arrays.stream(Logger.getLogger(ROOT).getHandlers())
			.anyMatch((handler) -> handler.getClass().getName().equals(BRIDGE));
	}

	private static LogLine.Level level(Level level) {
		int value = level.intValue();
		if (value >= Level.SEVERE.intValue()) {
			return LogLine.Level.ERROR;
		}
		if (value >= Level.WARNING.intValue()) {
			return LogLine.Level.WARN;
		}
		if (value >= Level.INFO.intValue()) {
			return LogLine.Level.INFO;
		}
		return (value >= Level.FINE.intValue()) ? LogLine.Level.DEBUG : LogLine.Level.TRACE;
	}

	@Override
	public void flush() {
		// nothing waits
	}

	@Override
	public void close() {
		// nothing is held
	}

}
