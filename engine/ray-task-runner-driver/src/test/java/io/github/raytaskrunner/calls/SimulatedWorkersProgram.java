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

package io.github.raytaskrunner.calls;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.time.Duration;

import io.github.raytaskrunner.wire.CallFrame;

/**
 * Program with simulated workers, so that a driver's JVM has nothing of theirs. Its
 * standard input is what Ray would be asked for: call frames, each after its length.
 */
public final class SimulatedWorkersProgram {

	private SimulatedWorkersProgram() {
	}

	/**
	 * Run until the end of standard input.
	 * @param args how many workers there are, and how many milliseconds a task takes
	 * @throws IOException on failure
	 */
	public static void main(String[] args) throws IOException {
		try (SimulatedWorkers workers = new SimulatedWorkers(Integer.parseInt(args[0]),
				Duration.ofMillis(Long.parseLong(args[1])));
				DataInputStream input = new DataInputStream(new BufferedInputStream(System.in))) {
			System.out.println("ready");
			for (int size = readSize(input); size >= 0; size = readSize(input)) {
				workers.begin(CallFrame.of(input.readNBytes(size)));
			}
		}
	}

	private static int readSize(DataInputStream input) throws IOException {
		input.mark(1);
		if (input.read() < 0) {
			return -1;
		}
		input.reset();
		return input.readInt();
	}

}
