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

import java.io.Serializable;
import java.nio.file.Path;
import java.util.Collection;
import java.util.DoubleSummaryStatistics;
import java.util.IntSummaryStatistics;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.StringJoiner;
import java.util.random.RandomGenerator;

import io.github.raytaskrunner.RayTaskFuture;
import io.github.raytaskrunner.RayTaskRunner;
import org.apache.fory.config.Config;
import org.apache.fory.resolver.TypeResolver;
import org.apache.fory.serializer.ObjectSerializer;
import org.apache.fory.serializer.Serializer;
import org.apache.fory.serializer.SerializerFactory;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the serializer of every class that a {@link Codec} meets: our own where objects
 * are replaced, refused or watched, else Fory's.
 */
final class Serializers implements SerializerFactory {

	/**
	 * Plain data of the JDK, which Fory refuses because it is not {@link Serializable}.
	 */
	private static final Set<Class<?>> COPIED_BY_FIELD = Set.of(IntSummaryStatistics.class, LongSummaryStatistics.class,
			DoubleSummaryStatistics.class, StringJoiner.class);

	private final Refusals refusals = new Refusals();

	private final Operation operation;

	private final CaptureGuard guard;

	private final UpstreamReader upstreamReader;

	private @Nullable Class<?> leftToFory;

	Serializers(Operation operation, CaptureGuard guard, UpstreamReader upstreamReader) {
		this.operation = operation;
		this.guard = guard;
		this.upstreamReader = upstreamReader;
	}

	@Override
	@SuppressWarnings("NullAway") // null means Fory's own choice
	public Serializer<?> createSerializer(TypeResolver resolver, Class<?> type) {
		if (type == this.leftToFory || type.isPrimitive() || type.isArray() || type.isEnum()) {
			return null;
		}
		this.operation.foundNewClass();
		Config config = resolver.getConfig();
		if (RayTaskFuture.class.isAssignableFrom(type)) {
			return new FutureSerializer(config, type, this.operation, this.upstreamReader);
		}
		if (RayTaskRunner.class.isAssignableFrom(type)) {
			return new RunnerSerializer(config, type, this.operation);
		}
		if (Path.class.isAssignableFrom(type) && TypeNames.isJdk(type)) {
			return new PathSerializer(config, type);
		}
		if (Random.class.isAssignableFrom(type)) {
			return new JavaSerializationSerializer(config, type);
		}
		if (TypeNames.isJdk(type) && CopySerializer.isFor(type)) {
			return new CopySerializer(config, type);
		}
		if (TypeNames.isJdk(type) && Map.Entry.class.isAssignableFrom(type)
				&& !Serializable.class.isAssignableFrom(type)) {
			return new EntrySerializer(config, type);
		}
		String reason = this.refusals.reason(type);
		if (reason != null) {
			return new RefusingSerializer(config, type, reason, this.guard);
		}
		if (COPIED_BY_FIELD.contains(type) || RandomGenerator.class.isAssignableFrom(type)) {
			return new ObjectSerializer<>(resolver, type);
		}
		if (TypeNames.isJdk(type)) {
			return (isCopiedBlindly(resolver, type)) ? new RefusingSerializer(config, type,
					"an internal class of the JDK that is not Serializable", this.guard) : null;
		}
		return (isGuarded(type)) ? createGuardedSerializer(resolver, type) : null;
	}

	// Fory copies the fields of what it knows nothing about; classes whose names begin
	// with java it refuses itself unless they are Serializable
	private boolean isCopiedBlindly(TypeResolver resolver, Class<?> type) {
		return !type.getName().startsWith("java") && !Serializable.class.isAssignableFrom(type)
				&& choiceOfFory(resolver, type) == ObjectSerializer.class;
	}

	private boolean isGuarded(Class<?> type) {
		return !Lambdas.isLambda(type) && !Enum.class.isAssignableFrom(type) && !Collection.class.isAssignableFrom(type)
				&& !Map.class.isAssignableFrom(type) && !Throwable.class.isAssignableFrom(type);
	}

	private Serializer<?> createGuardedSerializer(TypeResolver resolver, Class<?> type) {
		Serializer<Object> serializer = org.apache.fory.serializer.Serializers.newSerializer(resolver, type,
				choiceOfFory(resolver, type));
		return new GuardedSerializer(resolver.getConfig(), type, serializer, this.operation, this.guard);
	}

	private Class<? extends Serializer> choiceOfFory(TypeResolver resolver, Class<?> type) {
		Class<?> outer = this.leftToFory;
		this.leftToFory = type;
		try {
			return resolver.getSerializerClass(type);
		}
		finally {
			this.leftToFory = outer;
		}
	}

}
