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

import java.io.Externalizable;
import java.lang.invoke.MethodHandle;
import java.lang.reflect.Constructor;

import io.github.raytaskrunner.serialization.graph.Completion.Step;
import org.jspecify.annotations.Nullable;

/**
 * Lets objects write and read themselves by {@link Externalizable}.
 */
final class ExternalizableFormat extends Format {

	private final Constructor<?> constructor;

	private final @Nullable MethodHandle writeReplace;

	private final @Nullable MethodHandle readResolve;

	ExternalizableFormat(Class<?> type, SerialMethods serialMethods) throws UnsuitableException {
		super(type);
		Constructor<?> constructor = serialMethods.externalizableConstructor(type);
		this.writeReplace = serialMethods.writeReplace(type);
		this.readResolve = serialMethods.readResolve(type);
		if (constructor == null && this.writeReplace == null) {
			throw new UnsuitableException("an Externalizable class needs a public constructor without parameters");
		}
		this.constructor = (constructor != null) ? constructor : notCalled();
	}

	// of a class whose objects are always replaced
	private static Constructor<?> notCalled() {
		return Object.class.getConstructors()[0];
	}

	@Override
	boolean isGuarded() {
		return !JdkClasses.contains(type());
	}

	@Override
	boolean isDelicate() {
		return true;
	}

	@Override
	boolean isResolved() {
		return this.readResolve != null;
	}

	@Override
	@Nullable Object replace(GraphWriter writer, Object object) throws Exception {
		return (this.writeReplace != null) ? Invocation.replace(this.writeReplace, object) : object;
	}

	@Override
	void write(GraphWriter writer, Object object) throws Exception {
		writer.serialOutput().run(null, object, ((Externalizable) object)::writeExternal);
	}

	@Override
	void read(GraphReader reader, Node node) throws Exception {
		Externalizable object = (Externalizable) this.constructor.newInstance();
		if (this.readResolve == null) {
			node.make(object);
		}
		else {
			reader.addUnresolved(object);
		}
		SerialData data = SerialData.read(reader, node, null);
		if (reader.isWhole(node)) {
			reader.serialInput().run(null, object, data, object::readExternal);
			if (this.readResolve != null) {
				node.make(Invocation.replace(this.readResolve, object));
			}
			return;
		}
		Fill fill = Fill.of(Step.ASKING, Node::hasWholeContainers,
				() -> reader.serialInput().run(null, object, data, object::readExternal));
		node.completeBy((this.readResolve != null) ? new Resolving(node, object, fill, this.readResolve) : fill);
	}

}
