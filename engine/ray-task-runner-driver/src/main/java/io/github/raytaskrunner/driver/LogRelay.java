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

package io.github.raytaskrunner.driver;

import java.util.List;

import io.github.raytaskrunner.attempt.LogLine;
import io.github.raytaskrunner.attempt.LogLines;
import io.github.raytaskrunner.attempt.RateLimit;
import io.github.raytaskrunner.link.Link;
import io.github.raytaskrunner.protocol.DriverMessage;
import io.github.raytaskrunner.protocol.Log;

/**
 * Passes on what tasks log, as far as the application keeps up. Safe for use by several
 * threads.
 */
final class LogRelay {

	private static final int MAX_LINES_PER_SECOND = 2000;

	/**
	 * As many as a million characters have at most.
	 */
	private static final long MAX_BYTES_PER_SECOND = 3 * 1024 * 1024;

	/**
	 * Bytes of a message. The application takes four times as many.
	 */
	private static final int MAX_BYTES = 1024 * 1024;

	private final LossyRelay<LogLine> relay;

	private final Link<DriverMessage> link;

	LogRelay(Link<DriverMessage> link) {
		this.link = link;
		this.relay = new LossyRelay<>(link, new RateLimit(MAX_LINES_PER_SECOND, MAX_BYTES_PER_SECOND),
				LogLine::maxBytes, this::send);
	}

	/**
	 * Pass on what tasks logged, or count it.
	 */
	void logged(LogLines lines) {
		this.relay.pass(lines.lines(), lines.leftOut());
	}

	/**
	 * Tell how many lines were left out, if that has not been told for a while.
	 */
	void tellLeftOut() {
		this.relay.tellLeftOut();
	}

	private void send(List<LogLine> lines, long leftOut) {
		Log.Builder log = Log.newBuilder().setLeftOut(leftOut);
		int bytes = 0;
		for (LogLine line : lines) {
			io.github.raytaskrunner.protocol.LogLine message = message(line);
			int size = message.getSerializedSize();
			if (bytes > 0 && bytes + size > MAX_BYTES) {
				this.link.send(DriverMessage.newBuilder().setLog(log).build());
				log = Log.newBuilder();
				bytes = 0;
			}
			log.addLines(message);
			bytes += size;
		}
		this.link.send(DriverMessage.newBuilder().setLog(log).build());
	}

	private static io.github.raytaskrunner.protocol.LogLine message(LogLine line) {
		return io.github.raytaskrunner.protocol.LogLine.newBuilder()
			.setTaskName(line.task())
			.setTaskKey(line.key())
			.setAttempt(line.attempt())
			.setLogger(line.logger())
			.setLevel(line.level().ordinal())
			.setText(line.text())
			.putAllMdc(line.mdc())
			.build();
	}

}
