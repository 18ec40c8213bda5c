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
import java.nio.charset.StandardCharsets;
import java.time.Duration;

import io.github.raytaskrunner.test.RecordRayTasks;
import io.github.raytaskrunner.test.RecordedTasks;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.io.ClassPathResource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * Tests for {@link BacktestJob}: which tasks it makes.
 */
@SpringBootTest(classes = BacktestJobTests.Application.class)
@RecordRayTasks
class BacktestJobTests {

	private static final Duration TIMEOUT = Duration.ofMinutes(5);

	private final Backtest backtest = new Backtest(10, new BigDecimal("0.9"));

	@Autowired
	private BacktestJob job;

	@Autowired
	private RecordedTasks tasks;

	@Test
	void everyQuarterIsATask() throws Exception {
		String prices = new ClassPathResource("sp500-2000.csv").getContentAsString(StandardCharsets.UTF_8);
		this.job.run(this.backtest, prices, TIMEOUT);
		assertThat(this.tasks).within(TIMEOUT)
			.hasCompleted("BacktestJob.readReturns", 1)
			.hasCompleted("BacktestJob.testBlock", 74)
			.hasCompleted("BacktestJob.makeTable", 1);
	}

	@Test
	void nothingIsTestedOfPricesThatCannotBeRead() {
		assertThatException().isThrownBy(() -> this.job.run(this.backtest, "no prices", TIMEOUT));
		assertThat(this.tasks).hasFailed("BacktestJob.readReturns");
		assertThat(this.tasks).hasNotSubmitted("BacktestJob.testBlock");
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import(BacktestJob.class)
	static class Application {

	}

}
