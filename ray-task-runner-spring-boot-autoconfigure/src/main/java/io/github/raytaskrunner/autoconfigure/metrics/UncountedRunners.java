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

package io.github.raytaskrunner.autoconfigure.metrics;

import java.util.Set;
import java.util.TreeSet;

import io.github.raytaskrunner.ObservableRayTaskRunner;
import io.github.raytaskrunner.RayTaskRunner;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;

/**
 * Says which runners the gauges leave out, as they do not tell their counts.
 */
final class UncountedRunners implements SmartInitializingSingleton {

	private static final Log logger = LogFactory.getLog(UncountedRunners.class);

	private final ListableBeanFactory beanFactory;

	UncountedRunners(ListableBeanFactory beanFactory) {
		this.beanFactory = beanFactory;
	}

	@Override
	public void afterSingletonsInstantiated() {
		Set<String> names = new TreeSet<>(Set.of(this.beanFactory.getBeanNamesForType(RayTaskRunner.class)));
		names.removeAll(Set.of(this.beanFactory.getBeanNamesForType(ObservableRayTaskRunner.class)));
		if (!names.isEmpty()) {
			logger.info("Metrics leave out what runs in " + names + ", unless it is passed on to another "
					+ "bean: to count it, implement " + ObservableRayTaskRunner.class.getSimpleName());
		}
	}

}
