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

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import io.github.raytaskrunner.RayTask;
import io.github.raytaskrunner.RayTaskRunner;
import io.github.raytaskrunner.TaskOptions;
import io.github.raytaskrunner.TaskOptionsBuilder;
import io.github.raytaskrunner.runner.DefaultRayTaskRunner;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.BeanFactoryUtils;
import org.springframework.beans.factory.BeanNotOfRequiredTypeException;
import org.springframework.beans.factory.NoSuchBeanDefinitionException;
import org.springframework.beans.factory.NoUniqueBeanDefinitionException;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

/**
 * Checks that there are the runner and the profile that methods with {@link RayTask}
 * name. Not before all singletons are there, as the runners may need the beans that have
 * these methods. Safe for use by several threads.
 */
final class RayTaskReferences implements SmartInitializingSingleton {

	private final ConfigurableListableBeanFactory beanFactory;

	/**
	 * The methods of beans that are there before all singletons are, then {@code null}.
	 */
	private @Nullable List<RayTaskMethods> early = new ArrayList<>();

	RayTaskReferences(ConfigurableListableBeanFactory beanFactory) {
		this.beanFactory = beanFactory;
	}

	/**
	 * Check the methods of a bean, now or when all singletons are there.
	 * @param methods the methods
	 * @throws InvalidRayTaskException if one names what there is not
	 */
	void check(RayTaskMethods methods) {
		if (!isEarly(methods)) {
			methods.checkReferences(this);
		}
	}

	private synchronized boolean isEarly(RayTaskMethods methods) {
		return this.early != null && this.early.add(methods);
	}

	@Override
	public void afterSingletonsInstantiated() {
		takeEarly().forEach((methods) -> methods.checkReferences(this));
	}

	private synchronized List<RayTaskMethods> takeEarly() {
		List<RayTaskMethods> early = this.early;
		this.early = null;
		return (early != null) ? early : List.of();
	}

	/**
	 * Check what an annotation names.
	 * @param annotation the annotation
	 * @param methodName name of the task unless the annotation has one
	 * @throws IllegalArgumentException if it names what there is not; says what, as the
	 * end of a sentence
	 */
	void check(RayTask annotation, String methodName) {
		if (runner(annotation) instanceof DefaultRayTaskRunner runner) {
			checkThatItKnowsBeans(runner);
			TaskOptionsBuilder options = TaskOptions.builder();
			RayTaskInterceptor.set(options, annotation, methodName);
			runner.check(options.build());
		}
		// what another one makes of profiles is its own affair
	}

	private RayTaskRunner runner(RayTask annotation) {
		try {
			return RayTaskInterceptor.runner(this.beanFactory, annotation);
		}
		catch (NoUniqueBeanDefinitionException ex) {
			throw new IllegalArgumentException(
					"it names no runner, and of " + runners() + " none is the primary one: mark one with @Primary", ex);
		}
		catch (NoSuchBeanDefinitionException | BeanNotOfRequiredTypeException ex) {
			throw new IllegalArgumentException("it names the runner '" + annotation.runner()
					+ "', which is no RayTaskRunner among the beans: there are " + runners(), ex);
		}
	}

	private void checkThatItKnowsBeans(RayTaskRunner runner) {
		if (Arrays.stream(this.beanFactory.getBeanNamesForType(RayTaskRunner.class))
			.filter(this.beanFactory::containsSingleton) // no lazy one is made for that
			.noneMatch((name) -> this.beanFactory.getBean(name) == runner)) {
			throw new IllegalArgumentException("its runner is one of a parent context, which does not know the beans "
					+ "of this one: declare a runner here, too");
		}
	}

	private List<String> runners() {
		return Arrays.stream(BeanFactoryUtils.beanNamesForTypeIncludingAncestors(this.beanFactory, RayTaskRunner.class))
			.sorted()
			.toList();
	}

}
