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

package io.github.raytaskrunner.autoconfigure.annotation;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;

import io.github.raytaskrunner.RayTask;
import io.github.raytaskrunner.RayTaskFuture;

import org.springframework.core.MethodIntrospector;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.util.ClassUtils;

/**
 * Checks the methods with {@link RayTask} of a bean's class, as a call of some would just
 * run them in this process.
 */
final class RayTaskMethods {

	private static final Set<Class<?>> RETURN_TYPES = Set.of(void.class, RayTaskFuture.class, CompletableFuture.class,
			CompletionStage.class, Future.class);

	// by name, as few applications have Kotlin
	private static final String CONTINUATION = "kotlin.coroutines.Continuation";

	private final String beanName;

	private final Class<?> type;

	private final boolean singleton;

	private final boolean behindInterfaces;

	/**
	 * Create a new instance.
	 * @param beanName name of the bean
	 * @param type the class that the user wrote
	 * @param singleton whether the bean is the only one of its name
	 * @param behindInterfaces whether the bean is a proxy of its interfaces already,
	 * before which another class needs not be derived
	 */
	RayTaskMethods(String beanName, Class<?> type, boolean singleton, boolean behindInterfaces) {
		this.beanName = beanName;
		this.type = type;
		this.singleton = singleton;
		this.behindInterfaces = behindInterfaces;
	}

	/**
	 * Check all methods.
	 * @throws InvalidRayTaskException if a call of one cannot be a task
	 */
	void check() {
		annotations().keySet().forEach(this::check);
	}

	/**
	 * Check that there is what the annotations name.
	 * @param references knows what there is
	 * @throws InvalidRayTaskException if one names what there is not
	 */
	void checkReferences(RayTaskReferences references) {
		annotations().forEach((method, annotation) -> {
			try {
				references.check(annotation, ClassUtils.getShortName(this.type) + "." + method.getName());
			}
			catch (IllegalArgumentException ex) {
				throw refused(method, "no call of it can be a task: " + ex.getMessage(),
						"Correct the annotation, or what it refers to.");
			}
		});
	}

	private Map<Method, RayTask> annotations() {
		return MethodIntrospector.selectMethods(this.type,
				(Method method) -> AnnotatedElementUtils.findMergedAnnotation(method, RayTask.class));
	}

	private void check(Method method) {
		int modifiers = method.getModifiers();
		refuseIf(!this.singleton, method,
				"is one of a bean that is no singleton, so a task does not find it by its name",
				"Make the bean a singleton, or pass what differs from one to the next as arguments.");
		refuseIf(Modifier.isStatic(modifiers), method, "is static, so it belongs to no bean",
				"Make it a method of the bean.");
		refuseIf(Modifier.isPrivate(modifiers), method, "is private, so calls do not go through Spring",
				"Make it visible in its package, and call it from another bean.");
		refuseIf(Modifier.isFinal(modifiers) && !this.behindInterfaces, method,
				"is final, so calls do not go through Spring", "Remove 'final' (in Kotlin, make it 'open').");
		refuseIf(Modifier.isFinal(this.type.getModifiers()) && !this.behindInterfaces, method,
				"is one of a final class, from which Spring derives no proxy",
				"Remove 'final' from the class, which must not be a record (in Kotlin, make it 'open').");
		refuseIf(isSuspending(method), method, "is a suspend function, whose continuation stays in this process",
				"Remove 'suspend', and let it return a RayTaskFuture or a CompletableFuture, which callers can await.");
		refuseIf(!RETURN_TYPES.contains(method.getReturnType()), method,
				"returns " + method.getReturnType().getName() + ", which is not there until the task has run",
				"Let it return nothing, a RayTaskFuture or a CompletableFuture: RayTaskFuture.completed(value).");
	}

	private static boolean isSuspending(Method method) {
		Class<?>[] parameters = method.getParameterTypes();
		return parameters.length > 0 && parameters[parameters.length - 1].getName().equals(CONTINUATION);
	}

	private void refuseIf(boolean wrong, Method method, String finding, String action) {
		if (wrong) {
			throw refused(method, "it " + finding, action);
		}
	}

	private InvalidRayTaskException refused(Method method, String finding, String action) {
		return new InvalidRayTaskException("The method '" + ClassUtils.getQualifiedMethodName(method, this.type)
				+ "' of the bean '" + this.beanName + "' has @RayTask, but " + finding, action);
	}

}
