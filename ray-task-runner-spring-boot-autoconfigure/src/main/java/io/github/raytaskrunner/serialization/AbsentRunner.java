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

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;

import io.github.raytaskrunner.RayTaskRunner;
import org.jspecify.annotations.Nullable;

/**
 * Takes the place of a runner while a task is read only to see whether it can be: there
 * are classes that do not accept {@code null}.
 */
final class AbsentRunner implements InvocationHandler {

	private AbsentRunner() {
	}

	static RayTaskRunner create() {
		return (RayTaskRunner) Proxy.newProxyInstance(RayTaskRunner.class.getClassLoader(),
				new Class<?>[] { RayTaskRunner.class }, new AbsentRunner());
	}

	@Override
	public Object invoke(Object proxy, Method method, Object @Nullable [] arguments) {
		return switch (method.getName()) {
			case "equals" -> arguments != null && proxy == arguments[0];
			case "hashCode" -> System.identityHashCode(proxy);
			case "toString" -> "the runner of a task";
			default -> throw new IllegalStateException(
					"A constructor or method that runs when a task arrives must not call the runner it captured");
		};
	}

}
