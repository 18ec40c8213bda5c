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
import io.github.raytaskrunner.backend.embedded.EmbeddedBackend;
import io.github.raytaskrunner.contract.ContractCaches;
import io.github.raytaskrunner.documents.demo.DemoApplication;
import io.github.raytaskrunner.runner.DefaultRayTaskRunner;
import io.github.raytaskrunner.serialization.TaskSerializer;
import io.github.raytaskrunner.settings.RunnerSettings;
import io.github.raytaskrunner.testsupport.RayTestInstallation;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests of the examples in docs/guide.md, README.md and the Javadoc of the API.
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
		ClassLoader classLoader = getClass().getClassLoader();
		TaskSerializer serializer = new TaskSerializer(classLoader, (captured) -> null);
		this.runner = new DefaultRayTaskRunner(new RunnerSettings(1024 * 1024, Duration.ofSeconds(10)),
				() -> new EmbeddedBackend(serializer, 2, classLoader), serializer, new ContractCaches());
		this.runner.start();
		this.examples = new GuideExamples(this.runner);
	}

	@AfterEach
	void stop() {
		this.runner.stop();
	}

	@ParameterizedTest
	@ValueSource(strings = { "docs/guide.md", "README.md" })
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

	@Test
	void examplesWork(@TempDir Path directory) throws Exception {
		assertThat(this.examples.graph()).isPositive();
		assertThat(this.examples.stage()).isPositive();
		assertThat(this.examples.states()).isEqualTo("the answer is 42");
		assertThat(this.examples.options()).isEqualTo(this.examples.scope()).isEqualTo(this.examples.with());
		assertThat(this.examples.retries()).isEqualTo("http://localhost/data");
		assertThat(this.examples.order(directory.resolve("data.txt"))).isEqualTo("data");
		assertThat(this.examples.allowedFailure()).isZero();
		assertThat(this.examples.map()).containsExactly(10, 20, 30);
		assertThat(this.examples.asCompleted()).isEqualTo(500_500);
		assertThat(this.examples.sharedValue()).isEqualTo(6);
		assertThat(this.examples.valueThatNobodyChanges()).isEqualTo(6);
		assertThat(this.examples.cached()).isPositive();
		assertThat(this.examples.nested()).isEqualTo(21);
		assertThat(this.examples.foundByKey()).isTrue();
		assertThat(this.examples.duplicate()).isTrue();
		assertThat(this.examples.progress()).isEqualTo(6);
		assertThat(this.examples.futures()).containsExactly(14, 24);
	}

	@Test
	void whatNeedsRayIsRefusedWithoutIt() {
		assertThatIllegalArgumentException().isThrownBy(this.examples::environment)
			.withMessageContaining("runtime environment");
		assertThatIllegalArgumentException().isThrownBy(this.examples::placement)
			.withMessageContaining("placement group");
		assertThatIllegalArgumentException().isThrownBy(this.examples::resources).withMessageContaining("GPU");
	}

	private static String withoutWhitespace(String text) {
		return text.replaceAll("\\s+", "");
	}

}
