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

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.event.ApplicationPreparedEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Keeps in each application context what it was made of, so that a worker can have one
 * like it. Not where the context has a parent, or is made of something without a name.
 */
final class RunningApplicationListener implements ApplicationListener<ApplicationPreparedEvent> {

	@Override
	public void onApplicationEvent(ApplicationPreparedEvent event) {
		ConfigurableApplicationContext context = event.getApplicationContext();
		SpringApplication application = event.getSpringApplication();
		List<String> sources = sources(application);
		if (context.getParent() == null && sources != null) {
			context.getBeanFactory()
				.registerSingleton(RunningApplication.BEAN_NAME,
						new RunningApplication(sources, List.of(event.getArgs())));
		}
	}

	private static @Nullable List<String> sources(SpringApplication application) {
		List<String> names = new ArrayList<>();
		for (Object source : application.getAllSources()) {
			String name = nameOf(source);
			if (name == null) {
				return null;
			}
			names.add(name);
		}
		return names;
	}

	private static @Nullable String nameOf(Object source) {
		if (source instanceof Class<?> type) {
			return type.getName();
		}
		if (source instanceof Package declared) {
			return declared.getName();
		}
		return (source instanceof CharSequence text) ? text.toString() : null;
	}

}
