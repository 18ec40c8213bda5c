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

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;

import org.jspecify.annotations.Nullable;

import org.springframework.util.ReflectionUtils;

/**
 * Where tasks enter the methods whose calls have submitted them, so that what made a task
 * of the call lets it pass there. Safe for use by several threads.
 */
final class TaskEntrance {

	/**
	 * The method that a task is about to call on the present thread.
	 */
	private final ThreadLocal<Method> entered = new ThreadLocal<>();

	/**
	 * Call a method within the task that its call has submitted.
	 * @param bean the bean
	 * @param method the method
	 * @param arguments the arguments
	 * @return what the method returned
	 * @throws Exception what the method threw
	 */
	@Nullable Object call(Object bean, Method method, @Nullable Object[] arguments) throws Exception {
		ReflectionUtils.makeAccessible(method);
		this.entered.set(method);
		try {
			return method.invoke(bean, arguments);
		}
		catch (InvocationTargetException ex) {
			ReflectionUtils.rethrowException(ex.getTargetException());
			throw ex;
		}
		finally {
			this.entered.remove();
		}
	}

	/**
	 * Tell whether the present thread is about to call a method within its task.
	 */
	boolean isEntering(Method method) {
		return method.equals(this.entered.get());
	}

	/**
	 * Let the call pass that the present thread is about to make.
	 * @return whether there is any; there is none afterwards
	 */
	boolean pass() {
		boolean entering = this.entered.get() != null;
		this.entered.remove();
		return entering;
	}

}
