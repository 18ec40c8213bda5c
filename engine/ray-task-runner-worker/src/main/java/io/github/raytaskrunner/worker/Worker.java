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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import io.github.raytaskrunner.worker.CallFrame.Item;
import io.github.raytaskrunner.worker.CallFrame.Place;
import io.github.raytaskrunner.worker.TaskHandler.Upstream;
import io.github.raytaskrunner.worker.TaskResult.Status;

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
			ResultFrame[] upstreams = new ResultFrame[arguments.length];
			for (int i = 0; i < arguments.length; i++) {
				upstreams[i] = (arguments[i] != null) ? ResultFrame.of(arguments[i]) : null;
			}
			List<TaskResult> results = switch (frame.kind()) {
				case PROBE -> List.of(probe());
				case RUN -> runTasks(frame, upstreams);
				case GATHER -> upstreams(frame.items().get(0), upstreams).stream()
					.map((upstream) -> new TaskResult(Status.COMPLETED, upstream.bytes()))
					.toList();
			};
			return ResultFrame.toBytes(results);
		}
		catch (Throwable ex) {
			return ResultFrame.toBytes(List.of(notRun(ex)));
		}
	}

	private TaskResult probe() throws Exception {
		taskHandler();
		return new TaskResult(Status.COMPLETED, System.getProperty("java.version").getBytes(StandardCharsets.UTF_8));
	}

	private List<TaskResult> runTasks(CallFrame frame, ResultFrame[] upstreams) {
		List<TaskResult> results = new ArrayList<>(frame.items().size());
		for (Item item : frame.items()) {
			TaskResult result = runTask(frame, item, upstreams);
			results.add(result);
			if (result.status() != Status.NOT_RUN) {
				this.reporter.report(frame.driver(), Report.Finished.of(item.attempt(), result));
			}
		}
		return results;
	}

	private TaskResult runTask(CallFrame frame, Item item, ResultFrame[] arguments) {
		try {
			TaskHandler handler = taskHandler();
			List<Upstream> upstreams = upstreams(item, arguments);
			byte[] task = task(item);
			this.reporter.report(frame.driver(), new Report.Started(item.attempt()));
			return this.cancellation.run(frame.driver(), item.attempt(),
					() -> handler.run(item.context(), task, upstreams));
		}
		catch (Throwable ex) {
			return notRun(ex);
		}
	}

	private static List<Upstream> upstreams(Item item, ResultFrame[] arguments) {
		List<Upstream> upstreams = new ArrayList<>(item.upstreams().size());
		int position = 0;
		for (Place place : item.upstreams()) {
			if (place.isInline()) {
				byte[] state = Arrays.copyOfRange(item.payload(), position, position + place.index());
				upstreams.add(new Upstream(false, state));
				position += place.index();
			}
			else {
				upstreams.add(new Upstream(true, arguments[place.argument()].result(place.index()).bytes()));
			}
		}
		return upstreams;
	}

	private static byte[] task(Item item) {
		int start = item.upstreams().stream().filter(Place::isInline).mapToInt(Place::index).sum();
		return (start > 0) ? Arrays.copyOfRange(item.payload(), start, item.payload().length) : item.payload();
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

	private TaskResult notRun(Throwable cause) {
		StringWriter trace = new StringWriter();
		cause.printStackTrace(new PrintWriter(trace));
		return new TaskResult(Status.NOT_RUN, trace.toString().getBytes(StandardCharsets.UTF_8));
	}

}
