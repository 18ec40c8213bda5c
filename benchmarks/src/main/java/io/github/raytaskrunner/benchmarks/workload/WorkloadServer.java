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

package io.github.raytaskrunner.benchmarks.workload;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * Program of a contender that runs in a JVM: connects to the benchmarks, says that it is
 * ready, and does one workload after the other, until the benchmarks close the
 * connection.
 * <p>
 * A line asks for a {@link Workload} by its name, followed by the size. A line answers it
 * with the numbers of an {@link Outcome} or, after {@value #FAILED}, with the reason.
 */
public final class WorkloadServer {

	/**
	 * First line of a contender.
	 */
	public static final String READY = "ready";

	/**
	 * Start of the answer of a contender that could not do what it was asked for.
	 */
	public static final String FAILED = "failed ";

	private WorkloadServer() {
	}

	public static void main(String[] args) throws Exception {
		int port = Integer.parseInt(args[1]);
		try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
				BufferedReader requests = new BufferedReader(
						new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
				PrintWriter answers = new PrintWriter(socket.getOutputStream(), true, StandardCharsets.UTF_8)) {
			socket.setTcpNoDelay(true);
			try (Implementations implementations = (Implementations) Class.forName(args[0])
				.getConstructor()
				.newInstance()) {
				answers.println(READY);
				for (String request = requests.readLine(); request != null; request = requests.readLine()) {
					answers.println(answer(implementations, request));
				}
			}
		}
		// what other libraries leave running is none of the benchmarks' business
		System.exit(0);
	}

	private static String answer(Implementations implementations, String request) {
		String[] words = request.split(" ");
		try {
			Implementation implementation = implementations.all().get(Workload.valueOf(words[0]));
			if (implementation == null) {
				return FAILED + "it does not know how to do that";
			}
			Outcome outcome = implementation.run(Integer.parseInt(words[1]));
			return outcome.result() + " " + outcome.nanos() + " " + outcome.amount();
		}
		catch (Exception | OutOfMemoryError ex) {
			ex.printStackTrace();
			return FAILED + ex.toString().replaceAll("\\s+", " ");
		}
	}

}
