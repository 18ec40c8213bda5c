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
import java.lang.reflect.Proxy;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

import io.github.raytaskrunner.RayCallable;
import io.github.raytaskrunner.RayTaskFuture;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.ProxyMethodInvocation;
import org.springframework.aop.support.AopUtils;
import org.springframework.util.ClassUtils;
import org.springframework.util.ReflectionUtils;

/**
 * A task that calls a method of a bean. Bean and entrance are those of the process that
 * it runs in.
 *
 * @param bean the bean, with its proxies
 * @param entrance where the task enters the method
 * @param declaringClass the class that declares the method
 * @param method name of the method
 * @param parameterTypes types of its parameters
 * @param arguments the arguments
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record BeanCall(Object bean, TaskEntrance entrance, Class<?> declaringClass, String method, Class<?>[] parameterTypes,
		@Nullable Object[] arguments) implements RayCallable<@Nullable Object> {

	/**
	 * Return a task that makes a call again.
	 * @param invocation the call, of a proxy
	 * @param entrance where the task enters the method
	 */
	static BeanCall of(MethodInvocation invocation, TaskEntrance entrance) {
		Method method = invocation.getMethod();
		return new BeanCall(((ProxyMethodInvocation) invocation).getProxy(), entrance, method.getDeclaringClass(),
				method.getName(), method.getParameterTypes(), invocation.getArguments());
	}

	/**
	 * Return a name of the task, which is that of the method.
	 */
	String taskName() {
		Class<?> type = AopUtils.getTargetClass(this.bean);
		return ClassUtils.getShortName(Proxy.isProxyClass(type) ? this.declaringClass : type) + "." + this.method;
	}

	@Override
	public @Nullable Object call() throws Exception {
		Object returned = this.entrance.call(this.bean,
				this.declaringClass.getDeclaredMethod(this.method, this.parameterTypes), this.arguments);
		if (returned instanceof RayTaskFuture<?> future) {
			return future.result();
		}
		if (returned instanceof CompletionStage<?> stage) {
			return valueOf(stage.toCompletableFuture());
		}
		return (returned instanceof Future<?> future) ? valueOf(future) : returned;
	}

	private static @Nullable Object valueOf(Future<?> future) throws Exception {
		try {
			return future.get();
		}
		catch (ExecutionException ex) {
			ReflectionUtils.rethrowException((ex.getCause() != null) ? ex.getCause() : ex);
			throw ex;
		}
	}

}
