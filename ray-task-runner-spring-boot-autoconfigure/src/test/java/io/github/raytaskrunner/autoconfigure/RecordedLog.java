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

import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import org.slf4j.LoggerFactory;

/**
 * What the application logs.
 */
final class RecordedLog extends UnsynchronizedAppenderBase<ILoggingEvent> implements AutoCloseable {

	private final List<Line> lines = new CopyOnWriteArrayList<>();

	RecordedLog() {
		start();
		root().addAppender(this);
	}

	private static Logger root() {
		return (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
	}

	@Override
	protected void append(ILoggingEvent event) {
		this.lines.add(new Line(event.getLoggerName(), event.getLevel(), event.getFormattedMessage(),
				event.getMDCPropertyMap()));
	}

	/**
	 * Return the lines whose text has something in it.
	 * @param text what is in it
	 */
	List<Line> lines(String text) {
		return this.lines.stream().filter((line) -> line.text().contains(text)).toList();
	}

	@Override
	public void close() {
		root().detachAppender(this);
	}

	record Line(String logger, Level level, String text, Map<String, String> mdc) {

	}

}
