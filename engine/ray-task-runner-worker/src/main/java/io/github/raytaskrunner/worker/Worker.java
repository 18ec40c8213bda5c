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
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

import io.github.raytaskrunner.attempt.LogLine;
import io.github.raytaskrunner.wire.CallFrame;
import io.github.raytaskrunner.wire.CallFrame.Kind;
import io.github.raytaskrunner.wire.ResultFrame;
import io.github.raytaskrunner.wire.ResultFrame.Entry;
import io.github.raytaskrunner.wire.ResultFrame.Status;
import org.jspecify.annotations.Nullable;

/**
 * Runs the calls that come to this process, one after another.
 */
final class Worker {

	private static final String TASK_HANDLER = "io.github.raytaskrunner.worker.task.ApplicationTaskHandler";

	/**
	 * Most characters of a trace, as messages are limited: a message of an exception may
	 * hold whatever was not understood.
	 */
	static final int MAX_TRACE_LENGTH = 100_000;

	private final AttemptCanceller canceller = new AttemptCanceller();

	private final Reporter reporter = new Reporter();

	private final LossySender<LogLine> log = LossySender.ofLines(this.reporter::send);

	private final LossySender<byte[]> changes = LossySender.ofChanges(this.reporter::send);

	private @Nullable TaskHandler handler;

	/**
	 * Run a call. Never throws: on JDK 17 Ray cannot carry an exception to the driver.
	 */
	byte[] run(byte[] call, byte[]... arguments) {
		try {
			CallFrame frame = CallFrame.of(call);
			return ResultFrame.toBytes(run(frame, new UpstreamValues(frame.arguments(), arguments)));
		}
		catch (Throwable ex) {
			// the driver is to ask Ray
			this.reporter.close();
			return ResultFrame.toBytes(List.of(Entry.notRun(0, trace(ex))));
		}
	}

	private List<Entry> run(CallFrame frame, UpstreamValues values) throws Exception {
		return switch (frame.kind()) {
			case PROBE -> List.of(probe());
			case GATHER -> values.all();
			case RUN, LEASE -> runTasks(frame, values);
		};
	}

	private Entry probe() throws Exception {
		taskHandler();
		byte[] version = System.getProperty("java.version").getBytes(StandardCharsets.UTF_8);
		return new Entry(0, Status.COMPLETED, ByteBuffer.wrap(version));
	}

	private List<Entry> runTasks(CallFrame frame, UpstreamValues values) throws Exception {
		TaskHandler handler = taskHandler();
		boolean lease = frame.kind() == Kind.LEASE;
		LeasedWork work = new LeasedWork(frame.driver(), frame.lease(), frame.batch(), lease, values, this.reporter,
				this.log, this.changes, this.canceller);
		if (!this.reporter.connect(frame.driver(), frame.lease(), work) && lease) {
			return List.of(new Entry(0, Status.UNREACHABLE, ByteBuffer.allocate(0)));
		}
		try {
			handler.run(work);
		}
		catch (Throwable ex) {
			work.abandon(trace(ex));
			this.reporter.close();
		}
		finally {
			this.reporter.ignore();
		}
		return work.results();
	}

	private synchronized TaskHandler taskHandler() throws Exception {
		TaskHandler handler = this.handler;
		if (handler == null) {
			ClassLoader applicationLoader = ApplicationClassLoader.open();
			handler = (TaskHandler) Class.forName(TASK_HANDLER, true, applicationLoader)
				.getConstructor(ClassLoader.class)
				.newInstance(applicationLoader);
			this.handler = handler;
		}
		return handler;
	}

	/**
	 * Return what to tell of what keeps attempts from being run.
	 */
	static String trace(Throwable cause) {
		StringWriter trace = new StringWriter();
		cause.printStackTrace(new PrintWriter(trace));
		String text = trace.toString();
		return (text.length() > MAX_TRACE_LENGTH) ? text.substring(0, MAX_TRACE_LENGTH) + "..." : text;
	}

}
