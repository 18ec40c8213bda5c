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

import java.lang.invoke.MethodHandle;
import java.lang.reflect.Constructor;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.function.Predicate;

import io.github.raytaskrunner.serialization.graph.Completion.Step;
import org.jspecify.annotations.Nullable;

/**
 * Writes objects class by class, from the first ancestor that has something to write, and
 * creates them without running constructors of the application.
 */
final class InstanceFormat extends Format {

	private final Constructor<?> allocator;

	private final List<Level> levels;

	private final @Nullable MethodHandle writeReplace;

	private final @Nullable MethodHandle readResolve;

	private final Step step;

	private final Predicate<Node> possible;

	/**
	 * Whether all that its objects do when they are filled is to ask their content for
	 * its place.
	 */
	private final boolean table;

	private final boolean guarded;

	private final byte[] shape;

	InstanceFormat(Class<?> type, Constructor<?> allocator, List<Level> levels, @Nullable MethodHandle writeReplace,
			@Nullable MethodHandle readResolve) {
		super(type);
		this.allocator = allocator;
		this.levels = levels;
		this.writeReplace = writeReplace;
		this.readResolve = readResolve;
		this.step = levels.stream().map(Level::step).max(Step::compareTo).orElse(Step.KEEPING);
		this.guarded = !JdkClasses.contains(type);
		boolean ofApplication = levels.stream().anyMatch(Level::isOfApplication);
		this.possible = (ofApplication) ? Node::hasWholeContainers : Node::hasWholeArrays;
		this.table = this.step == Step.ASKING && !ofApplication && asksItsContent(type);
		ByteSink shape = new ByteSink(128);
		levels.forEach((level) -> level.shape().write(shape));
		this.shape = shape.toByteArray();
	}

	private static boolean asksItsContent(Class<?> type) {
		if (Map.class.isAssignableFrom(type)) {
			return !EnumMap.class.isAssignableFrom(type) && !IdentityHashMap.class.isAssignableFrom(type);
		}
		return Set.class.isAssignableFrom(type) || PriorityQueue.class.isAssignableFrom(type)
				|| PriorityBlockingQueue.class.isAssignableFrom(type);
	}

	/**
	 * Return whether objects of the class hold nothing and have no say in how they
	 * travel.
	 * @return whether one is as good as another, but for its identity
	 */
	boolean isStateless() {
		return this.levels.isEmpty() && this.writeReplace == null && this.readResolve == null;
	}

	@Override
	boolean isGuarded() {
		return this.guarded;
	}

	@Override
	boolean isDelicate() {
		return this.readResolve != null || this.step != Step.KEEPING;
	}

	@Override
	boolean isResolved() {
		return this.readResolve != null;
	}

	@Override
	byte[] shape() {
		return this.shape;
	}

	@Override
	Format forShape(byte[] shape) {
		ByteSource source = new ByteSource(shape, 0);
		List<Level> written = new ArrayList<>();
		while (source.remaining() > 0) {
			FieldShape fields = FieldShape.read(source);
			written.add(level(fields.owner()).forShape(fields));
		}
		return new InstanceFormat(type(), this.allocator, written, this.writeReplace, this.readResolve);
	}

	private Level level(String owner) {
		for (Level level : this.levels) {
			if (level.shape().owner().equals(owner)) {
				return level;
			}
		}
		throw new UnreadableException(type().getName() + " does not extend " + owner + " here");
	}

	@Override
	@Nullable Object replace(GraphWriter writer, Object object) throws Exception {
		return (this.writeReplace != null) ? Invocation.replace(this.writeReplace, object) : object;
	}

	@Override
	void write(GraphWriter writer, Object object) throws Exception {
		for (Level level : this.levels) {
			level.write(writer, object);
		}
	}

	@Override
	void read(GraphReader reader, Node node) throws Exception {
		Object object = this.allocator.newInstance();
		if (this.readResolve == null) {
			node.make(object);
		}
		else {
			reader.addUnresolved(object);
		}
		List<Fill.Action> rest = new ArrayList<>(0);
		for (Level level : this.levels) {
			Fill.Action action = level.read(reader, node, object);
			if (action != null) {
				rest.add(action);
			}
		}
		Fill.Action putIn = () -> {
			for (Fill.Action action : rest) {
				action.run();
			}
		};
		if (reader.isWhole(node)) {
			putIn.run();
			if (this.readResolve != null) {
				node.make(Invocation.replace(this.readResolve, object));
			}
			return;
		}
		for (Fill.Action action : rest) {
			action.prepare();
		}
		Fill fill = (this.table) ? Fill.ofTable(putIn) : Fill.of(this.step, this.possible, putIn);
		if (this.readResolve != null) {
			node.completeBy(new Resolving(node, object, fill, this.readResolve));
		}
		else if (!rest.isEmpty()) {
			node.completeBy(fill);
		}
	}

}
