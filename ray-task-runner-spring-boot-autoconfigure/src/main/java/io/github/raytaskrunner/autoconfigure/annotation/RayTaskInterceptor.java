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
import java.util.Objects;

import io.github.raytaskrunner.RayTask;
import io.github.raytaskrunner.RayTaskException;
import io.github.raytaskrunner.RayTaskFuture;
import io.github.raytaskrunner.RayTaskRunner;
import io.github.raytaskrunner.RayTaskSubmitter;
import io.github.raytaskrunner.TaskCancelledException;
import io.github.raytaskrunner.TaskNotReadyException;
import io.github.raytaskrunner.TaskOptionsBuilder;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.util.StringUtils;

/**
 * Submits calls of methods with {@link RayTask}. The tasks make the same calls of the
 * beans of their process, whose interceptor then lets them proceed. Safe for use by
 * several threads.
 */
final class RayTaskInterceptor implements MethodInterceptor {

	private static final Log logger = LogFactory.getLog(RayTaskInterceptor.class);

	private final BeanFactory beanFactory;

	private final TaskEntrance entrance;

	RayTaskInterceptor(BeanFactory beanFactory, TaskEntrance entrance) {
		this.beanFactory = beanFactory;
		this.entrance = entrance;
	}

	@Override
	public @Nullable Object invoke(MethodInvocation invocation) throws Throwable {
		Method method = invocation.getMethod();
		if (this.entrance.isEntering(method)) {
			this.entrance.pass();
			return invocation.proceed();
		}
		BeanCall call = BeanCall.of(invocation, this.entrance);
		return submit(call, AopUtils.getMostSpecificMethod(method, AopUtils.getTargetClass(call.bean())));
	}

	private @Nullable Object submit(BeanCall call, Method method) {
		RayTask annotation = Objects.requireNonNull(AnnotatedElementUtils.findMergedAnnotation(method, RayTask.class));
		RayTaskSubmitter submitter = runner(this.beanFactory, annotation)
			.with((options) -> set(options, annotation, call.taskName()));
		Class<?> type = method.getReturnType();
		if (type == void.class) {
			submitter.execute(() -> call.call()).onDone(RayTaskInterceptor::logFailure);
			return null;
		}
		if (type == RayTaskFuture.class) {
			return submitter.submit(call);
		}
		return submitter.submit(call).toCompletableFuture();
	}

	// nobody has the future
	private static void logFailure(RayTaskFuture<@Nullable Void> task) {
		if (task.state().isCompleted()) {
			return;
		}
		try {
			task.result();
		}
		catch (RayTaskException ex) {
			if (!(rootOf(ex) instanceof TaskCancelledException)) {
				logger.error("The method of task '" + task.name() + "' (" + task.key() + ") failed", ex);
			}
		}
	}

	private static @Nullable Throwable rootOf(RayTaskException ex) {
		Throwable root = ex;
		while (root instanceof TaskNotReadyException) {
			root = root.getCause();
		}
		return root;
	}

	/**
	 * Return the runner of tasks.
	 * @param beanFactory where it is a bean
	 * @param annotation the annotation of their method
	 */
	static RayTaskRunner runner(BeanFactory beanFactory, RayTask annotation) {
		return StringUtils.hasLength(annotation.runner())
				? beanFactory.getBean(annotation.runner(), RayTaskRunner.class)
				: beanFactory.getBean(RayTaskRunner.class);
	}

	/**
	 * Set the options of tasks.
	 * @param options where to set them
	 * @param annotation the annotation of their method
	 * @param methodName their name unless the annotation has one
	 */
	static void set(TaskOptionsBuilder options, RayTask annotation, String methodName) {
		options.name(StringUtils.hasLength(annotation.name()) ? annotation.name() : methodName);
		if (StringUtils.hasLength(annotation.profile())) {
			options.profile(annotation.profile());
		}
	}

}
