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

package io.github.raytaskrunner.worker;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

import io.github.raytaskrunner.attempt.Attempt;
import io.github.raytaskrunner.worker.CallFrame.DriverAddress;
import io.github.raytaskrunner.worker.ResultFrame.Entry;
import io.github.raytaskrunner.worker.ResultFrame.Status;

/**
 * Does what calls ask for, in the process of one worker.
 */
final class Worker {

	private static final String TASK_HANDLER = "io.github.raytaskrunner.worker.task.ApplicationTaskHandler";

	private final Cancellation cancellation = new Cancellation();

	private final Reporter reporter = new Reporter(this.cancellation::cancel);

	private TaskHandler handler;

	/**
	 * Run a call. Never throws: on JDK 17 Ray cannot carry an exception to the driver.
	 */
	byte[] run(byte[] call, byte[]... arguments) {
		try {
			CallFrame frame = CallFrame.of(call);
			UpstreamValues values = new UpstreamValues(frame.places(), arguments);
			List<Entry> entries = switch (frame.kind()) {
				case PROBE -> List.of(probe());
				case RUN -> frame.attempts().stream().map((attempt) -> run(frame.driver(), attempt, values)).toList();
				case GATHER -> values.all().stream().map(Entry::ofValue).toList();
			};
			return ResultFrame.toBytes(entries);
		}
		catch (Throwable ex) {
			return ResultFrame.toBytes(List.of(notRun(ex)));
		}
	}

	private Entry probe() throws Exception {
		taskHandler();
		return Entry.ofValue(System.getProperty("java.version").getBytes(StandardCharsets.UTF_8));
	}

	private Entry run(DriverAddress driver, Attempt attempt, UpstreamValues values) {
		Entry entry = runTask(driver, attempt, values);
		if (entry.status() != Status.NOT_RUN) {
			this.reporter.report(driver, new Report.Finished(attempt.id(), entry.result().withoutLargeValue()));
		}
		return entry;
	}

	private Entry runTask(DriverAddress driver, Attempt attempt, UpstreamValues values) {
		try {
			TaskHandler handler = taskHandler();
			Map<Long, byte[]> read = values.of(attempt);
			this.reporter.report(driver, new Report.Started(attempt.id()));
			return this.cancellation.run(driver, attempt.id(), () -> handler.run(attempt, read));
		}
		catch (Throwable ex) {
			return notRun(ex);
		}
	}

	private synchronized TaskHandler taskHandler() throws Exception {
		if (this.handler == null) {
			ClassLoader applicationLoader = ApplicationClassLoader.open();
			this.handler = (TaskHandler) Class.forName(TASK_HANDLER, true, applicationLoader)
				.getConstructor(ClassLoader.class)
				.newInstance(applicationLoader);
		}
		return this.handler;
	}

	private static Entry notRun(Throwable cause) {
		StringWriter trace = new StringWriter();
		cause.printStackTrace(new PrintWriter(trace));
		return Entry.notRun(trace.toString());
	}

}
