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

import io.github.raytaskrunner.serialization.BeanReference;
import io.github.raytaskrunner.serialization.TaskBeans;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.BeansException;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.NestedExceptionUtils;

/**
 * The beans of an application context. Collections, maps, enums and lambdas travel as
 * values even if they are beans.
 */
public final class ContextBeans implements TaskBeans {

	private final ConfigurableListableBeanFactory beanFactory;

	private final BeanReferences references;

	/**
	 * Create a new instance.
	 * @param beanFactory the bean factory
	 * @param products what its factory beans have made
	 */
	public ContextBeans(ConfigurableListableBeanFactory beanFactory, FactoryBeanProducts products) {
		this.beanFactory = beanFactory;
		this.references = new BeanReferences(beanFactory, products);
	}

	@Override
	public @Nullable BeanReference referenceTo(Object captured) {
		return this.references.to(captured);
	}

	@Override
	public Object resolve(BeanReference reference) {
		try {
			Object bean = this.beanFactory.getBean(reference.name());
			List<Object> targets = reference.target() ? BeanReferences.targets(bean) : List.of();
			return targets.isEmpty() ? bean : targets.get(targets.size() - 1);
		}
		catch (BeansException ex) {
			throw reference.unavailable(String.valueOf(NestedExceptionUtils.getMostSpecificCause(ex).getMessage()), ex);
		}
	}

}
