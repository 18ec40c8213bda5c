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

import java.io.PrintStream;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

import io.github.raytaskrunner.TaskContext;
import io.github.raytaskrunner.attempt.Attempt;
import io.github.raytaskrunner.attempt.LogLine;
import io.github.raytaskrunner.attempt.LogLine.Level;
import io.github.raytaskrunner.attempt.LogLines;
import io.github.raytaskrunner.propagation.MdcValues;
import io.github.raytaskrunner.worker.TaskHandler;
import org.jspecify.annotations.Nullable;

/**
 * Tells the application what tasks log and print. A worker runs one attempt at a time, so
 * what other threads log meanwhile is the attempt's as well. All of it remains where it
 * goes without that, too. Safe for use by several threads.
 */
final class TaskOutput {

	/**
	 * Name of the logger of what is printed.
	 */
	static final String PRINTED = "io.github.raytaskrunner.output";

	private final List<LineStream> streams = new ArrayList<>();

	private volatile @Nullable LogbackAppender logback;

	private volatile @Nullable Running running;

	/**
	 * Listen to the loggers and standard streams of this process from now on.
	 * @param levels levels by the names of loggers
	 */
	void listen(Map<String, String> levels) {
		List<String> loggedBy = new CopyOnWriteArrayList<>();
		// first: libraries that log to a standard stream take that of their first use
		System.setOut(stream(System.out, "stdout.encoding", Level.INFO, loggedBy));
		System.setErr(stream(System.err, "stderr.encoding", Level.WARN, loggedBy));
		loggedBy.add(JavaLogHandler.listen(levels, this));
		try {
			LogbackAppender logback = LogbackAppender.listen(levels, this);
			if (logback != null) {
				this.logback = logback;
				loggedBy.add(LogbackAppender.PACKAGE);
			}
		}
		catch (NoClassDefFoundError ex) {
			// there is no Logback: what another library prints is heard
		}
		catch (RuntimeException | LinkageError ex) {
			System.err.println("Of what is logged by SLF4J only what is printed is told: " + ex);
		}
	}

	private PrintStream stream(PrintStream original, String encoding, Level level, List<String> loggedBy) {
		Charset charset = Charset.forName(System.getProperty(encoding, Charset.defaultCharset().name()));
		LineStream stream = new LineStream(original, charset, loggedBy, (line) -> logged(PRINTED, level, line));
		this.streams.add(stream);
		return new PrintStream(stream, true, charset);
	}

	/**
	 * Listen again to loggers that may have been configured anew.
	 */
	void ensureListening() {
		LogbackAppender logback = this.logback;
		if (logback != null) {
			logback.ensureListening();
		}
	}

	/**
	 * Take what is logged from now on for that of an attempt.
	 * @param attempt the attempt
	 * @param work what it is part of
	 */
	void begin(Attempt attempt, TaskHandler.Work work) {
		end();
		ensureListening();
		this.running = new Running(new TaskContext(attempt.name(), attempt.key(), attempt.number()), work);
	}

	/**
	 * Take what is logged from now on for that of nobody.
	 */
	void end() {
		this.streams.forEach(LineStream::endLine);
		this.running = null;
	}

	/**
	 * Tell what was logged.
	 * @param logger name of the logger
	 * @param level the level
	 * @param text the text
	 */
	void logged(String logger, Level level, String text) {
		Running running = this.running;
		if (running != null) {
			// an item is known to its own thread alone
			TaskContext context = TaskContext.current().orElse(running.context());
			running.work()
				.logged(new LogLine(context.name(), context.key(), context.attempt(), logger, level, text,
						MdcValues.current().values()));
		}
	}

	/**
	 * Pass on what tasks of the present attempt logged, which run elsewhere.
	 * @param lines what they logged
	 */
	void logged(LogLines lines) {
		Running running = this.running;
		if (running != null) {
			lines.lines().forEach(running.work()::logged);
		}
	}

	private record Running(TaskContext context, TaskHandler.Work work) {

	}

}
