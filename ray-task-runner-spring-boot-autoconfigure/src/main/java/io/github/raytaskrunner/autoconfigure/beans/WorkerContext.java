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

package io.github.raytaskrunner.autoconfigure.beans;

import java.util.function.Supplier;

import io.github.raytaskrunner.RayTaskRunner;
import io.github.raytaskrunner.runner.DefaultRayTaskRunner;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.BeanWrapper;
import org.springframework.beans.PropertyAccessorFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.config.InstantiationAwareBeanPostProcessor;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.util.ClassUtils;

/**
 * The application context of a worker. No bean is made before it is asked for, but for
 * those of Spring that complete others, nothing of the life cycle is started, and no
 * event tells that it is there, so nothing is scheduled either. Runners are that of the
 * tasks in this process.
 */
final class WorkerContext extends AnnotationConfigApplicationContext {

	private final Supplier<? extends RayTaskRunner> runner;

	WorkerContext(Supplier<? extends RayTaskRunner> runner) {
		this.runner = runner;
		addBeanFactoryPostProcessor(this::prepare);
	}

	private void prepare(ConfigurableListableBeanFactory beanFactory) {
		beanFactory.addBeanPostProcessor(new RunnerOfTheTasks(this.runner));
		beanFactory.addBeanPostProcessor(new NoAutoStartup());
		for (String name : beanFactory.getBeanDefinitionNames()) {
			BeanDefinition definition = beanFactory.getBeanDefinition(name);
			definition.setLazyInit(definition.getRole() != BeanDefinition.ROLE_INFRASTRUCTURE
					|| !isInitializing(beanFactory.getType(name, false)));
		}
	}

	private static boolean isInitializing(@Nullable Class<?> type) {
		return type != null && SmartInitializingSingleton.class.isAssignableFrom(type);
	}

	@Override
	protected void finishRefresh() {
		// what follows in an application starts things
	}

	private record RunnerOfTheTasks(
			Supplier<? extends RayTaskRunner> runner) implements InstantiationAwareBeanPostProcessor {

		@Override
		public @Nullable Object postProcessBeforeInstantiation(Class<?> beanClass, String beanName) {
			// one of another class is made, around the runner of the tasks
			return (RayTaskRunner.class.isAssignableFrom(beanClass)
					&& beanClass.isAssignableFrom(DefaultRayTaskRunner.class)) ? this.runner.get() : null;
		}

	}

	/**
	 * Containers of listeners are started by what registers them, without a life cycle,
	 * unless they or their factory say otherwise.
	 */
	private static final class NoAutoStartup implements BeanPostProcessor {

		private static final String PROPERTY = "autoStartup";

		@Override
		public Object postProcessBeforeInitialization(Object bean, String beanName) {
			BeanWrapper properties = PropertyAccessorFactory.forBeanPropertyAccess(bean);
			if (properties.isWritableProperty(PROPERTY) && isBoolean(properties.getPropertyType(PROPERTY))) {
				properties.setPropertyValue(PROPERTY, false);
			}
			return bean;
		}

		private static boolean isBoolean(@Nullable Class<?> type) {
			return type != null && ClassUtils.resolvePrimitiveIfNecessary(type) == Boolean.class;
		}

	}

}
