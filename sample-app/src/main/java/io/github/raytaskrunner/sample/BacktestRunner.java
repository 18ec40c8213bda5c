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

import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

import io.github.raytaskrunner.RayTaskRunner;

import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;

/**
 * Runs the backtest of the S&amp;P 500 once when the application started.
 */
@Component
class BacktestRunner implements ApplicationRunner {

	private static final String PRICES = "sp500-2000.csv";

	private final BacktestJob job;

	private final RayTaskRunner runner;

	private final BacktestProperties properties;

	BacktestRunner(BacktestJob job, RayTaskRunner runner, BacktestProperties properties) {
		this.job = job;
		this.runner = runner;
		this.properties = properties;
	}

	@Override
	public void run(ApplicationArguments args) throws Exception {
		String prices = new ClassPathResource(PRICES).getContentAsString(StandardCharsets.UTF_8);
		Backtest backtest = new Backtest(this.properties.paths(), this.properties.confidence());
		long start = System.nanoTime();
		BacktestTable table = this.job.run(backtest, prices, this.properties.timeout());
		Duration duration = Duration.ofNanos(System.nanoTime() - start);
		writeCsv(table);
		System.out.println(new BacktestSummary(table, duration, this.runner.backend()));
	}

	private void writeCsv(BacktestTable table) throws IOException {
		Path file = this.properties.csvFile();
		if (file != null) {
			try (Writer writer = Files.newBufferedWriter(file)) {
				CsvWriter.write(table, writer);
			}
		}
	}

}
