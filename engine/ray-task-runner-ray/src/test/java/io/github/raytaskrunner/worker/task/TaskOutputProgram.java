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
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;

import ch.qos.logback.classic.BasicConfigurator;
import ch.qos.logback.classic.LoggerContext;
import io.github.raytaskrunner.attempt.Attempt;
import io.github.raytaskrunner.attempt.AttemptEvent;
import io.github.raytaskrunner.attempt.AttemptResult;
import io.github.raytaskrunner.attempt.LogLine;
import io.github.raytaskrunner.worker.TaskHandler;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * A process whose {@link TaskOutput} prints what it tells.
 */
public final class TaskOutputProgram {

	private static final Map<String, String> LEVELS = Map.of("ROOT", "INFO", "quiet", "WARN", "loud", "DEBUG");

	private TaskOutputProgram() {
	}

	public static void main(String[] args) {
		PrintStream original = System.out;
		TaskOutput output = new TaskOutput();
		output.listen(LEVELS);
		System.out.println("before");
		Attempt attempt = new Attempt(1, "name", "key", 2, new byte[0], List.of());
		output.begin(attempt, new Work(original));
		System.out.println("printed größer");
		System.err.println("an error");
		Logger.getLogger("jul").log(Level.WARNING, "by {0}", "JUL");
		Logger.getLogger("quiet").info("quiet by JUL");
		Logger.getLogger("loud").fine("loud by JUL");
		Logger.getLogger("jul").log(Level.INFO, (String) null);
		if (args.length > 0) {
			BySlf4j.log();
			BySlf4j.configureAnew();
			LoggerFactory.getLogger("anew").info("after another configuration");
			BySlf4j.stopAndConfigureAnew();
			output.begin(attempt, new Work(original));
			LoggerFactory.getLogger("anew").info("after a stop");
			LoggerFactory.getLogger("quiet").info("quiet after a stop");
			LoggerFactory.getLogger("loud").debug("loud after a stop");
		}
		System.out.print("not ended");
		output.end();
		System.out.println();
		System.out.println("after");
	}

	/**
	 * Needs what is not there if it is not used.
	 */
	private static final class BySlf4j {

		static void log() {
			LoggerFactory.getLogger("slf4j").error("by {}", "SLF4J", new IllegalStateException("broken"));
			LoggerFactory.getLogger("quiet").info("quiet by SLF4J");
			LoggerFactory.getLogger("loud").debug("loud by SLF4J");
		}

		/**
		 * As Spring Boot does.
		 */
		static void stopAndConfigureAnew() {
			context().stop();
			configureAnew();
			context().start();
		}

		static void configureAnew() {
			LoggerContext context = context();
			context.reset();
			BasicConfigurator configurator = new BasicConfigurator();
			configurator.setContext(context);
			configurator.configure(context);
		}

		private static LoggerContext context() {
			return (LoggerContext) LoggerFactory.getILoggerFactory();
		}

	}

	private record Work(PrintStream target) implements TaskHandler.Work {

		@Override
		public void logged(LogLine line) {
			this.target.println("told " + line.task() + " " + line.key() + " " + line.attempt() + " " + line.logger()
					+ " " + line.level() + " " + line.text());
		}

		@Override
		public @Nullable Attempt next() {
			return null;
		}

		@Override
		public Map<Long, byte[]> values() {
			return Map.of();
		}

		@Override
		public void progressed(AttemptEvent.Progressed progress) {
			// not told here
		}

		@Override
		public TaskHandler.LossySink<byte[]> nestedChanges() {
			throw new IllegalStateException("No task submits one here");
		}

		@Override
		public void end(AttemptResult result) {
			// nothing was begun
		}

	}

}
