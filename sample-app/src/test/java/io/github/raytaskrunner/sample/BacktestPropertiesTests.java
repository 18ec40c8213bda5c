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

import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.test.context.ConfigDataApplicationContextInitializer;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

class BacktestPropertiesTests {

	@TempDir
	Path folder;

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withInitializer(new ConfigDataApplicationContextInitializer())
		.withUserConfiguration(Properties.class);

	@Test
	void hasDefaults() {
		this.contextRunner.run((context) -> {
			BacktestProperties properties = context.getBean(BacktestProperties.class);
			assertThat(properties.paths()).isEqualTo(10_000);
			assertThat(properties.confidence()).isEqualByComparingTo("0.99");
			assertThat(properties.timeout()).hasMinutes(30);
			assertThat(properties.csvFile()).isNull();
		});
	}

	@Test
	void bindsShortOptions() {
		Path csv = this.folder.resolve("table.csv");
		this.contextRunner.withPropertyValues("paths=5", "confidence=0.5", "csv=" + csv).run((context) -> {
			BacktestProperties properties = context.getBean(BacktestProperties.class);
			assertThat(properties.paths()).isEqualTo(5);
			assertThat(properties.confidence()).isEqualByComparingTo("0.5");
			assertThat(properties.csvFile()).isEqualTo(csv);
		});
	}

	@Test
	void takesCsvFileRelativeToTheWorkingDirectory() {
		this.contextRunner.withPropertyValues("csv=sp500-2000.csv")
			.run((context) -> assertThat(context.getBean(BacktestProperties.class).csvFile())
				.isEqualTo(Path.of("sp500-2000.csv")));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			paths=0                     | --paths must be between 1 and 10000000
			paths=10000001              | --paths must be between 1 and 10000000
			confidence=0                | --confidence must be between 0 and 1, both excluded
			confidence=1                | --confidence must be between 0 and 1, both excluded
			csv=/there/is/no/such.csv   | --csv must be a file in a folder that exists
			csv=/                       | --csv must be a file in a folder that exists
			backtest.timeout=0s         | --backtest.timeout must be positive
			""")
	void refusesInvalidOptionByItsName(String property, String reason) {
		this.contextRunner.withPropertyValues(property)
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOfSatisfying(InvalidConfigurationPropertyValueException.class,
						(ex) -> assertThat(ex.getReason()).isEqualTo(reason)));
	}

	@Configuration(proxyBeanMethods = false)
	@EnableConfigurationProperties(BacktestProperties.class)
	static class Properties {

	}

}
