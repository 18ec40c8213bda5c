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

package io.github.raytaskrunner;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import org.springframework.core.ParameterizedTypeReference;
import org.springframework.core.ResolvableType;
import org.springframework.lang.CheckReturnValue;
import org.springframework.util.Assert;

/**
 * A call of a Python function, with arguments and the type of its value. It is itself a
 * task, which {@link RayTaskSubmitter#submit submit} takes like any other:
 *
 * <pre class="code">
 * PythonCall&lt;Score&gt; score = PythonCall.of("models.scoring", "score", Score.class);
 * RayTaskFuture&lt;Score&gt; future = runner.submit(score.args(prices).kwargs(Map.of("threshold", 0.5)));
 * </pre>
 *
 * Any task on Ray can make the call as well, by {@link #call()}. Either way Ray runs the
 * function in one of its Python processes, with resources and a runtime environment of
 * its own ({@link #with(Consumer) with}). Meanwhile the task waits, and its CPU is free
 * for others.
 * <p>
 * Arguments can be {@code null}, booleans, numbers of up to 64 bits, {@code BigDecimal}
 * (as text), text, {@code byte[]}, enums (as their names), {@code java.time} (as ISO
 * text), {@code UUID} and {@code URI} (as text), and optionals, records, maps,
 * collections and arrays of all these. A future among them, at any depth, is an upstream
 * task, whose value the function gets. Values are read the same way, by the type that is
 * asked for. What cannot be passed is refused, and the message names the path to it.
 * <p>
 * Immutable as long as what it holds does not change; all methods that return a call
 * leave this one as it is.
 *
 * @param <T> the type of the value
 * @see PythonException
 */
public final class PythonCall<T extends @Nullable Object> implements RayCallable<T> {

	private final String module;

	private final String name;

	private final JavaType type;

	private final List<@Nullable Object> args;

	private final Map<String, @Nullable Object> kwargs;

	private final TaskOptions options;

	private PythonCall(String module, String name, JavaType type, List<@Nullable Object> args,
			Map<String, @Nullable Object> kwargs, TaskOptions options) {
		this.module = module;
		this.name = name;
		this.type = type;
		this.args = args;
		this.kwargs = kwargs;
		this.options = options;
	}

	/**
	 * Return a call without arguments.
	 * @param <T> the type of the value
	 * @param module name of the module, as in an {@code import}. Ray's Python processes
	 * must be able to find it: it is installed on the nodes, or part of the call's
	 * runtime environment ({@code py_modules}, {@code working_dir}, {@code pip}, or a
	 * {@code PYTHONPATH} among the {@code env_vars})
	 * @param function name of the function in the module, with dots if it belongs to a
	 * class
	 * @param type the type of the value, {@link Void} if it does not matter
	 * @return the call
	 */
	public static <T extends @Nullable Object> PythonCall<T> of(String module, String function, Class<T> type) {
		Assert.notNull(type, "'type' must not be null");
		return of(module, function, ResolvableType.forClass(type));
	}

	/**
	 * Return a call without arguments, whose value is of a generic type, such as
	 * {@code new ParameterizedTypeReference<List<Score>>() {}}.
	 * @param <T> the type of the value
	 * @param module name of the module, as in {@link #of(String, String, Class)}
	 * @param function name of the function in the module
	 * @param type the type of the value
	 * @return the call
	 */
	public static <T extends @Nullable Object> PythonCall<T> of(String module, String function,
			ParameterizedTypeReference<T> type) {
		Assert.notNull(type, "'type' must not be null");
		return of(module, function, ResolvableType.forType(type));
	}

	private static <T extends @Nullable Object> PythonCall<T> of(String module, String function, ResolvableType type) {
		Assert.hasText(module, "'module' must not be empty");
		Assert.hasText(function, "'function' must not be empty");
		return new PythonCall<>(RayText.unicode("'module'", module), RayText.unicode("'function'", function),
				JavaType.of(type), List.of(), Map.of(), TaskOptions.none());
	}

	/**
	 * Set the positional arguments, in place of those set before.
	 * @param args the arguments; a collection or an array of primitives is one
	 * @return a call with these arguments
	 */
	@CheckReturnValue
	public PythonCall<T> args(@Nullable Object... args) {
		Assert.notNull(args, "'args' must not be null: write (Object) null for an argument that is None");
		return new PythonCall<>(this.module, this.name, this.type,
				Collections.unmodifiableList(new ArrayList<>(Arrays.asList(args))), this.kwargs, this.options);
	}

	/**
	 * Set keyword arguments, in addition to those set before.
	 * @param kwargs the arguments by their names
	 * @return a call with these arguments as well
	 */
	@CheckReturnValue
	public PythonCall<T> kwargs(Map<String, ? extends @Nullable Object> kwargs) {
		Map<String, @Nullable Object> all = new LinkedHashMap<>(this.kwargs);
		all.putAll(kwargs);
		return new PythonCall<>(this.module, this.name, this.type, this.args, Collections.unmodifiableMap(all),
				this.options);
	}

	/**
	 * Set a keyword argument, in addition to those set before.
	 * @param name name of the argument
	 * @param value the argument
	 * @return a call with this argument as well
	 */
	@CheckReturnValue
	public PythonCall<T> kwarg(String name, @Nullable Object value) {
		return kwargs(Collections.singletonMap(name, value));
	}

	/**
	 * Set what the function needs: by default one CPU, whatever the options of the task
	 * are.
	 * @param options called at once, to set resources, {@code runtimeEnv},
	 * {@code placementGroup}, {@code crashRetries}, the {@code name} that Ray shows, or a
	 * {@code profile} that sets these
	 * @return a call with these options, which win over those set before
	 * @throws IllegalArgumentException if other options are set: they are for the task
	 */
	@CheckReturnValue
	public PythonCall<T> with(Consumer<TaskOptionsBuilder> options) {
		TaskOptionsBuilder builder = TaskOptions.builder();
		options.accept(builder);
		return with(builder.build());
	}

	/**
	 * Set what the function needs, as {@link #with(Consumer)} does.
	 * @param options the options
	 * @return a call with these options, which win over those set before
	 * @throws IllegalArgumentException if options are set that are not for a call
	 */
	@CheckReturnValue
	public PythonCall<T> with(TaskOptions options) {
		options.requireOnly(TaskOptions.OF_PYTHON_CALLS, this.toString());
		return new PythonCall<>(this.module, this.name, this.type, this.args, this.kwargs,
				this.options.overriddenBy(options));
	}

	/**
	 * Call the function from within a task on Ray, and wait for its value. An interrupt
	 * ends the wait, but not the function: Ray's Java API cannot cancel it.
	 * @return the value of the function
	 * @throws PythonException if the function raised an exception or does not exist
	 * @throws TaskSerializationException if an argument or the value cannot be passed;
	 * the message names the path to it
	 * @throws TaskCrashedException if the Python process died, and again at each retry
	 * ({@code crashRetries})
	 * @throws InterruptedWaitException if the calling thread is interrupted; its
	 * interrupt status is kept
	 * @throws IllegalStateException if the calling thread runs no task
	 * @throws IllegalArgumentException if tasks do not run on Ray
	 */
	@Override
	public T call() {
		TaskContext context = TaskContext.current()
			.orElseThrow(() -> new IllegalStateException(this + " cannot be called outside of a task: submit the call, "
					+ "or call it in a task that runs on Ray"));
		if (context.runner() instanceof PythonCaller caller) {
			return caller.call(this);
		}
		throw new IllegalStateException(this + " cannot be called by " + context.runner());
	}

	/**
	 * Return the module of the function.
	 * @return its name
	 */
	public String module() {
		return this.module;
	}

	/**
	 * Return the function.
	 * @return its name in the module
	 */
	public String function() {
		return this.name;
	}

	/**
	 * Return the type of the value.
	 * @return the type
	 */
	public ResolvableType type() {
		return this.type.resolvable();
	}

	/**
	 * Return the positional arguments.
	 * @return the arguments
	 */
	public List<@Nullable Object> arguments() {
		return this.args;
	}

	/**
	 * Return the keyword arguments.
	 * @return the arguments by their names
	 */
	public Map<String, @Nullable Object> keywordArguments() {
		return this.kwargs;
	}

	/**
	 * Return what the function needs.
	 * @return the options
	 */
	public TaskOptions options() {
		return this.options;
	}

	/**
	 * Return the full name of the function, which is also the default name of a task that
	 * is this call.
	 * @return names of module and function
	 */
	public String qualifiedName() {
		return this.module + "." + this.name;
	}

	@Override
	public String toString() {
		return "Python function " + qualifiedName();
	}

}
