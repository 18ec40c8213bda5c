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

import io.github.raytaskrunner.RayTaskRunner;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.core.task.AsyncTaskExecutor;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for an {@link AsyncTaskExecutor}
 * that runs tasks on Ray. It is there on request, by its name, and displaces no other
 * executor.
 */
@AutoConfiguration(after = RayTaskAutoConfiguration.class)
@ConditionalOnBooleanProperty("ray.executor.enabled")
@ConditionalOnBean(RayTaskRunner.class)
public final class RayTaskExecutorAutoConfiguration {

	@Bean(defaultCandidate = false)
	RayTaskExecutor rayTaskExecutor(RayTaskRunner runner, AsyncCallInterceptor calls, TaskEntrance entrance) {
		return new RayTaskExecutor(runner, calls, entrance);
	}

	@Bean
	AsyncCallInterceptor rayAsyncCallInterceptor(TaskEntrance entrance) {
		return new AsyncCallInterceptor(entrance);
	}

	@Bean
	static AsyncCallPostProcessor rayAsyncCallPostProcessor(ObjectProvider<AsyncCallInterceptor> interceptor) {
		return new AsyncCallPostProcessor(interceptor);
	}

}
