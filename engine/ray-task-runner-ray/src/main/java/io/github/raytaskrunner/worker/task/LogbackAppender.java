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

import java.util.List;
import java.util.Map;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggerContextListener;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import io.github.raytaskrunner.attempt.LogLine;
import org.slf4j.LoggerFactory;

/**
 * Hears what is logged by SLF4J and Logback. The only class that needs Logback.
 */
final class LogbackAppender extends UnsynchronizedAppenderBase<ILoggingEvent> implements LoggerContextListener {

	private static final String PACKAGE = "ch.qos.logback.";

	private final TaskOutput output;

	private LogbackAppender(TaskOutput output) {
		this.output = output;
	}

	/**
	 * Listen to all loggers from now on.
	 * @param levels levels by the names of loggers
	 * @param output told what is logged
	 * @return beginnings of the names of classes that print what is heard here; none if
	 * SLF4J does not log by Logback
	 */
	static List<String> listen(Map<String, String> levels, TaskOutput output) {
		if (!(LoggerFactory.getILoggerFactory() instanceof LoggerContext context)) {
			return List.of();
		}
		levels.forEach((logger, level) -> context.getLogger(logger).setLevel(level(level)));
		LogbackAppender appender = new LogbackAppender(output);
		appender.setContext(context);
		appender.start();
		appender.attach(context);
		context.addListener(appender);
		return List.of(PACKAGE);
	}

	private static Level level(String name) {
		return name.equals("FATAL") ? Level.ERROR : Level.toLevel(name, Level.INFO);
	}

	private void attach(LoggerContext context) {
		for (Logger logger : context.getLoggerList()) {
			if (logger.getName().equals(org.slf4j.Logger.ROOT_LOGGER_NAME) || !logger.isAdditive()) {
				logger.addAppender(this);
			}
		}
	}

	@Override
	protected void append(ILoggingEvent event) {
		String text = event.getFormattedMessage();
		if (event.getThrowableProxy() != null) {
			text += "\n" + ThrowableProxyUtil.asString(event.getThrowableProxy()).stripTrailing();
		}
		this.output.logged(event.getLoggerName(), LogLine.Level.valueOf(event.getLevel().toString()), text);
	}

	@Override
	public boolean isResetResistant() {
		return true;
	}

	/**
	 * A new configuration of Logback, as Spring Boot makes, begins with this.
	 */
	@Override
	public void onReset(LoggerContext context) {
		attach(context);
		start();
	}

	@Override
	public void onStart(LoggerContext context) {
		// nothing begins anew
	}

	@Override
	public void onStop(LoggerContext context) {
		// nothing is logged any more
	}

	@Override
	public void onLevelChange(Logger logger, Level level) {
		// the loggers see to it
	}

}
