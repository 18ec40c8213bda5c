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
import java.lang.invoke.SerializedLambda;

import org.jspecify.annotations.Nullable;

/**
 * Looks into the lambdas of one class. Thread-safe.
 */
interface LambdaContent {

	/**
	 * Describe a lambda.
	 * @param lambda the lambda
	 * @return the description
	 * @throws Exception if the JDK does not tell it
	 */
	LambdaDescription describe(Object lambda) throws Exception;

	/**
	 * Return what a lambda captured.
	 * @param lambda the lambda
	 * @return the values, in order
	 * @throws Exception if the JDK does not tell it
	 */
	@Nullable Object[] captured(Object lambda) throws Exception;

	/**
	 * Look into lambdas that are {@link java.io.Serializable}.
	 *
	 * @param writeReplace gives their written form
	 */
	record Serializable(MethodHandle writeReplace) implements LambdaContent {

		@Override
		public LambdaDescription describe(Object lambda) throws Exception {
			return LambdaDescription.of(lambda.getClass(), written(lambda));
		}

		@Override
		public @Nullable Object[] captured(Object lambda) throws Exception {
			SerializedLambda written = written(lambda);
			@Nullable Object[] captured = new Object[written.getCapturedArgCount()];
			for (int i = 0; i < captured.length; i++) {
				captured[i] = written.getCapturedArg(i);
			}
			return captured;
		}

		private SerializedLambda written(Object lambda) throws Exception {
			if (Invocation.replace(this.writeReplace, lambda) instanceof SerializedLambda written) {
				return written;
			}
			throw new RefusedException(lambda, "the JDK does not tell what this lambda does");
		}

	}

	/**
	 * Look into lambdas in their written form, which stand for lambdas.
	 */
	record Written() implements LambdaContent {

		@Override
		public LambdaDescription describe(Object lambda) {
			throw new RefusedException(lambda, "it stands for a lambda; capture that");
		}

		@Override
		public @Nullable Object[] captured(Object lambda) {
			throw new RefusedException(lambda, "it stands for a lambda; capture that");
		}

	}

	/**
	 * Look into lambdas of which an inspector found out what they do.
	 *
	 * @param description what they do
	 */
	record Inspected(LambdaDescription description) implements LambdaContent {

		@Override
		public LambdaDescription describe(Object lambda) {
			return this.description;
		}

		@Override
		public @Nullable Object[] captured(Object lambda) throws Exception {
			return LambdaInspector.captured(lambda);
		}

	}

}
