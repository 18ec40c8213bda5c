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

package io.github.raytaskrunner.serialization;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;

import io.github.raytaskrunner.RayCallable;
import io.github.raytaskrunner.RayRunnable;
import io.github.raytaskrunner.RayTaskRunner;
import io.github.raytaskrunner.RemoteTaskException;
import io.github.raytaskrunner.TaskListener;
import io.github.raytaskrunner.TaskProgress;
import io.github.raytaskrunner.TaskSerializationException;
import io.github.raytaskrunner.TaskState;
import io.github.raytaskrunner.TaskStateChange;
import io.github.raytaskrunner.attempt.Attempt;
import io.github.raytaskrunner.attempt.AttemptResult;
import io.github.raytaskrunner.attempt.Upstream;
import io.github.raytaskrunner.propagation.PropagatedContext;
import io.github.raytaskrunner.serialization.graph.GraphCodec;
import org.jspecify.annotations.Nullable;

/**
 * Turns tasks, their values and their exceptions into bytes and back. Nothing on the way
 * needs to be {@link java.io.Serializable}.
 * <p>
 * What cannot travel is found when it is written: objects of classes that no earlier
 * write proved are read back at once. Futures that a task captured, at any depth, are
 * replaced by what holds the value of their task.
 * <p>
 * Bytes are not protected against tampering: read only what another serializer of the
 * same application wrote. Safe for use by several threads.
 */
public final class TaskSerializer {

	private static final byte[] HEADER = { BytesVersion.OWN };

	private final TaskNames names = new TaskNames();

	private final ClassLoader classLoader;

	private final CaptureGuard guard;

	private final GraphCodec codec;

	private final TaskInputs none;

	private final FailureCodec failures;

	private final ValueCodec values;

	private final Explanation explanation = new Explanation(this::attempt);

	private final Warnings warnings = new Warnings();

	private final BaggageCodec baggageCodec = new BaggageCodec(this::writeContext, this::readValue, this.warnings);

	/**
	 * Create a new serializer of a process without beans.
	 * @param classLoader loads the classes of what is read
	 * @param guard refuses objects on the way
	 */
	public TaskSerializer(ClassLoader classLoader, CaptureGuard guard) {
		this(classLoader, guard, (captured) -> null);
	}

	/**
	 * Create a new serializer.
	 * @param classLoader loads the classes of what is read
	 * @param guard refuses objects on the way
	 * @param beans the beans of this process, which travel by name
	 */
	public TaskSerializer(ClassLoader classLoader, CaptureGuard guard, TaskBeans beans) {
		this.classLoader = classLoader;
		this.guard = guard;
		this.codec = new GraphCodec(classLoader, new CaptureRules(guard, beans), List.of(new FutureSubstitution(),
				new RunnerSubstitution(), new NamedBeanSubstitution(), new HibernateProxySubstitution()));
		UpstreamReader reader = new UpstreamReader() {

			@Override
			public @Nullable Object readValue(byte[] bytes) {
				return TaskSerializer.this.readValue(bytes);
			}

			@Override
			public TaskState readState(byte[] bytes) {
				return StateFormat.read(bytes, TaskSerializer.this::readFailure);
			}

		};
		this.none = TaskInputs.none(beans, reader);
		this.values = new ValueCodec(this.codec, this.none, this.explanation);
		this.failures = new FailureCodec(this.codec, this.none);
	}

	/**
	 * Return a serializer for what belongs to a runner and not to a task: a bean in it
	 * travels as any other object does, since it is needed before there are beans.
	 * @return a serializer with the same guard and without beans
	 */
	public TaskSerializer withoutBeans() {
		return new TaskSerializer(this.classLoader, this.guard);
	}

	/**
	 * Return the name of what a task runs.
	 * @param code a lambda or another object with code
	 * @return the name, that of the class and method it is written in
	 */
	public String nameOf(Object code) {
		return this.names.nameOf(code);
	}

	/**
	 * Turn a task into bytes with which nothing goes.
	 * @param task a {@link RayCallable} or {@link RayRunnable}
	 * @param name name of the task
	 * @return the task and the futures that it captured
	 * @throws TaskSerializationException if the task captured something that cannot
	 * travel; the message names the path to it
	 * @throws IllegalArgumentException if the object is no task
	 */
	public SerializedTask serialize(Object task, String name) {
		return serialize(task, name, Baggage.NONE);
	}

	/**
	 * Turn a task into bytes.
	 * @param task a {@link RayCallable} or {@link RayRunnable}
	 * @param name name of the task
	 * @param baggage what goes with it, without what cannot travel of that
	 * @return the task and the futures that it captured
	 * @throws TaskSerializationException if the task captured something that cannot
	 * travel; the message names the path to it
	 * @throws IllegalArgumentException if the object is no task
	 */
	public SerializedTask serialize(Object task, String name, Baggage baggage) {
		if (!(task instanceof RayCallable<?>) && !(task instanceof RayRunnable)) {
			throw new IllegalArgumentException(
					"A task must be a RayCallable or a RayRunnable, but this is a " + task.getClass().getName());
		}
		try {
			Upstreams upstreams = new Upstreams();
			byte[] header = TaskBytes.header(writeBaggage(baggage));
			byte[] bytes = DeepStack.call(() -> this.codec.write(header, task, upstreams, this.none.proof(upstreams)));
			return new SerializedTask(bytes, upstreams.futures());
		}
		catch (RuntimeException | StackOverflowError ex) {
			throw this.explanation.explain("Task '" + name + "' cannot travel", ObjectPath.root(task, ""), ex);
		}
	}

	/**
	 * Read what an attempt runs, as far as it is needed before its task is rebuilt.
	 * @param attempt the attempt, whose task {@link #serialize} or an {@link ItemChunk}
	 * returned
	 * @param values the serialized values that the task reads, by the id of their attempt
	 * @param runner gives what takes the place of a runner that the task captured
	 * @return what rebuilds the rest
	 * @throws RuntimeException if the bytes are of another version of the library
	 */
	public AttemptPayload open(Attempt attempt, Map<Long, byte[]> values, Supplier<RayTaskRunner> runner) {
		TaskInputs inputs = this.none.ofTask(attempt.upstreams()::get, values, runner);
		if (attempt.task()[0] == BytesVersion.CHUNK) {
			ItemChunk chunk = ItemChunk.of(attempt.task());
			return new ChunkPayload(this, attempt, chunk, this.baggageCodec.read(chunk.baggage()), inputs,
					this.codec.series(this.none, this.none));
		}
		TaskBytes bytes = TaskBytes.of(attempt.task());
		return new TaskPayload(this, attempt, this.baggageCodec.read(bytes.baggage()), bytes.offset(), inputs);
	}

	/**
	 * Turn what goes with the items of a group into bytes.
	 * @param baggage what goes with them
	 * @return the bytes, without what cannot travel
	 */
	public byte[] writeBaggage(Baggage baggage) {
		return this.baggageCodec.write(baggage);
	}

	/**
	 * Return what is told that tasks run without something.
	 * @return the warnings of this process
	 */
	public Warnings warnings() {
		return this.warnings;
	}

	private byte[] writeContext(PropagatedContext context) {
		return DeepStack.call(() -> this.codec.write(HEADER, context, this.none, this.none));
	}

	/**
	 * Return what turns the function of a group and its items into bytes.
	 * @return a new serializer, for one thread
	 */
	public GroupSerializer ofGroup() {
		return new GroupSerializer(this.codec, this.none);
	}

	/**
	 * Turn a value into the bytes that a task with this value would have.
	 * @param value the value
	 * @return the bytes, for {@link #readValue}
	 * @throws TaskSerializationException if the value holds something that cannot travel;
	 * the message names the path to it
	 */
	public byte[] writeValue(@Nullable Object value) {
		return this.values.write("The value", value);
	}

	/**
	 * Turn a value that nobody changes into the bytes that a task with this value would
	 * have. Who reads the same bytes several times gets the same object.
	 * @param value the value
	 * @return the bytes, for {@link #readValue}
	 * @throws TaskSerializationException if the value holds something that cannot travel;
	 * the message names the path to it
	 */
	public byte[] writeSharedValue(@Nullable Object value) {
		return this.values.writeShared("The value", value);
	}

	/**
	 * Turn the exception of a task into bytes.
	 * @param failure the exception
	 * @return the bytes, for {@link #readFailure}
	 */
	public byte[] writeFailure(Throwable failure) {
		return this.failures.write(failure);
	}

	/**
	 * Turn the final state of a task that did not complete into bytes.
	 * @param state the state
	 * @return the bytes, for an {@link Upstream.State}
	 */
	public byte[] writeState(TaskState state) {
		return StateFormat.write(state, this::writeFailure);
	}

	/**
	 * Turn the changed state of a task into bytes, for whoever hears of it in another
	 * process.
	 * @param change what changed
	 * @return the bytes, in which a large exception is only described
	 */
	public byte[] writeStateChange(TaskStateChange change) {
		return NestedChangeFormat.write(change, this::writeState);
	}

	/**
	 * Turn the progress of a task into bytes, for whoever hears of it in another process.
	 * @param name name of the task
	 * @param key key of the task
	 * @param progress what it told
	 * @return the bytes
	 */
	public byte[] writeProgress(String name, String key, TaskProgress progress) {
		return NestedChangeFormat.write(name, key, progress);
	}

	/**
	 * Read the changed state or the progress of a task.
	 * @param bytes what {@link #writeStateChange} or {@link #writeProgress} returned
	 * @return tells a listener
	 */
	public Consumer<TaskListener> readNestedChange(byte[] bytes) {
		return NestedChangeFormat.read(bytes, (state) -> StateFormat.read(state, this::readFailure));
	}

	/**
	 * Read the value of a task.
	 * @param bytes the value of an {@link AttemptResult} that did not fail
	 * @return the value
	 * @throws TaskSerializationException if the value cannot be rebuilt here
	 */
	public @Nullable Object readValue(byte[] bytes) {
		return this.values.read(bytes);
	}

	/**
	 * Read the exception of a task.
	 * @param bytes the value of an {@link AttemptResult} that failed
	 * @return the exception with the stack and causes it had, or a
	 * {@link RemoteTaskException} that describes it if its type cannot be rebuilt here
	 */
	public Throwable readFailure(byte[] bytes) {
		return this.failures.read(bytes);
	}

	/**
	 * Read a part of an attempt.
	 * @param subject what it is, to begin a message with
	 * @param bytes the bytes
	 * @param offset where the part begins
	 * @param end where it ends
	 * @param inputs what takes the place of things that do not travel
	 * @return what was read
	 * @throws TaskSerializationException if it cannot be rebuilt here
	 */
	@Nullable Object readPart(String subject, byte[] bytes, int offset, int end, TaskInputs inputs) {
		try {
			return DeepStack.<@Nullable Object>call(() -> this.codec.read(bytes, offset, end, inputs));
		}
		catch (RuntimeException | StackOverflowError ex) {
			throw Explanation.notRebuilt(subject, ex);
		}
	}

	ValueCodec values() {
		return this.values;
	}

	private @Nullable Throwable attempt(Object object) {
		try {
			Upstreams upstreams = new Upstreams();
			TaskInputs proof = this.none.proof(upstreams);
			DeepStack.<@Nullable Object>call(
					() -> this.codec.read(this.codec.write(HEADER, object, upstreams, proof), HEADER.length, proof));
			return null;
		}
		catch (RuntimeException | StackOverflowError ex) {
			return ex;
		}
	}

}
