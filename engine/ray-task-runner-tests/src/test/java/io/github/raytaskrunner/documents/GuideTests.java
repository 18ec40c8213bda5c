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

package io.github.raytaskrunner.documents;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.github.raytaskrunner.architecture.Modules;
import io.github.raytaskrunner.contract.EmbeddedRunners;
import io.github.raytaskrunner.documents.demo.DemoApplication;
import io.github.raytaskrunner.runner.DefaultRayTaskRunner;
import io.github.raytaskrunner.settings.RunnerSettings;
import io.github.raytaskrunner.testsupport.RayTestInstallation;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests of the examples in the guide, README.md and the Javadoc of the API.
 */
@ExtendWith(OutputCaptureExtension.class)
class GuideTests {

	private static final Pattern IN_MARKDOWN = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

	private static final Pattern IN_JAVADOC = Pattern.compile("<pre class=\"code\">\n(.*?)</pre>", Pattern.DOTALL);

	private static final List<String> CODE = List.of("GuideExamples.java", "demo/DemoApplication.java", "Pricing.java",
			"Totals.java", "Audit.java", "PricingTests.java");

	private DefaultRayTaskRunner runner;

	private GuideExamples examples;

	@BeforeEach
	void start() {
		this.runner = EmbeddedRunners.create(new RunnerSettings(1024 * 1024, Duration.ofSeconds(10)));
		this.runner.start();
		this.examples = new GuideExamples(this.runner);
	}

	@AfterEach
	void stop() {
		this.runner.stop();
	}

	@ParameterizedTest
	@ValueSource(strings = { "docs/guide/tasks.md", "docs/guide/spring.md", "docs/guide/clusters.md", "README.md" })
	void documentShowsWhatCompiles(String document) throws IOException {
		assertThatAllCompile(examples(RayTestInstallation.projectFolder().resolve(document), IN_MARKDOWN));
	}

	@Test
	void javadocShowsWhatCompiles() throws IOException {
		List<String> examples = new ArrayList<>();
		for (Path source : sources()) {
			for (String example : examples(source, IN_JAVADOC)) {
				examples.add(example.replaceAll("(?m)^\\s*\\*", "")
					.replace("&lt;", "<")
					.replace("&gt;", ">")
					.replace("&#064;", "@"));
			}
		}
		assertThatAllCompile(examples);
	}

	private static List<Path> sources() throws IOException {
		List<Path> sources = new ArrayList<>();
		for (Path module : Modules.published()) {
			try (Stream<Path> files = Files.walk(module.resolve("src/main/java"))) {
				files.filter((file) -> file.toString().endsWith(".java")).forEach(sources::add);
			}
		}
		return sources;
	}

	private static List<String> examples(Path file, Pattern pattern) throws IOException {
		return pattern.matcher(Files.readString(file)).results().map((example) -> example.group(1)).toList();
	}

	private static void assertThatAllCompile(List<String> examples) throws IOException {
		StringBuilder code = new StringBuilder();
		for (String file : CODE) {
			code.append(Files.readString(Path.of("src/test/java/io/github/raytaskrunner/documents", file)));
		}
		String compiled = withoutWhitespace(code.toString());
		assertThat(examples).isNotEmpty()
			.allSatisfy((example) -> assertThat(compiled).contains(withoutWhitespace(example)));
	}

	@Test
	void applicationOfTheReadmeWorks(CapturedOutput output) {
		SpringApplication application = new SpringApplication(DemoApplication.class);
		application.setWebApplicationType(WebApplicationType.NONE);
		application.run("--ray.address=embedded").close();
		assertThat(output.getOut().lines()).contains("285");
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("examples")
	void exampleHasTheResultThatTheGuideSays(String name, Example example, Object result) throws Exception {
		assertThat(example.run(this.examples)).isEqualTo(result);
	}

	static Stream<Arguments> examples() {
		double mean = (1.0 + 2.0 + "prices.csv".length()) / 3;
		return Stream.of(example("graph", GuideExamples::graph, "prices.csv".length() - mean),
				example("stage", GuideExamples::stage, mean),
				example("states", GuideExamples::states, "the answer is 42"),
				example("options", GuideExamples::options, mean), example("scope", GuideExamples::scope, mean),
				example("with", GuideExamples::with, mean),
				example("retries", GuideExamples::retries, "http://localhost/data"),
				example("allowed failure", GuideExamples::allowedFailure, 0.0),
				example("map", GuideExamples::map, List.of(10, 20, 30)),
				example("as completed", GuideExamples::asCompleted, 500_500),
				example("shared value", GuideExamples::sharedValue, 6.0),
				example("value that nobody changes", GuideExamples::valueThatNobodyChanges, 6.0),
				example("cached", GuideExamples::cached, mean), example("nested", GuideExamples::nested, 21),
				example("found by key", GuideExamples::foundByKey, true),
				example("duplicate", GuideExamples::duplicate, 42), example("progress", GuideExamples::progress, 6),
				example("futures", GuideExamples::futures, List.of(14, 24)));
	}

	private static Arguments example(String name, Example example, Object result) {
		return Arguments.of(name, example, result);
	}

	@Test
	void exampleOfOrderReadsWhatWasWrittenBefore(@TempDir Path directory) {
		assertThat(this.examples.order(directory.resolve("data.txt"))).isEqualTo("data");
	}

	@Test
	void whatNeedsRayIsRefusedWithoutIt() {
		assertThatIllegalArgumentException().isThrownBy(this.examples::environment)
			.withMessageContaining("runtime environment");
		assertThatIllegalArgumentException().isThrownBy(this.examples::placement)
			.withMessageContaining("placement group");
		assertThatIllegalArgumentException().isThrownBy(() -> this.examples.python(List.of(1.0)))
			.withMessageContaining("Python function models.scoring.score can never be called");
		assertThatIllegalArgumentException().isThrownBy(this.examples::resources).withMessageContaining("GPU");
	}

	private static String withoutWhitespace(String text) {
		return text.replaceAll("\\s+", "");
	}

	@FunctionalInterface
	interface Example {

		Object run(GuideExamples examples) throws Exception;

	}

}
