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

import io.github.raytaskrunner.RayTask;
import io.github.raytaskrunner.RayTaskRunner;
import io.github.raytaskrunner.autoconfigure.RayTaskRunnerAutoConfiguration;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Profile;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for {@link RayTask}.
 */
@AutoConfiguration(after = RayTaskRunnerAutoConfiguration.class)
@ConditionalOnBean(RayTaskRunner.class)
public final class RayTaskAutoConfiguration {

	@Bean
	TaskEntrance rayTaskEntrance() {
		return new TaskEntrance();
	}

	@Bean
	RayTaskInterceptor rayTaskInterceptor(BeanFactory beanFactory, TaskEntrance entrance) {
		return new RayTaskInterceptor(beanFactory, entrance);
	}

	// a worker has checked beans, and one runner for all names
	@Bean
	@Profile("!ray.worker")
	static RayTaskReferences rayTaskReferences(ConfigurableListableBeanFactory beanFactory) {
		return new RayTaskReferences(beanFactory);
	}

	@Bean
	static RayTaskPostProcessor rayTaskPostProcessor(ObjectProvider<RayTaskReferences> references) {
		return new RayTaskPostProcessor("rayTaskInterceptor", references);
	}

}
