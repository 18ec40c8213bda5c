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

import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;

/**
 * Remembers the call of an asynchronous method for the executor that Spring hands it to:
 * what Spring hands over is bound to this process, the call is not. Safe for use by
 * several threads.
 */
final class AsyncCallInterceptor implements MethodInterceptor {

	private final TaskEntrance entrance;

	/**
	 * The call that Spring is about to hand to an executor on the present thread.
	 */
	private final ThreadLocal<@Nullable BeanCall> current = new ThreadLocal<>();

	AsyncCallInterceptor(TaskEntrance entrance) {
		this.entrance = entrance;
	}

	@Override
	public @Nullable Object invoke(MethodInvocation invocation) throws Throwable {
		if (this.entrance.isEntering(invocation.getMethod())) {
			return invocation.proceed();
		}
		BeanCall outer = this.current.get();
		this.current.set(BeanCall.of(invocation, this.entrance));
		try {
			return invocation.proceed();
		}
		finally {
			this.current.set(outer);
		}
	}

	/**
	 * Return the call that is handed over on the present thread.
	 */
	@Nullable BeanCall current() {
		return this.current.get();
	}

}
