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

package io.github.raytaskrunner.hosts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * Where a process notes what becomes of tasks, so that it is known even if it is killed
 * right after: a file of its own in a folder that all hosts share. The hosts share the
 * clock, too.
 */
final class SoakNotes {

	private static final String STARTS = "starts";

	private static final String ENDS = "ends";

	private static final Path HOST_NAME = Path.of("/proc/sys/kernel/hostname");

	/**
	 * The notes of this process if it is a worker, which has no other place to keep them
	 * from one task to the next.
	 */
	private static @Nullable SoakNotes ofWorker;

	private final FileChannel file;

	private SoakNotes(Path file) throws IOException {
		Files.createDirectories(file.getParent());
		this.file = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.APPEND);
	}

	static synchronized SoakNotes ofWorker(Path folder) throws IOException {
		if (ofWorker == null) {
			String host = Files.readString(HOST_NAME).strip();
			ofWorker = new SoakNotes(starts(folder).resolve(host + "-" + ProcessHandle.current().pid()));
		}
		return ofWorker;
	}

	static SoakNotes ofApplication(Path folder) throws IOException {
		return new SoakNotes(folder.resolve(ENDS));
	}

	/**
	 * Return the directory in which every worker that has run a task keeps a file open.
	 */
	static Path starts(Path folder) {
		return folder.resolve(STARTS);
	}

	void add(Start start) {
		add(start.task() + " " + start.attempt() + " " + start.time());
	}

	void add(End end) {
		add(end.task() + " " + end.state() + " " + end.time());
	}

	private synchronized void add(String line) {
		try {
			this.file.write(ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8)));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	static List<Start> readStarts(Path folder) throws IOException {
		try (Stream<Path> files = Files.list(starts(folder))) {
			return files.flatMap(SoakNotes::read)
				.map((columns) -> new Start(Integer.parseInt(columns[0]), Integer.parseInt(columns[1]),
						Instant.parse(columns[2])))
				.toList();
		}
	}

	static List<End> readEnds(Path folder) {
		return read(folder.resolve(ENDS))
			.map((columns) -> new End(Integer.parseInt(columns[0]), columns[1], Instant.parse(columns[2])))
			.toList();
	}

	private static Stream<String[]> read(Path file) {
		try {
			return Files.readAllLines(file).stream().map((line) -> line.split(" "));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * An attempt of a task has started, as the task itself notes.
	 */
	record Start(int task, int attempt, Instant time) {

		Start {
			time = time.truncatedTo(ChronoUnit.MICROS);
		}

	}

	/**
	 * A task has its final state, as the application was told.
	 */
	record End(int task, String state, Instant time) {

		End {
			time = time.truncatedTo(ChronoUnit.MICROS);
		}

	}

}
