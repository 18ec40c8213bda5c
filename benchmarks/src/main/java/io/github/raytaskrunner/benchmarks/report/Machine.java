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

package io.github.raytaskrunner.benchmarks.report;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

import com.sun.management.OperatingSystemMXBean;

/**
 * The machine that was measured on.
 */
public final class Machine {

	private static final Path CPU_INFO = Path.of("/proc/cpuinfo");

	private Machine() {
	}

	/**
	 * Describe this machine.
	 * @return one line
	 */
	public static String describe() {
		long memory = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize();
		return "%d cores%s, %d GB of memory, %s %s, Java %s".formatted(Runtime.getRuntime().availableProcessors(),
				processor(), memory >> 30, System.getProperty("os.name"), System.getProperty("os.arch"),
				System.getProperty("java.version"));
	}

	/**
	 * Return how much runs on this machine.
	 * @return the average number of threads that want a core
	 */
	public static double load() {
		return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
	}

	private static String processor() {
		try (Stream<String> lines = Files.lines(CPU_INFO)) {
			return lines.filter((line) -> line.startsWith("model name"))
				.findFirst()
				.map((line) -> " (" + line.replaceFirst(".*:\\s*", "").strip() + ")")
				.orElse("");
		}
		catch (IOException ex) {
			return "";
		}
	}

}
