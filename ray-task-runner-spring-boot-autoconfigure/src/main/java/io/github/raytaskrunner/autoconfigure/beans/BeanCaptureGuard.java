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

import io.github.raytaskrunner.serialization.BeanReference;
import io.github.raytaskrunner.serialization.CaptureGuard;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.BeanFactoryUtils;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

/**
 * Refuses beans that a task captured: a copy of a bean on a worker would have no
 * container around it.
 * <p>
 * It is not asked about collections, maps, enums and lambdas, which travel as values even
 * if they are beans: a copy does on a worker what the original does here, and the guard
 * is asked about each object in them, or captured by them.
 */
public final class BeanCaptureGuard implements CaptureGuard {

	private final BeanReferences references;

	private final String reason;

	private final ContextGuard context = new ContextGuard();

	/**
	 * Create a new guard.
	 * @param beanFactory the bean factory
	 * @param products what its factory beans have made
	 * @param reason why beans do not travel, as a subordinate clause
	 */
	public BeanCaptureGuard(ConfigurableListableBeanFactory beanFactory, FactoryBeanProducts products, String reason) {
		this.reason = reason;
		this.references = new BeanReferences(beanFactory, products);
	}

	@Override
	public @Nullable String refuse(Object captured) {
		BeanReference reference = this.references.to(captured);
		if (reference != null) {
			return "it is the Spring bean '" + BeanFactoryUtils.transformedBeanName(reference.name())
					+ "', and beans stay in this process, " + this.reason
					+ ": capture the values that the task needs from it instead";
		}
		return this.context.refuse(captured);
	}

}
