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

import java.lang.invoke.SerializedLambda;

import org.jspecify.annotations.Nullable;

/**
 * Writes lambdas and method references of which the JDK tells what they do, as it does if
 * their interface is {@link java.io.Serializable}.
 */
final class LambdaFormat extends Format {

	private final LambdaFactory factory;

	LambdaFormat(LambdaFactory factory) {
		super(SerializedLambda.class);
		this.factory = factory;
	}

	/**
	 * Each lambda is a class of its own.
	 */
	@Override
	boolean isProven() {
		return true;
	}

	@Override
	boolean isDelicate() {
		return true;
	}

	@Override
	void write(GraphWriter writer, Object object) throws Exception {
		SerializedLambda written = Lambdas.describe(object);
		if (written == null) {
			throw new RefusedException(object, "the JDK does not tell what this lambda does");
		}
		LambdaDescription description = this.factory.description(object.getClass(), written);
		if (!this.factory.knows(description)) {
			writer.requireProof();
		}
		@Nullable Object[] captured = new Object[written.getCapturedArgCount()];
		for (int i = 0; i < captured.length; i++) {
			captured[i] = written.getCapturedArg(i);
		}
		write(writer, description, captured);
	}

	static void write(GraphWriter writer, LambdaDescription description, @Nullable Object[] captured) throws Exception {
		description.write(writer);
		writer.sink().writeCount(captured.length);
		for (Object value : captured) {
			writer.writeValue(value);
		}
	}

	@Override
	void read(GraphReader reader, Node node) throws Exception {
		LambdaDescription description = LambdaDescription.read(reader);
		@Nullable Object[] captured = new Object[reader.source().readSize(1)];
		for (int i = 0; i < captured.length; i++) {
			int index = i;
			node.take(reader.readValue(), (value) -> captured[index] = value);
		}
		node.completeBy(
				new Making(node, () -> this.factory.create(description, captured), (made) -> Completion.Step.KEEPING));
	}

}
