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

package io.github.raytaskrunner.autoconfigure;

import java.util.ArrayList;
import java.util.List;

import io.github.raytaskrunner.ObservableRayTaskRunner;
import io.github.raytaskrunner.TaskListener;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.BeanPostProcessor;

/**
 * Adds the beans that are {@link TaskListener listeners} to each runner that is a bean,
 * whoever made it. Not before all singletons are there, as a listener may use a runner.
 */
final class ListenerRegistration implements BeanPostProcessor, SmartInitializingSingleton {

	private final ObjectProvider<TaskListener> listeners;

	/**
	 * The runners that are there before all singletons are, then {@code null}.
	 */
	private @Nullable List<ObservableRayTaskRunner> early = new ArrayList<>();

	ListenerRegistration(ObjectProvider<TaskListener> listeners) {
		this.listeners = listeners;
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		if (bean instanceof ObservableRayTaskRunner runner && !isEarly(runner)) {
			addListeners(runner);
		}
		return bean;
	}

	private synchronized boolean isEarly(ObservableRayTaskRunner runner) {
		return this.early != null && this.early.add(runner);
	}

	@Override
	public void afterSingletonsInstantiated() {
		takeEarly().forEach(this::addListeners);
	}

	private synchronized List<ObservableRayTaskRunner> takeEarly() {
		List<ObservableRayTaskRunner> early = this.early;
		this.early = null;
		return (early != null) ? early : List.of();
	}

	private void addListeners(ObservableRayTaskRunner runner) {
		this.listeners.orderedStream().forEach(runner::addListener);
	}

}
