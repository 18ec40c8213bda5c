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

package io.github.raytaskrunner.testsupport;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.opentest4j.TestAbortedException;

/**
 * What Linux tells about processes in {@code /proc}. Tests that ask elsewhere are
 * skipped. Zombies count as ended.
 */
public final class LinuxProcesses {

	private static final Path PROC = Path.of("/proc");

	private static final String LISTENING = "0A";

	private LinuxProcesses() {
	}

	/**
	 * List what a process started, at any depth.
	 * @param pid the process
	 * @return identifiers of its living descendants
	 */
	public static List<Long> descendants(long pid) {
		requireLinux();
		return ProcessHandle.of(pid)
			.stream()
			.flatMap(ProcessHandle::descendants)
			.map(ProcessHandle::pid)
			.filter(LinuxProcesses::isAlive)
			.toList();
	}

	/**
	 * List the processes that have to do with a directory, this one excepted.
	 * @param directory the directory
	 * @return one line for each process whose command line, environment or working
	 * directory mentions the directory
	 */
	public static List<String> mentioning(Path directory) {
		requireLinux();
		List<String> mentioning = new ArrayList<>();
		for (long pid : all()) {
			if (pid != ProcessHandle.current().pid() && isAlive(pid) && mentions(pid, directory.toString())) {
				mentioning.add(describe(pid));
			}
		}
		return mentioning;
	}

	/**
	 * Say whether a process lives.
	 * @param pid the process
	 * @return whether it is there and no zombie
	 */
	public static boolean isAlive(long pid) {
		requireLinux();
		String stat = read(pid, "stat");
		int afterName = stat.lastIndexOf(')');
		return afterName >= 0 && "ZX".indexOf(stat.charAt(afterName + 2)) < 0;
	}

	/**
	 * Return the name of a process.
	 * @param pid the process
	 * @return its name, of at most 15 characters, or an empty string if it ended
	 */
	public static String name(long pid) {
		requireLinux();
		return read(pid, "comm").strip();
	}

	/**
	 * Describe a process.
	 * @param pid the process
	 * @return its identifier, name and command line
	 */
	public static String describe(long pid) {
		return "%d %s %s".formatted(pid, name(pid), read(pid, "cmdline").replace('\0', ' '));
	}

	/**
	 * Say whether a process has a file of a directory open.
	 * @param pid the process
	 * @param directory the directory
	 * @return whether it has
	 */
	public static boolean hasOpen(long pid, Path directory) {
		requireLinux();
		return open(pid).stream().anyMatch((target) -> target.startsWith(directory + "/"));
	}

	/**
	 * Kill processes at once and in the hardest way.
	 * @param pids the processes
	 */
	public static void kill(long... pids) {
		requireLinux();
		List<String> command = new ArrayList<>(List.of("kill", "-9"));
		Arrays.stream(pids).mapToObj(Long::toString).forEach(command::add);
		try {
			Process process = new ProcessBuilder(command).inheritIO().start();
			if (!process.waitFor(10, TimeUnit.SECONDS) || process.exitValue() != 0) {
				throw new IllegalStateException("Cannot kill " + Arrays.toString(pids));
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException("Interrupted while killing " + Arrays.toString(pids), ex);
		}
	}

	/**
	 * Return how much memory a process has for itself: resident, and neither files nor
	 * memory shared with others.
	 * @param pid the process
	 * @return the number of bytes, or 0 if it ended
	 */
	public static long privateMemory(long pid) {
		requireLinux();
		return read(pid, "status").lines()
			.filter((line) -> line.startsWith("RssAnon:"))
			.map((line) -> line.replaceAll("\\D", ""))
			.mapToLong((kilobytes) -> Long.parseLong(kilobytes) * 1024)
			.sum();
	}

	/**
	 * List the TCP sockets on which processes listen.
	 * @param pids the processes
	 * @return the sockets' local addresses
	 */
	public static Set<InetSocketAddress> listeningSockets(Collection<Long> pids) {
		requireLinux();
		Set<String> inodes = new HashSet<>();
		pids.forEach((pid) -> inodes.addAll(socketInodes(pid)));
		Set<InetSocketAddress> sockets = new HashSet<>();
		for (String table : List.of("tcp", "tcp6")) {
			lines(PROC.resolve("net").resolve(table)).skip(1)
				.map((line) -> line.strip().split("\\s+"))
				.forEach((row) -> {
					if (row[3].equals(LISTENING) && inodes.contains(row[9])) {
						sockets.add(address(row[1]));
					}
				});
		}
		return sockets;
	}

	private static InetSocketAddress address(String hex) {
		int colon = hex.indexOf(':');
		byte[] bytes = HexFormat.of().parseHex(hex, 0, colon);
		// words in the machine's byte order
		ByteBuffer words = ByteBuffer.allocate(bytes.length).order(ByteOrder.nativeOrder());
		for (ByteBuffer source = ByteBuffer.wrap(bytes); source.hasRemaining();) {
			words.putInt(source.getInt());
		}
		try {
			return new InetSocketAddress(InetAddress.getByAddress(words.array()),
					Integer.parseInt(hex.substring(colon + 1), 16));
		}
		catch (UnknownHostException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static Set<String> socketInodes(long pid) {
		Set<String> inodes = new HashSet<>();
		for (String target : open(pid)) {
			if (target.startsWith("socket:[")) {
				inodes.add(target.substring("socket:[".length(), target.length() - 1));
			}
		}
		return inodes;
	}

	private static List<String> open(long pid) {
		List<String> targets = new ArrayList<>();
		try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(process(pid).resolve("fd"))) {
			descriptors.forEach((descriptor) -> targets.add(link(descriptor)));
		}
		catch (IOException | DirectoryIteratorException ex) {
			// it ended
		}
		return targets;
	}

	private static boolean mentions(long pid, String text) {
		return link(process(pid).resolve("cwd")).contains(text) || read(pid, "cmdline").contains(text)
				|| read(pid, "environ").contains(text);
	}

	private static List<Long> all() {
		try (Stream<Path> entries = Files.list(PROC)) {
			return entries.map((entry) -> entry.getFileName().toString())
				.filter((name) -> name.chars().allMatch(Character::isDigit))
				.map(Long::parseLong)
				.toList();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static Path process(long pid) {
		return PROC.resolve(Long.toString(pid));
	}

	private static String link(Path link) {
		try {
			return Files.readSymbolicLink(link).toString();
		}
		catch (IOException ex) {
			return "";
		}
	}

	private static String read(long pid, String file) {
		try {
			return new String(Files.readAllBytes(process(pid).resolve(file)), StandardCharsets.ISO_8859_1);
		}
		catch (IOException ex) {
			return "";
		}
	}

	private static Stream<String> lines(Path file) {
		try {
			return Files.readAllLines(file, StandardCharsets.ISO_8859_1).stream();
		}
		catch (IOException ex) {
			return Stream.empty();
		}
	}

	private static void requireLinux() {
		if (!Files.isDirectory(PROC.resolve("self"))) {
			throw new TestAbortedException("Processes are looked at by /proc, which this system does not have");
		}
	}

}
