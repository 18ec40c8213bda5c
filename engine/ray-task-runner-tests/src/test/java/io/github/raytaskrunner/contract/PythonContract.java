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

package io.github.raytaskrunner.contract;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import io.github.raytaskrunner.PythonCall;
import io.github.raytaskrunner.PythonException;
import io.github.raytaskrunner.RayTaskFuture;
import io.github.raytaskrunner.RayTaskRunner;
import io.github.raytaskrunner.TaskCrashedException;
import io.github.raytaskrunner.TaskFailedException;
import io.github.raytaskrunner.TaskSerializationException;
import io.github.raytaskrunner.TaskState;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import org.springframework.core.ParameterizedTypeReference;
import org.springframework.core.retry.RetryPolicy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Functions of Python that tasks call, on backends that have Python.
 */
abstract class PythonContract extends ContractPart {

	private static final ParameterizedTypeReference<List<Score>> SCORES = new ParameterizedTypeReference<>() {
	};

	PythonContract(RunnerContract contract) {
		super(contract);
	}

	private static <T> PythonCall<T> call(String function, Class<T> type) {
		return PythonCall.of("examples", function, type).with((options) -> options.runtimeEnv(environment()));
	}

	private static Map<String, ?> environment() {
		try {
			Path module = Path.of(PythonContract.class.getResource("python/examples.py").toURI());
			return Map.of("env_vars", Map.of("PYTHONPATH", module.getParent().toString()));
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Test
	void functionTakesRecordsMapsAndKeywords() throws Exception {
		Features features = new Features(new double[] { 1, 2.5 }, Map.of("x", 2), LocalDate.of(2026, 2, 1), Kind.NEW,
				Optional.empty());
		PythonCall<Score> call = call("score", Score.class).args(features, 0.5).kwargs(Map.of("threshold", 3));
		RayTaskFuture<Score> future = runner().submit(call);
		assertThat(future.name()).isEqualTo("examples.score");
		assertThat(future.result(LIMIT)).isEqualTo(new Score("high", 7.5, Arrays.asList("NEW", "2026", null)));
	}

	@Test
	void valueIsOfAGenericType() throws Exception {
		PythonCall<List<Score>> call = PythonCall.of("examples", "scores", SCORES)
			.with((options) -> options.runtimeEnv(environment()))
			.args(List.of(1, 2.5));
		assertThat(runner().submit(call).result(LIMIT)).containsExactly(new Score("one", 1, List.of()),
				new Score("one", 2.5, List.of()));
	}

	@Test
	void valuesArriveAsTheyWereSent() throws Exception {
		Map<String, Object> values = new LinkedHashMap<>();
		values.put("nothing", null);
		values.put("numbers", Arrays.asList(Long.MIN_VALUE, -1L, 0L, 200L, Long.MAX_VALUE, 0.1, -0.0));
		values.put("text", "Grüße 🚀 \0");
		values.put("truth", List.of(true, false));
		assertThat(runner().submit(call("echo", Object.class).args(values)).result(LIMIT)).isEqualTo(values);
		assertThat(
				runner().submit(call("echo", double[].class).args(new double[] { Double.NaN, 1 / 0.0 })).result(LIMIT))
			.containsExactly(Double.NaN, Double.POSITIVE_INFINITY);
	}

	@Test
	void typesOfPythonHaveTheirLikesInJava() throws Exception {
		assertThat(runner().submit(call("likes", Likes.class)).result(LIMIT))
			.isEqualTo(new Likes(List.of(1, 2), Set.of("a"), new Point(1, 2), Kind.NEW, Instant.EPOCH,
					LocalDate.of(2026, 1, 2), Duration.ofMillis(-1500), new BigDecimal("1.50"),
					UUID.fromString("c0ffee00-0000-4000-8000-000000000001"), Map.of(1, "one")));
	}

	@Test
	void largeValuesTravel() throws Exception {
		byte[] bytes = new byte[5 * 1024 * 1024];
		Arrays.fill(bytes, (byte) 7);
		assertThat(runner().submit(call("echo", byte[].class).args(bytes)).result(LIMIT)).isEqualTo(bytes);
	}

	@Test
	void futuresAmongArgumentsAreUpstreamTasks() throws Exception {
		RayTaskFuture<Integer> java = runner().submit(() -> 40);
		RayTaskFuture<Integer> python = runner().submit(call("add", int.class).args(java).kwarg("right", 1));
		PythonCall<List<Integer>> sum = PythonCall
			.of("examples", "echo", new ParameterizedTypeReference<List<Integer>>() {
			})
			.with((options) -> options.runtimeEnv(environment()))
			.args(List.of(java, python));
		assertThat(runner().submit(sum).result(LIMIT)).containsExactly(40, 41);
	}

	@Test
	void taskOfALambdaCallsFunctions() throws Exception {
		PythonCall<Integer> add = call("add", int.class);
		PythonCall<Integer> later = call("add_later", int.class);
		PythonCall<Integer> remotely = call("add_remotely", int.class);
		PythonCall<Integer> model = call("Model.predict", int.class);
		RayTaskFuture<Integer> future = runner().submit(() -> add.args(1, 2).call() + later.args(3, 4).call()
				+ remotely.args(5, 6).call() + model.args(10).call());
		assertThat(future.result(LIMIT)).isEqualTo(41);
	}

	@Test
	void itemsOfAMapCallFunctions() throws Exception {
		PythonCall<Integer> add = call("add", int.class);
		assertThat(runner().map((item) -> add.args(item, 1).call(), List.of(1, 2, 3, 4, 5)).result(LIMIT))
			.containsExactly(2, 3, 4, 5, 6);
	}

	@Test
	void tasksThatWaitForFunctionsDoNotOccupyTheSlots() throws Exception {
		RayTaskRunner runner = runner();
		List<RayTaskFuture<Integer>> futures = List.of(1, 2, 3)
			.stream()
			.map((number) -> runner
				.submit(call("add", int.class).with((options) -> options.numCpus(2)).args(number, 1)))
			.toList();
		for (int i = 0; i < 3; i++) {
			assertThat(futures.get(i).result(LIMIT)).isEqualTo(i + 2);
		}
	}

	@Test
	void exceptionOfPythonIsTheCause() {
		RayTaskFuture<Object> future = runner().submit(call("check_all", Object.class).args(List.of(1, -2)));
		PythonException exception = failure(future, PythonException.class);
		assertThat(exception).hasMessage("Python function examples.check_all failed: RuntimeError: not all are valid");
		assertThat(exception.getTypeName()).isEqualTo("RuntimeError");
		assertThat(exception.getTraceback()).contains("ValueError: -2 is negative", "in check_all",
				"raise RuntimeError(\"not all are valid\") from ex");
		assertThat(exception.getStackTrace()[0].toString()).startsWith("examples.check_all(examples.py:");
		assertThat(exception.getStackTrace())
			.anyMatch((frame) -> frame.getClassName().equals(PythonCall.class.getName()));
		assertThat(exception).cause().hasMessage("ValueError: -2 is negative");
		assertThat(exception.getCause().getStackTrace()).extracting(StackTraceElement::getMethodName)
			.first()
			.isEqualTo("check");
		assertThat(future.state()).isInstanceOf(TaskState.Failed.class);
	}

	@Test
	void whatIsNotThereIsNamed() {
		assertThat(
				failure(runner().submit(PythonCall.of("no_such_module", "score", Object.class)), PythonException.class))
			.hasMessageStartingWith("Python function no_such_module.score cannot be imported: ModuleNotFoundError: No "
					+ "module named 'no_such_module'. The module has to be installed on the nodes of Ray");
		assertThat(failure(runner().submit(call("scor", Object.class)), PythonException.class)).hasMessageContaining(
				"Python function examples.scor cannot be imported: AttributeError: module 'examples' has no attribute");
		assertThat(failure(runner().submit(call("add", Object.class).args(1)), PythonException.class))
			.hasMessageContaining("add() missing 1 required positional argument: 'right'");
	}

	@Test
	void policyRetriesByTheExceptionOfPython() throws Exception {
		String file = newFile();
		RetryPolicy policy = RetryPolicy.builder()
			.maxRetries(5)
			.delay(Duration.ZERO)
			.predicate((ex) -> ex instanceof PythonException python && python.getTypeName().equals("ConnectionError"))
			.build();
		assertThat(runner().with((options) -> options.retry(policy))
			.submit(call("nth_time", int.class).args(file, 3))
			.result(LIMIT)).isEqualTo(3);
	}

	@Test
	void functionThatLeavesIsAFailure() {
		assertThat(failure(runner().submit(call("leave", Object.class)), PythonException.class))
			.hasMessage("Python function examples.leave failed: SystemExit: 3");
	}

	@Test
	void processThatDiesIsACrashAfterItsRetries() throws Exception {
		Path file = Path.of(newFile());
		PythonCall<Object> call = call("die", Object.class).args(file.toString())
			.with((options) -> options.crashRetries(1));
		assertThat(failure(runner().submit(call), TaskCrashedException.class))
			.hasMessageContaining("Task 'examples.die'")
			.hasMessageContaining("died");
		assertThat(file).hasContent("died terminated ");
	}

	@Test
	void cancelEndsTheWaitForAFunction() {
		Path file = Path.of(newFile());
		RayTaskFuture<Object> future = runner()
			.submit(call("sleep", Object.class).with((options) -> options.numCpus(0)).args(file.toString()));
		Awaitility.await().atMost(LIMIT).until(() -> Files.exists(file));
		assertThat(future.cancel()).isTrue();
		Awaitility.await()
			.atMost(LIMIT)
			.untilAsserted(() -> assertThat(future.state()).isInstanceOf(TaskState.Cancelled.class));
	}

	@Test
	void whatCannotBePassedIsRefusedWithItsPath() {
		assertThatExceptionOfType(TaskSerializationException.class)
			.isThrownBy(() -> runner().submit(call("echo", Object.class).args(Map.of("x", List.of(new Object())))))
			.withMessageContaining("Python function examples.echo cannot be called: args[0][\"x\"][0]: an object of "
					+ "java.lang.Object cannot be passed to Python");
		assertThat(failure(runner().submit(call("nothing_for_java", Object.class)), PythonException.class))
			.hasMessageContaining("The value of Python function examples.nothing_for_java cannot be passed to Java: "
					+ "TypeError: result['handlers'][0] is a builtins.builtin_function_or_method");
		assertThat(failure(runner().submit(call("scores", Score[].class).args(List.of("much"))),
				TaskSerializationException.class))
			.hasMessage("The value of Python function examples.scores is not what was asked for: result[0].value: "
					+ "Python gave the text 'much', which is no double");
	}

	@Test
	void demandThatIsNeverMetIsRefused() {
		PythonCall<Object> call = call("echo", Object.class).args(1).with((options) -> options.numGpus(1));
		assertThatIllegalArgumentException().isThrownBy(() -> runner().submit(call))
			.withMessageStartingWith("Task 'examples.echo' can never run: ")
			.withMessageContaining("GPU");
	}

	@Test
	void modulesOfTheTaskAndOfTheCallAreThere() throws Exception {
		RayTaskRunner runner = runner();
		Map<String, ?> ofTask = Map.of("py_modules", List.of(module("of_task")));
		Map<String, ?> ofCall = Map.of("py_modules", List.of(module("of_call")));
		assertThat(runner.with((options) -> options.runtimeEnv(ofTask))
			.submit(PythonCall.of("of_task", "name", String.class))
			.result(LIMIT)).isEqualTo("of_task");
		assertThat(runner
			.submit(PythonCall.of("of_call", "name", String.class).with((options) -> options.runtimeEnv(ofCall)))
			.result(LIMIT)).isEqualTo("of_call");
	}

	@Test
	void environmentOfTheJobHoldsWhereTheCallSaysNothing() throws Exception {
		PythonCall<Map<String, Object>> call = PythonCall
			.of("examples", "environment", new ParameterizedTypeReference<Map<String, Object>>() {
			})
			.with((options) -> options.runtimeEnv(environment()));
		Map<String, Object> environment = runner().submit(call).result(LIMIT);
		assertThat(environment).extractingByKey("env_vars", InstanceOfAssertFactories.MAP)
			.containsKeys("LC_ALL", "PYTHONPATH");
		assertThat(environment.getOrDefault("java_jars", List.of())).isEqualTo(List.of());
	}

	private String module(String name) throws IOException {
		Path zip = Path.of(newFile() + ".zip");
		try (ZipOutputStream output = new ZipOutputStream(Files.newOutputStream(zip))) {
			for (String file : List.of("README.txt", name + ".py")) {
				output.putNextEntry(new ZipEntry(file));
				output.write("def name():\n    return __name__\n".getBytes(StandardCharsets.UTF_8));
			}
		}
		return zip.toUri().toString();
	}

	private static <T extends Throwable> T failure(RayTaskFuture<?> future, Class<T> type) {
		try {
			return type.cast(assertThatExceptionOfType(TaskFailedException.class)
				.isThrownBy(() -> future.result(LIMIT.multipliedBy(2)))
				.actual()
				.getCause());
		}
		catch (ClassCastException ex) {
			throw new AssertionError("Not the expected cause", ex);
		}
	}

	/**
	 * What an enum is for Python.
	 */
	enum Kind {

		NEW

	}

	/**
	 * What a record is for Python.
	 */
	record Features(double[] values, Map<String, Integer> weights, LocalDate day, Kind kind, Optional<String> note) {

	}

	/**
	 * What a named tuple of Python is.
	 */
	record Point(int x, int y) {

	}

	/**
	 * What Python has for types of Java.
	 */
	record Likes(List<Integer> tuple, Set<String> set, Point point, Kind kind, Instant instant, LocalDate date,
			Duration duration, BigDecimal decimal, UUID uuid, Map<Integer, String> names) {

	}

	/**
	 * What Python returns.
	 */
	record Score(String label, double value, List<String> reasons) {

	}

}
