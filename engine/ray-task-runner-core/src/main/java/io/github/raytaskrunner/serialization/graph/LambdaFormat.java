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
 * Writes the lambdas or method references of one class: each place in the code has a
 * class of its own. The description of the place is the same for all of them.
 */
final class LambdaFormat extends Format {

	private final LambdaFactory factory;

	private final LambdaContent content;

	private volatile byte @Nullable [] description;

	LambdaFormat(LambdaFactory factory, LambdaContent content) {
		super(SerializedLambda.class);
		this.factory = factory;
		this.content = content;
	}

	@Override
	boolean isImmutable() {
		return true;
	}

	@Override
	boolean isDelicate() {
		return true;
	}

	@Override
	void write(GraphWriter writer, Object object) throws Exception {
		byte[] description = this.description;
		if (description == null) {
			description = this.content.describe(object).toByteArray();
			this.description = description;
		}
		writer.sink().writeCount(description.length);
		writer.sink().writeBytes(description);
		@Nullable Object[] captured = this.content.captured(object);
		writer.sink().writeCount(captured.length);
		for (Object value : captured) {
			writer.writeValue(value);
		}
	}

	@Override
	void read(GraphReader reader, Node node) throws Exception {
		byte[] description = reader.source().readBytes(reader.source().readSize(1));
		@Nullable Object[] captured = new Object[reader.source().readSize(1)];
		for (int i = 0; i < captured.length; i++) {
			node.take(reader.readValue(), captured, i);
		}
		if (reader.isWhole(node)) {
			node.make(this.factory.create(description, captured));
		}
		else {
			node.completeBy(Making.keeping(node, () -> this.factory.create(description, captured)));
		}
	}

}
