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

import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

/**
 * Options of the backtest. On the command line {@code --paths}, {@code --confidence} and
 * {@code --csv} are short for those with the prefix.
 *
 * @param paths number of paths drawn for each day
 * @param confidence confidence of the value at risk, between 0 and 1
 * @param csv file that the table is written to, none if empty
 * @param timeout longest time to wait for the returns, and then for the table
 */
@ConfigurationProperties("backtest")
record BacktestProperties(@DefaultValue("10000") int paths, @DefaultValue("0.99") BigDecimal confidence,
		@DefaultValue("") String csv, @DefaultValue("30m") Duration timeout) {

	private static final int MAX_PATHS = 10_000_000;

	BacktestProperties {
		check(paths > 0 && paths <= MAX_PATHS, "paths", paths, "--paths must be between 1 and " + MAX_PATHS);
		check(confidence.signum() > 0 && confidence.compareTo(BigDecimal.ONE) < 0, "confidence", confidence,
				"--confidence must be between 0 and 1, both excluded");
		check(csv.isEmpty() || isWritable(csv), "csv", csv, "--csv must be a file in a folder that exists");
		check(timeout.toMillis() > 0, "timeout", timeout, "--backtest.timeout must be positive");
	}

	/**
	 * Return the file that the table is written to.
	 * @return the file, or {@code null} if there is none to write
	 */
	@Nullable Path csvFile() {
		return (!this.csv.isEmpty()) ? Path.of(this.csv) : null;
	}

	private static boolean isWritable(String csv) {
		try {
			Path file = Path.of(csv).toAbsolutePath();
			Path folder = file.getParent();
			return folder != null && Files.isDirectory(folder) && !Files.isDirectory(file);
		}
		catch (InvalidPathException ex) {
			return false;
		}
	}

	private static void check(boolean valid, String name, Object value, String reason) {
		if (!valid) {
			throw new InvalidConfigurationPropertyValueException("backtest." + name, value, reason);
		}
	}

}
