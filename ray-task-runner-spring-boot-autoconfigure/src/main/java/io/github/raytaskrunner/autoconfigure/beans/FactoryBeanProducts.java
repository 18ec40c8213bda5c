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

import java.util.IdentityHashMap;
import java.util.Map;

import io.github.raytaskrunner.serialization.BeanReference;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.FactoryBean;
import org.springframework.beans.factory.SmartFactoryBean;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

/**
 * Remembers what singleton {@link FactoryBean}s have made. The bean factory does not tell
 * whether they have made it yet, so asking it would create beans too early.
 */
public final class FactoryBeanProducts implements BeanPostProcessor {

	private final ConfigurableListableBeanFactory beanFactory;

	/**
	 * Reference by identity of the product. Replaced as a whole: there are few products,
	 * and each captured object is looked up.
	 */
	private volatile Map<Object, BeanReference> references = Map.of();

	/**
	 * Create a new instance.
	 * @param beanFactory the bean factory
	 */
	public FactoryBeanProducts(ConfigurableListableBeanFactory beanFactory) {
		this.beanFactory = beanFactory;
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		// a bean that is no product is no singleton yet
		if (this.beanFactory.containsSingleton(beanName)
				&& this.beanFactory.getSingleton(beanName) instanceof FactoryBean<?> factory && factory.isSingleton()
				&& factory != bean && isOfItsName(bean, factory)) {
			add(bean, beanName);
		}
		return bean;
	}

	// one that makes objects of other types too, as a shared EntityManager beside its
	// factory, has them processed by the same name
	private static boolean isOfItsName(Object product, FactoryBean<?> factory) {
		Class<?> type = (factory instanceof SmartFactoryBean<?>) ? factory.getObjectType() : null;
		return type == null || type.isInstance(product)
				|| BeanReferences.targets(product).stream().anyMatch(type::isInstance);
	}

	private synchronized void add(Object product, String name) {
		Map<Object, BeanReference> references = new IdentityHashMap<>(this.references);
		BeanReferences.add(name, product, references);
		this.references = references;
	}

	/**
	 * Return a reference to the bean that an object is.
	 * @param object the object
	 * @return the reference, or {@code null} if no factory has made it
	 */
	@Nullable BeanReference referenceTo(Object object) {
		return this.references.get(object);
	}

}
