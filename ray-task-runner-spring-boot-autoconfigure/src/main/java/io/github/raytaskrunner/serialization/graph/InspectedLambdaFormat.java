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

/**
 * Writes the lambdas of one class whose interface is not {@link java.io.Serializable}.
 * They are read like all others.
 */
final class InspectedLambdaFormat extends Format {

	private final LambdaDescription description;

	private final LambdaFactory factory;

	InspectedLambdaFormat(LambdaDescription description, LambdaFactory factory) {
		super(SerializedLambda.class);
		this.description = description;
		this.factory = factory;
	}

	@Override
	boolean isProven() {
		return this.factory.knows(this.description);
	}

	@Override
	boolean isDelicate() {
		return true;
	}

	@Override
	void write(GraphWriter writer, Object object) throws Exception {
		LambdaFormat.write(writer, this.description, LambdaInspector.captured(object));
	}

	@Override
	void read(GraphReader reader, Node node) {
		throw new UnreadableException("the bytes are broken");
	}

}
