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

package io.github.raytaskrunner.sample;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/**
 * Tells which libraries the code of this process uses, and uses them.
 */
final class LibraryReport {

	/**
	 * Start of a line with an entry of a report.
	 */
	static final String PREFIX = "report: ";

	private static final Logger logger = LoggerFactory.getLogger(LibraryReport.class);

	private LibraryReport() {
	}

	static Map<String, String> create() {
		logger.info("A task logs");
		Map<String, String> report = new LinkedHashMap<>();
		report.put("pid", String.valueOf(ProcessHandle.current().pid()));
		report.put("logger", logger.getClass().getName());
		report.put("json",
				JsonMapper.builder()
					.build()
					.writeValueAsString(new Index("S&P 500", LocalDate.of(2020, 2, 20), List.of(0.25, -0.5))));
		report.put("source.task", source(LibraryReport.class));
		report.put("source.slf4j", source(LoggerFactory.class));
		report.put("source.logback", source(logger.getClass()));
		report.put("source.jackson", source(JsonMapper.class));
		return report;
	}

	private static String source(Class<?> type) {
		return type.getProtectionDomain().getCodeSource().getLocation().getPath();
	}

	record Index(String name, LocalDate day, List<Double> losses) {

	}

}
