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

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

import io.github.raytaskrunner.attempt.AttemptResult;

/**
 * What a worker tells its driver while a call runs.
 */
public sealed interface Report {

	/**
	 * Write the report.
	 * @param output where to write
	 * @throws IOException if that fails
	 */
	void writeTo(DataOutputStream output) throws IOException;

	/**
	 * Read a report.
	 * @param input where to read
	 * @return the report
	 * @throws IOException if that fails, or if something else stands there
	 */
	static Report readFrom(DataInputStream input) throws IOException {
		byte kind = input.readByte();
		long attempt = input.readLong();
		return switch (kind) {
			case 0 -> new Started(attempt);
			case 1 -> Finished.readFrom(attempt, input);
			default -> throw new IOException("Unknown kind of report: " + kind);
		};
	}

	/**
	 * A task started.
	 *
	 * @param attempt id of the attempt
	 */
	record Started(long attempt) implements Report {

		@Override
		public void writeTo(DataOutputStream output) throws IOException {
			output.writeByte(0);
			output.writeLong(this.attempt);
		}

	}

	/**
	 * A task ended.
	 *
	 * @param attempt id of the attempt
	 * @param result what it ended with, without a large value
	 */
	record Finished(long attempt, AttemptResult result) implements Report {

		private static Finished readFrom(long attempt, DataInputStream input) throws IOException {
			boolean failed = input.readBoolean();
			long size = input.readLong();
			if (size > AttemptResult.MAX_PUSHED_BYTES) {
				return new Finished(attempt, new AttemptResult(failed, size, null));
			}
			byte[] value = new byte[Math.toIntExact(size)];
			input.readFully(value);
			return new Finished(attempt, new AttemptResult(failed, value));
		}

		@Override
		public void writeTo(DataOutputStream output) throws IOException {
			output.writeByte(1);
			output.writeLong(this.attempt);
			output.writeBoolean(this.result.failed());
			output.writeLong(this.result.size());
			if (this.result.value() != null) {
				output.write(this.result.value());
			}
		}

	}

}
