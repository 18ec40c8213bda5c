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

package io.github.raytaskrunner.serialization.graph;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes graphs to a file, and compares those of a file with what was written.
 */
public final class GraphExchange {

	private static final int MAX_FAILURES = 10;

	private final long seed;

	private final int graphs;

	GraphExchange(long seed, int graphs) {
		this.seed = seed;
		this.graphs = graphs;
	}

	/**
	 * Read the graphs of one file and write them to another.
	 * @param arguments the seed, the number of graphs, the file to write and the file to
	 * read
	 * @throws IOException if a file cannot be read or written
	 */
	public static void main(String[] arguments) throws IOException {
		GraphExchange exchange = new GraphExchange(Long.parseLong(arguments[0]), Integer.parseInt(arguments[1]));
		exchange.write(Path.of(arguments[2]));
		List<String> failures = exchange.compare(Path.of(arguments[3]));
		failures.forEach(System.out::println);
		System.exit(failures.isEmpty() ? 0 : 1);
	}

	void write(Path file) throws IOException {
		GraphCodec codec = GraphTravelTests.codec();
		try (DataOutputStream output = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
			for (int i = 0; i < this.graphs; i++) {
				Object[] graph = GraphGenerator.generate(this.seed + i);
				byte[] bytes = codec.write(new byte[0], graph, GraphTravelTests.NOTHING, GraphTravelTests.NOTHING);
				output.writeInt(bytes.length);
				output.write(bytes);
			}
		}
	}

	/**
	 * Compare graphs.
	 * @param file what {@link #write} wrote, in this process or another
	 * @return the seeds of those that differ, with the differences
	 * @throws IOException if the file cannot be read
	 */
	List<String> compare(Path file) throws IOException {
		GraphCodec codec = GraphTravelTests.codec();
		List<String> failures = new ArrayList<>();
		try (DataInputStream input = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
			for (int i = 0; i < this.graphs && failures.size() < MAX_FAILURES; i++) {
				byte[] bytes = input.readNBytes(input.readInt());
				try {
					GraphComparison.compare(GraphGenerator.generate(this.seed + i),
							codec.read(bytes, 0, GraphTravelTests.NOTHING));
				}
				catch (RuntimeException | AssertionError ex) {
					failures.add("-Dgraphs.seed=" + (this.seed + i) + ": " + ex);
				}
			}
		}
		return failures;
	}

}
