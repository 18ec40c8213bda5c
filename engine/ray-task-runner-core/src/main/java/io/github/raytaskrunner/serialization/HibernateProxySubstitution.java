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

import java.lang.reflect.Method;
import java.util.Objects;

import io.github.raytaskrunner.serialization.graph.RefusedException;
import io.github.raytaskrunner.serialization.graph.Substitution;
import io.github.raytaskrunner.serialization.graph.Surroundings;
import org.jspecify.annotations.Nullable;

import org.springframework.util.ClassUtils;
import org.springframework.util.ReflectionUtils;

/**
 * Lets an association of an entity that Hibernate has loaded travel as the entity that it
 * stands for. Hibernate need not be there.
 */
final class HibernateProxySubstitution implements Substitution {

	private static final String PROXY = "org.hibernate.proxy.HibernateProxy";

	@Override
	public boolean isFor(Class<?> type) {
		return proxyInterface(type) != null;
	}

	private static @Nullable Class<?> proxyInterface(Class<?> type) {
		return ClassUtils.getAllInterfacesForClassAsSet(type)
			.stream()
			.filter((candidate) -> candidate.getName().equals(PROXY))
			.findFirst()
			.orElse(null);
	}

	@Override
	public Object substitute(Object object, Surroundings surroundings) {
		Class<?> proxy = Objects.requireNonNull(proxyInterface(object.getClass()));
		Method initializer = method(proxy, "getHibernateLazyInitializer");
		Object entity = call(initializer, object);
		if (Boolean.TRUE.equals(call(method(initializer.getReturnType(), "isUninitialized"), entity))) {
			throw new RefusedException(object,
					"an association that is not loaded belongs to this process; fetch it, or capture its id");
		}
		return call(method(initializer.getReturnType(), "getImplementation"), entity);
	}

	private static Method method(Class<?> type, String name) {
		return Objects.requireNonNull(ReflectionUtils.findMethod(type, name), name);
	}

	private static Object call(Method method, Object target) {
		return Objects.requireNonNull(ReflectionUtils.invokeMethod(method, target), method.getName());
	}

}
