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

package io.github.raytaskrunner.test;

import java.util.List;
import java.util.stream.Stream;

import io.github.raytaskrunner.ObservableRayTaskRunner;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.MergedContextConfiguration;

/**
 * Lets tasks run embedded and records them. Equal to any other, so that tests share
 * contexts.
 */
record RecordingContextCustomizer() implements ContextCustomizer {

	@Override
	public void customizeContext(ConfigurableApplicationContext context, MergedContextConfiguration configuration) {
		RayTestAddress.set(context.getEnvironment(), RayTestAddress.NONE);
		ConfigurableListableBeanFactory beanFactory = context.getBeanFactory();
		RecordedTasks tasks = new RecordedTasks(() -> runners(beanFactory));
		beanFactory.registerSingleton("rayRecordedTasks", tasks);
		beanFactory.registerSingleton("rayTaskRecorder", new TaskRecorder(tasks));
	}

	// a lazy one that is not there yet has no tasks
	private static List<ObservableRayTaskRunner> runners(ConfigurableListableBeanFactory beanFactory) {
		return Stream.of(beanFactory.getBeanNamesForType(ObservableRayTaskRunner.class, false, false))
			.filter(beanFactory::containsSingleton)
			.map((name) -> beanFactory.getBean(name, ObservableRayTaskRunner.class))
			.toList();
	}

}
