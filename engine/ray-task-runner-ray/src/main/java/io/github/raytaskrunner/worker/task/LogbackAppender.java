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

import java.util.Map;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggerContextListener;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import io.github.raytaskrunner.attempt.LogLine;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * Hears what is logged by SLF4J and Logback. The only class that needs Logback.
 */
final class LogbackAppender extends UnsynchronizedAppenderBase<ILoggingEvent> implements LoggerContextListener {

	/**
	 * Beginning of the names of classes that print what is heard here.
	 */
	static final String PACKAGE = "ch.qos.logback.";

	private final LoggerContext loggers;

	private final Map<String, String> levels;

	private final TaskOutput output;

	private LogbackAppender(LoggerContext loggers, Map<String, String> levels, TaskOutput output) {
		this.loggers = loggers;
		this.levels = levels;
		this.output = output;
	}

	/**
	 * Listen to all loggers from now on.
	 * @param levels levels by the names of loggers
	 * @param output told what is logged
	 * @return who listens, or {@code null} if SLF4J does not log by Logback
	 */
	static @Nullable LogbackAppender listen(Map<String, String> levels, TaskOutput output) {
		if (!(LoggerFactory.getILoggerFactory() instanceof LoggerContext context)) {
			return null;
		}
		LogbackAppender appender = new LogbackAppender(context, levels, output);
		appender.setContext(context);
		appender.ensureListening();
		return appender;
	}

	/**
	 * Listen again, with the same levels, if nobody does any more: Spring Boot stops
	 * Logback before it configures it, and with that whoever listens is forgotten.
	 */
	synchronized void ensureListening() {
		if (isStarted() && this.loggers.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME).isAttached(this)) {
			return;
		}
		this.levels.forEach((logger, level) -> this.loggers.getLogger(logger).setLevel(level(level)));
		start();
		attach(this.loggers);
		if (!this.loggers.getCopyOfListenerList().contains(this)) {
			this.loggers.addListener(this);
		}
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
		String text = String.valueOf(event.getFormattedMessage());
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
	 * A new configuration of Logback begins with this, unless it was stopped.
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
