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

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import io.github.raytaskrunner.testsupport.OtherJdk;
import io.github.raytaskrunner.testsupport.TestJvm;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that graphs of objects arrive as they were sent, whatever they are. Generated
 * ones: {@code -Dgraphs=1000000} is a longer run, and {@code -Dgraphs.seed} repeats one.
 */
class GraphTravelTests {

	static final Surroundings NOTHING = new Surroundings() {
	};

	private static final int GRAPHS = Integer.getInteger("graphs", 5_000);

	private static final long SEED = Long.getLong("graphs.seed", System.nanoTime());

	private final GraphExchange exchange = new GraphExchange(SEED, GRAPHS);

	@TempDir
	Path directory;

	@Test
	void graphsArriveInThisJvm() throws Exception {
		this.exchange.write(this.directory.resolve("graphs"));
		assertThat(this.exchange.compare(this.directory.resolve("graphs"))).isEmpty();
	}

	@Test
	void graphsArriveOnAnotherJdkAndFromIt() throws Exception {
		Path here = this.directory.resolve("here");
		Path there = this.directory.resolve("there");
		this.exchange.write(here);
		try (TestJvm jvm = TestJvm.of(GraphExchange.class)
			.javaHome(OtherJdk.home())
			.arguments("" + SEED, "" + GRAPHS, there.toString(), here.toString())
			.start(this.directory.resolve("output"))) {
			int exitCode = jvm.awaitExit(Duration.ofMinutes(10 + GRAPHS / 10_000));
			assertThat(jvm.output()).as("differences, and nothing else printed").isEmpty();
			assertThat(exitCode).isZero();
		}
		assertThat(this.exchange.compare(there)).isEmpty();
	}

	static GraphCodec codec() {
		return new GraphCodec(GraphTravelTests.class.getClassLoader(), new Guard() {

			@Override
			public @Nullable String refuse(Class<?> type) {
				return null;
			}

			@Override
			public Object admit(Object object) {
				return object;
			}

		}, List.of());
	}

}
