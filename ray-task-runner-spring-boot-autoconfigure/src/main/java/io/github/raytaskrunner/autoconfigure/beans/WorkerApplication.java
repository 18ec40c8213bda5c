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

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import io.github.raytaskrunner.RayTaskRunner;
import io.github.raytaskrunner.serialization.TaskBeans;
import io.github.raytaskrunner.serialization.WorkerBeans;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * What the application context of a worker is made from, so that it is like that of the
 * application.
 *
 * @param sources names of the classes, packages and files that declare the beans
 * @param arguments arguments of the command line, without secrets
 * @param profiles the active profiles of the application
 * @param properties values of properties by name
 */
public record WorkerApplication(List<String> sources, List<String> arguments, List<String> profiles,
		Map<String, String> properties) implements WorkerBeans {

	/**
	 * Describe the application context of this process.
	 * @param beanFactory the bean factory of the context
	 * @param environment the environment of the context
	 * @param properties names of further properties, or prefixes of their names
	 * @return the description, or {@code null} if no worker can have such a context
	 */
	public static @Nullable WorkerApplication of(ConfigurableListableBeanFactory beanFactory,
			ConfigurableEnvironment environment, List<String> properties) {
		if (!(beanFactory.getSingleton(RunningApplication.BEAN_NAME) instanceof RunningApplication application)) {
			return null;
		}
		String[] active = environment.getActiveProfiles();
		return new WorkerApplication(application.sources(), withoutSecrets(application.arguments()),
				List.of((active.length > 0) ? active : environment.getDefaultProfiles()),
				new ApplicationProperties(environment).collect(properties));
	}

	private static List<String> withoutSecrets(List<String> arguments) {
		return arguments.stream().filter((argument) -> !SecretNames.containThatOf(argument)).toList();
	}

	@Override
	public TaskBeans create(ClassLoader classLoader, Supplier<? extends RayTaskRunner> runner) {
		ConfigurableListableBeanFactory beanFactory = new WorkerSpringApplication(this, classLoader, runner).start()
			.getBeanFactory();
		return new ContextBeans(beanFactory, beanFactory.getBean(FactoryBeanProducts.class));
	}

	// without values, which may be secret
	@Override
	public String toString() {
		return "WorkerApplication[" + this.sources + "]";
	}

}
